import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { renderGrey } from '#lib/core/dicom/render.ts';
import { aCtFile, type Attributes } from '#lib/core/dicom/test-objects.ts';
import { decodeFrame } from '#lib/server/dicom/decode-frame.ts';
import { openDicomFile } from '#lib/server/dicom/open-file.ts';
import { readFrame } from '#lib/server/dicom/read-frame.ts';
import { buildPixelPage } from '../support/pixel-page/build.ts';
import type { Shown } from '../support/pixel-page/compare.ts';
import type { DrawAsked, DrawReport } from '../support/pixel-page/report.ts';
import { openDoorObject, servePixels, type PixelServer } from '../support/pixel-page/serve.ts';

const COLUMNS = 64;
const ROWS = 48;

let folder = '';
let server: PixelServer;
let page: Page;

test.beforeAll(async ({ browser }) => {
	folder = mkdtempSync(join(tmpdir(), 'overread-drawn-'));
	await buildPixelPage(join(folder, 'page'));
	server = await servePixels(join(folder, 'page'));
	page = await browser.newPage();
	await page.goto(server.origin);
	await page.waitForFunction(() => 'drawStudy' in window);
});

test.afterAll(async () => {
	await page.close();
	await server[Symbol.asyncDispose]();
	rmSync(folder, { recursive: true, force: true });
});

const words = (values: readonly number[]) => new Uint8Array(Uint16Array.from(values).buffer);
/** Each value of 12 bits that a ramp of this size can hold, in runs, so that smoothing between pixels does not matter. */
const ramp = Array.from({ length: COLUMNS * ROWS }, (_, at) => Math.floor(at / COLUMNS) * 85);
const base: Attributes = {
	Modality: 'MG',
	Rows: ROWS,
	Columns: COLUMNS,
	BitsStored: 12,
	HighBit: 11,
	PixelData: words(ramp)
};
const root = Array.from({ length: 3000 }, (_, at) => Math.round(4095 * Math.sqrt(at / 2999)));
const table = { LUTDescriptor: [3000, 500, 12], LUTData: words(root) };
const falling = {
	LUTDescriptor: [4096, 0, 10],
	LUTData: words(Array.from({ length: 4096 }, (_, at) => 1023 - (at >> 2)))
};

async function open(attributes: Attributes): Promise<{ object: Shown; close(): Promise<void> }> {
	const path = join(folder, 'one.dcm');
	writeFileSync(path, aCtFile({ ...base, ...attributes }));
	const file = await openDicomFile(path);
	if (!file.ok) throw new Error(file.error);
	const object = await openDoorObject(file.value);
	if (object.kind !== 'shown') throw new Error(object.reason);
	return { object, close: () => file.value.close() };
}

async function draw(object: Shown, asked: Partial<DrawAsked> = {}): Promise<DrawReport> {
	const where = server.put(object);
	return page.evaluate(
		(given) =>
			// The page's script put it there.
			(window as unknown as { drawStudy(asked: DrawAsked): Promise<DrawReport> }).drawStudy(given),
		{ ...where, rendering: 'cpu' as const, cssSize: [COLUMNS, ROWS] as [number, number], ...asked }
	);
}

/** What the server's own rendering makes of it. */
async function expectedGreys({ file, index, shape }: Shown): Promise<Uint8Array> {
	const frame = await readFrame(file, index, 1);
	const samples = frame.ok ? await decodeFrame(file, shape, frame.value) : null;
	if (!samples?.ok) throw new Error('not decoded');
	const { dataset } = file;
	return renderGrey(samples.value, { dataset, frame: 1, pixels: ROWS * COLUMNS, window: null });
}

function largestDifference(got: readonly number[], want: ArrayLike<number>): number {
	return got.reduce((most, grey, at) => Math.max(most, Math.abs(grey - (want[at] ?? 0))), 0);
}

const window = { WindowCenter: 1800, WindowWidth: 1500 };
const curves: [name: string, attributes: Attributes, presetId: string][] = [
	['a linear window', window, 'header'],
	['LINEAR_EXACT', { ...window, VOILUTFunction: 'LINEAR_EXACT' }, 'header'],
	['SIGMOID', { ...window, VOILUTFunction: 'SIGMOID' }, 'header'],
	[
		'SIGMOID of MONOCHROME1',
		{ ...window, VOILUTFunction: 'SIGMOID', PhotometricInterpretation: 'MONOCHROME1' },
		'header'
	],
	[
		'SIGMOID of values rescaled to fractions',
		{
			WindowCenter: 500,
			WindowWidth: 300,
			VOILUTFunction: 'SIGMOID',
			RescaleSlope: 0.3,
			RescaleIntercept: -10.5
		},
		'header'
	],
	['a table', { VOILUTSequence: [table] }, 'table'],
	['a falling table of 10 bits', { VOILUTSequence: [falling] }, 'table'],
	['a table before a window', { VOILUTSequence: [table], ...window }, 'table'],
	['a table of MONOCHROME1', { VOILUTSequence: [table], PhotometricInterpretation: 'MONOCHROME1' }, 'table'],
	[
		'a table that begins below zero',
		{
			RescaleSlope: 1,
			RescaleIntercept: -1000,
			VOILUTSequence: [{ LUTDescriptor: [3000, 65_536 - 1000, 12], LUTData: words(root) }]
		},
		'table'
	],
	[
		'a table over values rescaled to fractions',
		{ RescaleSlope: 0.5, RescaleIntercept: 0.25, VOILUTSequence: [table] },
		'table'
	]
];

for (const rendering of ['cpu', 'gpu'] as const) {
	test(`grey values are drawn as their header asks, ${rendering}`, async () => {
		const hasWebGl = await page.evaluate(
			() => document.createElement('canvas').getContext('webgl2') !== null
		);
		test.skip(rendering === 'gpu' && !hasWebGl, 'this browser has no WebGL, not even an emulated one');
		const wrong: string[] = [];
		for (const [name, attributes, presetId] of curves) {
			const { object, close } = await open(attributes);
			const drawn = await draw(object, { rendering });
			expect(drawn.rendering).toBe(rendering);
			const difference = largestDifference(drawn.greys, await expectedGreys(object));
			await close();
			if (drawn.presetId !== presetId) wrong.push(`${name}: opens with ${drawn.presetId}`);
			if (difference > 2) wrong.push(`${name}: up to ${difference}`);
		}
		expect(wrong).toEqual([]);
	});
}

for (const rendering of ['cpu', 'gpu'] as const)
	for (const PhotometricInterpretation of ['MONOCHROME1', 'MONOCHROME2'])
		test(`light and dark of ${PhotometricInterpretation} change places once, ${rendering}`, async () => {
			const { object, close } = await open({ ...window, PhotometricInterpretation });
			const [first, turned] = [
				await draw(object, { rendering }),
				await draw(object, { rendering, isTurned: true })
			];
			const want = await expectedGreys(object);
			await close();
			test.skip(first.rendering !== rendering, 'this browser has no WebGL, not even an emulated one');
			expect([first.isInverted, turned.isInverted]).toEqual([false, true]);
			expect(largestDifference(first.greys, want)).toBeLessThanOrEqual(2);
			expect(
				largestDifference(
					turned.greys.map((grey) => 255 - grey),
					want
				)
			).toBeLessThanOrEqual(2);
		});

test('pixels that are no squares are drawn as what they are, and padding does not move a window', async () => {
	const tall = await open({ ...window, PixelAspectRatio: [2, 1] });
	const drawn = await draw(tall.object, { cssSize: [COLUMNS, 2 * ROWS] });
	await tall.close();
	// Twice as high as it has rows: the last row, the lightest, stands at the foot of the cell.
	expect(drawn.greys.slice(-COLUMNS).every((grey) => grey === 255)).toBe(true);
	const middle = drawn.greys.slice(ROWS * COLUMNS, (ROWS + 1) * COLUMNS);
	const want = ((24 * 85 - 1799.5) / 1499 + 0.5) * 255;
	for (const grey of middle) expect(Math.abs(grey - want)).toBeLessThan(15);

	const padded = await open({
		PixelData: words(ramp.map((value, at) => (at % COLUMNS < 40 ? 65_535 : 1000 + (value % 100)))),
		BitsStored: 16,
		HighBit: 15,
		PixelPaddingValue: 65_535
	});
	const auto = await draw(padded.object, { presetId: 'auto' });
	await padded.close();
	expect(auto.window?.center).toBeGreaterThan(1000);
	expect(auto.window?.center).toBeLessThan(1100);
});

test('a window set by hand stands in the place of a table, and is of the form that the header asks for', async () => {
	const tabled = await open({ VOILUTSequence: [table] });
	const first = await draw(tabled.object);
	const byHand = await draw(tabled.object, { window: [2000, 1000] });
	await tabled.close();
	expect(first.window).toBeNull();
	expect(byHand.window).toEqual({ center: 2000, width: 1000 });
	expect(byHand.presetId).toBeNull();
	// A straight line: half grey in the middle, black and white beyond its ends.
	expect([byHand.greys[COLUMNS * 10], byHand.greys[COLUMNS * 40]]).toEqual([0, 255]);
	const curved = await open({ ...window, VOILUTFunction: 'SIGMOID' });
	const sigmoid = await draw(curved.object, { window: [2000, 1000] });
	await curved.close();
	const at = (row: number) => sigmoid.greys[COLUMNS * row] ?? 0;
	for (const row of [10, 30]) {
		const want = 255 / (1 + Math.exp((-4 * (row * 85 - 2000)) / 1000));
		expect(Math.abs(at(row) - want)).toBeLessThan(2);
	}
});
