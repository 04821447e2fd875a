import type { Page } from '@playwright/test';
import { longCtSyntaxes, type LongCtSyntax } from '../support/long-ct.ts';
import { spread } from './measure.ts';
import {
	figureNames,
	launch,
	measureViewer,
	type ViewerFigures,
	type ViewerTarget
} from './measure-viewer.ts';
import { startBareViewer } from './bare-viewer.ts';
import { startLongCtPortal, type LongCtPortal } from './long-ct-portal.ts';
import { readLineShape, startShapedLine, type LineShape } from './shaped-line.ts';

const rounds = Number(process.env.OVERREAD_BENCH_ROUNDS ?? 3);
/** Whether the openings alone are measured, cold and again. */
const isOpenedOnly = process.env.OVERREAD_BENCH_OPENINGS === '1';
const slices = Number(process.env.OVERREAD_BENCH_SLICES ?? 200);
const closings = 20;
/** What else is opened in turn: the same case as a group's layouts hang it, from the archive that has it alone, and a page without a viewer. */
const also = (process.env.OVERREAD_BENCH_ALSO ?? '').split(',');
const scrolls = Number(process.env.OVERREAD_BENCH_SCROLLS ?? 500);

/** How the series is stored: plain, or losslessly compressed. */
function readSyntax(name = 'native'): LongCtSyntax {
	const syntax = (Object.keys(longCtSyntaxes) as LongCtSyntax[]).find((each) => each === name); // keys of a const object
	if (!syntax) throw new Error(`OVERREAD_BENCH_SYNTAX is one of ${Object.keys(longCtSyntaxes).join(', ')}`);
	return syntax;
}

/** The same targets, each behind a line of its own. */
async function behindLines(targets: ViewerTarget[], shape: LineShape | null) {
	if (!shape) return { targets, close: () => Promise.resolve() };
	const lines = await Promise.all(targets.map(({ url }) => startShapedLine(new URL(url).origin, shape)));
	const moved = (url: string, at: number) => url.replace(new URL(url).origin, lines[at]?.origin ?? '');
	return {
		targets: targets.map((target, at) => ({ ...target, url: moved(target.url, at) })),
		close: async () => void (await Promise.all(lines.map((line) => line.close())))
	};
}

/**
 * The viewer cold, warm, at work, over many cases, and from one case to the next; with `OVERREAD_BESIDE`, the address of another
 * viewer with a series of 200 images, both in turn and their ratio (README.md says how such a one is set up).
 */
export async function benchViewer(): Promise<string[]> {
	const syntax = readSyntax(process.env.OVERREAD_BENCH_SYNTAX);
	const shape = readLineShape(process.env.OVERREAD_BENCH_LINE);
	const storeUrl = process.env.OVERREAD_BESIDE_STORE;
	const desk = await startLongCtPortal(slices, { syntax, storeUrl });
	const stops: (() => unknown)[] = [desk.stop];
	try {
		const all = [targetOf('portal', desk)];
		const other = process.env.OVERREAD_BESIDE;
		if (other)
			all.push({ name: 'other', url: other, frames: slices, init: process.env.OVERREAD_BESIDE_INIT });
		for (const [name, how] of Object.entries({
			layout: { hasLayouts: true },
			...(storeUrl && { archive: { isArchived: true } })
		})) {
			if (!also.includes(name)) continue;
			const more = await startLongCtPortal(slices, { syntax, storeUrl, ...how });
			stops.push(more.stop);
			all.push(targetOf(name, more));
		}
		if (also.includes('bare')) {
			const bare = await startBareViewer(slices);
			stops.push(bare.stop);
			all.push({ name: 'bare', url: bare.origin, frames: slices });
		}
		const { targets, close } = await behindLines(all, shape);
		const figures = new Map<string, ViewerFigures[]>(targets.map(({ name }) => [name, []]));
		for (let round = 0; round < rounds; round++)
			for (const target of round % 2 === 0 ? targets : targets.toReversed())
				figures.get(target.name)?.push(await measureViewer(target, isOpenedOnly));
		await close();
		const isMeasured = (name: (typeof figureNames)[number]) =>
			figures.get('portal')?.[0]?.[name] !== undefined;
		const lines = figureNames.filter(isMeasured).map((name) => line(name, figures));
		// The way between cases is measured on the plain line alone.
		if (shape || isOpenedOnly) return lines;
		return [...lines, ...(await benchCases(desk))];
	} finally {
		for (const stop of stops.reverse()) await stop();
	}
}

function targetOf(name: string, { portal, assignmentIds, cookie }: LongCtPortal): ViewerTarget {
	const url = `${portal.origin}/reviews/${assignmentIds[0]}`;
	return { name, url, frames: slices, cookies: [cookie], windowKey: 'w' };
}

function line(name: (typeof figureNames)[number], figures: ReadonlyMap<string, ViewerFigures[]>): string {
	const of = (target: string) => (figures.get(target) ?? []).map((each) => each[name] ?? NaN);
	const digits = name.endsWith('ms') && !name.startsWith('page CPU') ? 0 : 2;
	const own = of('portal');
	const others = [...figures.keys()].filter((each) => each !== 'portal');
	const beside = others.map((each) => {
		const ratio = (middle(own) / middle(of(each))).toFixed(3);
		return `${each === 'other' ? '' : `${each} `}${spread(of(each), digits)}, ratio ${ratio}`;
	});
	return [`${name}: ${spread(own, digits)}`, ...beside].join(' beside ');
}

function middle(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

/** The way from the queue into a case and to the next one, cases opened and closed, and a long scroll. */
async function benchCases({ portal, cookie, assignmentIds }: LongCtPortal): Promise<string[]> {
	const browser = await launch();
	try {
		const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
		await context.addCookies([cookie]);
		const page = await context.newPage();
		const memory = await watchMemory(page);
		await page.goto(`${portal.origin}/reviews`);
		await page.waitForLoadState('networkidle');
		const first = await openByKey(page);
		await wholeSeries(page);
		const open = await memory();
		const closed: string[] = [];
		for (let at = 0; at < closings; at++) {
			await page.goBack();
			await page.waitForURL(/\/reviews$/);
			await page.waitForSelector('main a[href^="/reviews/"]');
			await page.waitForLoadState('networkidle');
			if (at % 5 === 4) closed.push(await memory());
			await openByKey(page);
			await wholeSeries(page);
		}
		const box = await page.locator('.surface').first().boundingBox();
		if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
		const scrolled = [await memory()];
		const startedAt = performance.now();
		for (let at = 1; at <= scrolls; at++) {
			await page.mouse.wheel(0, at % (2 * slices) < slices ? 100 : -100);
			await page.evaluate(() => new Promise(requestAnimationFrame));
			if (at % Math.ceil(scrolls / 5) === 0 || at === scrolls) scrolled.push(await memory());
		}
		const scrolledS = (performance.now() - startedAt) / 1000;
		const next: string[] = [];
		while (next.length < assignmentIds.length - 1) {
			for (const key of ['2', 'a', '4']) await page.keyboard.press(key);
			await page.waitForSelector('[data-status="saved"]');
			await page.waitForLoadState('networkidle');
			next.push((await openByKey(page)).toFixed(0));
			await wholeSeries(page);
		}
		return [
			`from the key in the queue to the first image: ${first.toFixed(0)} ms`,
			`from the key that submits to the first image of the next case: ${next.join(', ')} ms`,
			`heap + pixels with ${slices} images open: ${open} MB; closed after 5, 10, 15, 20 openings: ${closed.join(', ')} MB`,
			`heap + pixels before, at fifths of and after ${scrolls} slices scrolled in ${scrolledS.toFixed(0)} s: ${scrolled.join(', ')} MB`
		];
	} finally {
		await browser.close();
	}
}

/** What the page's objects and its buffers take after collection, in MB. */
async function watchMemory(page: Page): Promise<() => Promise<string>> {
	const cdp = await page.context().newCDPSession(page);
	return async () => {
		await cdp.send('HeapProfiler.collectGarbage');
		const usage = await cdp.send('Runtime.getHeapUsage');
		const buffers = 'backingStorageSize' in usage ? Number(usage.backingStorageSize) : NaN;
		return `${(usage.usedSize / 1e6).toFixed(1)} + ${(buffers / 1e6).toFixed(0)}`;
	};
}

/** Presses Enter and gives the milliseconds until another case's first image is drawn, both stamped in the page. */
async function openByKey(page: Page): Promise<number> {
	const left = new URL(page.url()).pathname;
	await page.evaluate(() => {
		addEventListener('keydown', () => performance.mark('pressed'), { capture: true, once: true });
	});
	await page.keyboard.press('Enter');
	const found = await page.waitForFunction(
		(path) => {
			if (location.pathname === path) return false;
			// Drawn by the viewer, or before it (viewer/first-look).
			const canvases = document.querySelectorAll<HTMLCanvasElement>('.first-look canvas, .surface canvas');
			const isLit = [...canvases].some((canvas) => {
				const context = canvas.width > 200 && canvas.getContext('2d');
				if (!context) return false;
				const { data } = context.getImageData(0, canvas.height >> 1, canvas.width, 1);
				return data.some((value, at) => at % 4 === 0 && value > 30);
			});
			if (!isLit) return false;
			return performance.now() - (performance.getEntriesByName('pressed').at(-1)?.startTime ?? NaN);
		},
		left,
		{ polling: 'raf' }
	);
	return Number(await found.jsonValue());
}

/** Waits until no series is under way. */
async function wholeSeries(page: Page): Promise<void> {
	await page.waitForFunction(() => {
		const facts = [...document.querySelectorAll('.rail .facts')].map((each) => each.textContent);
		return facts.length > 0 && facts.every((text) => !/\d+ of \d+/.test(text ?? ''));
	});
	await page.waitForLoadState('networkidle');
}
