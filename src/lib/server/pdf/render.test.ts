import { expect, it } from 'vitest';
import type { PdfBlock, PdfModel } from './model.ts';
import { renderPdf } from './render.ts';
import type { ChartKind } from '#lib/core/charts/model.ts';

const model = (blocks: readonly PdfBlock[], given: Partial<PdfModel> = {}): PdfModel => ({
	title: 'A document of Åsa Łukasiewicz',
	lead: 'Lead',
	author: 'Group',
	language: 'en-US',
	madeAt: Date.UTC(2026, 10, 16, 12),
	header: 'Group',
	footer: 'Foot',
	page: (page, of) => `${page}/${of}`,
	contents: 'Contents',
	blocks,
	...given
});
const table = (rows: readonly (readonly string[])[]): PdfBlock => ({
	kind: 'table',
	caption: 'Counts',
	columns: [
		{ title: 'What', width: 3 },
		{ title: 'n', width: 1, align: 'right' }
	],
	rows,
	empty: 'Nothing.'
});
const pagesOf = (bytes: Buffer): number => bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

it('gives the same bytes for the same document, and others for another', async () => {
	const blocks: PdfBlock[] = [{ kind: 'heading', level: 1, text: 'One' }, table([['a', '1']])];
	const first = await renderPdf(model(blocks));
	expect(first.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
	expect((await renderPdf(model(blocks))).equals(first)).toBe(true);
	expect((await renderPdf(model(blocks, { lead: 'Another' }))).equals(first)).toBe(false);
});

it('is tagged, in a language, with its title shown and its fonts in it', async () => {
	const text = (await renderPdf(model([table([['a', '1']])]))).toString('latin1');
	for (const sign of [
		'/Marked true',
		'/Lang (en-US)',
		'/DisplayDocTitle true',
		'/FontFile2',
		'/StructTreeRoot'
	]) {
		expect(text).toContain(sign);
	}
});

it('goes on to as many pages as a table needs, however high a cell is', async () => {
	const rows = Array.from({ length: 200 }, (_, nth) => [`row ${nth}`, String(nth)]);
	expect(pagesOf(await renderPdf(model([table(rows)])))).toBeGreaterThan(5);
	expect(pagesOf(await renderPdf(model([table([['word '.repeat(5000), '1']])])))).toBeLessThan(4);
});

it('takes a paragraph of several pages, and a document without anything', async () => {
	const long = await renderPdf(model([{ kind: 'text', text: 'word '.repeat(4000) }]));
	expect(pagesOf(long)).toBeGreaterThan(2);
	expect(pagesOf(await renderPdf(model([], { contents: null })))).toBe(1);
});

const points = ['CT', 'MR', 'XR'].map((x, nth) => ({
	x,
	y: nth === 1 ? null : nth / 10,
	lower: 0,
	upper: 0.3,
	n: 9
}));
const numbered = points.map((point, nth) => ({ ...point, x: nth, tone: 'look' as const, label: 'R01' }));

it.each([
	'bar',
	'stacked-bar',
	'line',
	'steps',
	'points-with-intervals',
	'funnel',
	'heat'
] as const satisfies readonly ChartKind[])(
	'draws a chart of kind %s as one figure of vectors',
	async (kind) => {
		const isNumbered = kind === 'funnel' || kind === 'steps';
		const shown = isNumbered ? numbered : points;
		const block: PdfBlock = {
			kind: 'chart',
			alt: 'What it shows',
			tick: String,
			chart: {
				kind,
				title: 'A chart',
				n: 27,
				xAxis: { title: 'x', unit: isNumbered ? 'count' : 'name' },
				yAxis: { title: 'y', unit: 'share' },
				series: [
					{ name: 'One', role: 'data', points: shown },
					{ name: 'Two', role: 'data', points: shown },
					{ name: 'Limit', role: 'limit', points: shown.map(({ x }) => ({ x, y: 0.2 })) }
				],
				notes: [],
				bands: isNumbered ? [] : [{ from: 'CT', to: 'MR', label: 'baseline' }],
				annotations: isNumbered ? [{ x: 1, text: 'Something' }] : []
			}
		};
		const text = (await renderPdf(model([block], { contents: null }))).toString('latin1');
		expect(text.match(/\/S \/Figure/g)).toHaveLength(1);
		expect(text).not.toContain('/Subtype /Image');
		expect(text).not.toContain('NaN');
		expect(pagesOf(Buffer.from(text, 'latin1'))).toBe(1);
	}
);
