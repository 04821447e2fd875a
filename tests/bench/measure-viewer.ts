import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { findChromium } from '../support/chromium.ts';
import { measureRendererBytes } from './renderer-memory.ts';

/** A viewer that shows a series of so many frames at an address; `init` is run before its own scripts. */
export type ViewerTarget = {
	name: string;
	url: string;
	frames: number;
	cookies?: Parameters<BrowserContext['addCookies']>[0];
	init?: string;
	/** The key that gives the left button the window, where it has it not by itself. */
	windowKey?: string;
};

/** Figures of one open; times in milliseconds from the start of the navigation, sizes in bytes. */
export type ViewerFigures = Readonly<Partial<Record<(typeof figureNames)[number], number>>>;

export const figureNames = [
	'first image, ms',
	'whole series, ms',
	'script and styles, MB',
	'pixels, MB',
	'second open: first image, ms',
	'second open: whole series, ms',
	'second open: sent again, MB',
	'page CPU a cached slice, ms',
	'page CPU a window step, ms',
	'heap, MB',
	'renderer memory, MB'
] as const;

const viewport = { width: 1440, height: 900 };
const steps = 60;

const how = { executablePath: findChromium() ?? undefined, args: ['--no-sandbox'] };

export function launch() {
	return chromium.launch(how);
}

/** Whether the largest canvas of the page shows more than black. */
function isLit(): boolean {
	const canvases = [...document.querySelectorAll('canvas')].filter(({ clientWidth }) => clientWidth > 200);
	return canvases.some((canvas) => {
		const copy = new OffscreenCanvas(64, 64).getContext('2d');
		copy?.drawImage(canvas, 0, 0, 64, 64);
		const data = copy?.getImageData(0, 0, 64, 64).data ?? [];
		let lit = 0;
		for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 0) > 30) lit += 1;
		return lit > 64 * 64 * 0.05;
	});
}

/** Opens a viewer in a browser of its own, cold, then again in a second tab; works in it and weighs it, where not only openings are asked for. */
export async function measureViewer(target: ViewerTarget, isOpenedOnly = false): Promise<ViewerFigures> {
	const weighed = isOpenedOnly ? {} : { 'renderer memory, MB': (await measureRendererBytes(target)) / 1e6 };
	const profile = mkdtempSync(join(tmpdir(), 'overread-profile-'));
	// Without a profile of its own a browser keeps little of what it was sent.
	const context = await chromium.launchPersistentContext(profile, { ...how, viewport });
	try {
		if (target.cookies) await context.addCookies(target.cookies);
		if (target.init) await context.addInitScript({ content: target.init });
		const cold = await openOnce(context, target);
		const worked = isOpenedOnly ? {} : await work(cold.page, cold.cdp, target);
		await cold.page.close();
		const warm = await openOnce(context, target);
		return {
			'first image, ms': cold.first,
			'whole series, ms': cold.whole,
			'script and styles, MB': cold.shellBytes / 1e6,
			'pixels, MB': cold.pixelBytes / 1e6,
			'second open: first image, ms': warm.first,
			'second open: whole series, ms': warm.whole,
			'second open: sent again, MB': (warm.shellBytes + warm.pixelBytes) / 1e6,
			...worked,
			...weighed
		};
	} finally {
		await context.close();
		rmSync(profile, { recursive: true, force: true });
	}
}

async function openOnce(context: BrowserContext, { url, frames }: ViewerTarget) {
	const page = await context.newPage();
	const cdp = await context.newCDPSession(page);
	await cdp.send('Network.enable');
	// What other processes take of the machine is not the page's.
	await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
	const urls = new Map<string, string>();
	let [shellBytes, pixelBytes, answered] = [0, 0, 0];
	const all = new Promise<undefined>((resolve) => {
		cdp.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
		cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
			const isFrame = urls.get(requestId)?.includes('/frames/') === true;
			if (isFrame) pixelBytes += encodedDataLength;
			else shellBytes += encodedDataLength;
			if (isFrame && ++answered === frames) resolve(undefined);
		});
	});
	const startedAt = performance.now();
	await page.goto(url, { waitUntil: 'commit' });
	await page.waitForFunction(isLit, undefined, { polling: 16, timeout: 60_000 });
	const first = performance.now() - startedAt;
	await all;
	return { page, cdp, first, whole: performance.now() - startedAt, shellBytes, pixelBytes };
}

/** What the page's main thread takes for a slice that is here, and for a step of the window. */
async function work(page: Page, cdp: CDPSession, { windowKey }: ViewerTarget) {
	const metric = async (name: string): Promise<number> =>
		(await cdp.send('Performance.getMetrics')).metrics.find((each) => each.name === name)?.value ?? 0;
	const drawn = () =>
		page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
	const perStep = async (step: (at: number) => Promise<void>): Promise<number> => {
		const before = await metric('TaskDuration');
		for (let at = 0; at < steps; at++) {
			await step(at);
			await drawn();
		}
		return ((await metric('TaskDuration')) - before) * (1000 / steps);
	};
	const [x, y] = [viewport.width * 0.4, viewport.height * 0.45];
	await page.mouse.move(x, y);
	const slice = await perStep((at) => page.mouse.wheel(0, at < steps / 2 ? 100 : -100));
	if (windowKey) await page.keyboard.press(windowKey);
	await page.mouse.down();
	const window = await perStep((at) => page.mouse.move(x + (at % 40), y + (at % 25)));
	await page.mouse.up();
	await cdp.send('HeapProfiler.collectGarbage');
	return {
		'page CPU a cached slice, ms': slice,
		'page CPU a window step, ms': window,
		'heap, MB': (await metric('JSHeapUsedSize')) / 1e6
	};
}
