import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findChromium } from '../support/chromium.ts';
import type { ViewerTarget } from './measure-viewer.ts';

type Reply = { id?: number; result?: Record<string, unknown>; error?: { message: string } };
type Send = (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>;

/**
 * What the process that draws the page takes of the machine's memory once the whole series is here and what nobody holds is collected, in
 * bytes (its proportional set size, so on Linux alone; NaN elsewhere).
 *
 * In a browser of its own that is told no more than it must be: Playwright listens to the network, and whoever does makes the page's
 * process keep a copy of every answer, which is as much again as the pixels.
 */
export async function measureRendererBytes(target: ViewerTarget): Promise<number> {
	const profile = mkdtempSync(join(tmpdir(), 'overread-memory-'));
	const args = ['--headless=new', '--no-sandbox', '--remote-debugging-port=0', '--window-size=1440,900'];
	const browser = spawn(
		findChromium() ?? 'chromium',
		[...args, `--user-data-dir=${profile}`, 'about:blank'],
		{
			stdio: ['ignore', 'ignore', 'pipe']
		}
	);
	try {
		let said = '';
		const address = await new Promise<string>((resolve, reject) => {
			browser.once('error', reject);
			browser.stderr.on('data', (text: Buffer) => {
				said += text.toString();
				const found = /ws:\/\/\S+/.exec(said)?.[0];
				if (found) resolve(found);
			});
		});
		const line = new WebSocket(address);
		await once(line, 'open');
		const bytes = await measureBehind(talkOver(line), target);
		line.close();
		return bytes;
	} finally {
		const isOver = once(browser, 'exit');
		browser.kill();
		await isOver;
		rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
	}
}

/** Chromium's own protocol. */
function talkOver(line: WebSocket): Send {
	const waiting = new Map<number, (reply: Reply) => void>();
	line.addEventListener('message', ({ data }) => {
		const reply = JSON.parse(String(data)) as Reply; // as the protocol has it
		waiting.get(reply.id ?? 0)?.(reply);
		waiting.delete(reply.id ?? 0);
	});
	let last = 0;
	return (method, params = {}, sessionId = undefined) =>
		new Promise((resolve, reject) => {
			last += 1;
			waiting.set(last, ({ result, error }) =>
				result ? resolve(result) : reject(new Error(`${method}: ${error?.message ?? 'no result'}`))
			);
			line.send(JSON.stringify({ id: last, method, params, sessionId }));
		});
}

async function measureBehind(send: Send, { url, cookies, init, frames }: ViewerTarget): Promise<number> {
	if (cookies) await send('Storage.setCookies', { cookies });
	const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
	const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
	const toPage = (method: string, params = {}) => send(method, params, String(sessionId));
	await toPage('Page.enable');
	await toPage('Page.addScriptToEvaluateOnNewDocument', {
		source: `performance.setResourceTimingBufferSize(100_000); ${init ?? ''}`
	});
	await toPage('Page.navigate', { url });
	const came = `performance.getEntriesByType('resource').filter((each) => each.name.includes('/frames/')).length`;
	for (let tries = 0; ; tries++) {
		const { result } = await toPage('Runtime.evaluate', { expression: came });
		if (Number((result as { value?: unknown }).value) >= frames) break; // as the protocol has it
		if (tries > 300) throw new Error(`the series did not come within a minute: ${url}`);
		await pause(200);
	}
	// What is done once the last frame is here.
	await pause(2_500);
	await toPage('HeapProfiler.enable');
	await toPage('HeapProfiler.collectGarbage');
	await pause(500);
	const { processInfo } = await send('SystemInfo.getProcessInfo');
	const all = (processInfo as { id: number; type: string }[]).filter(({ type }) => type === 'renderer'); // as above
	// The others draw an empty page, or wait for one.
	return Math.max(...all.map(({ id }) => proportionalBytes(id)));
}

function proportionalBytes(process: number): number {
	try {
		const [, kilobytes] = /Pss:\s+(\d+)/.exec(readFileSync(`/proc/${process}/smaps_rollup`, 'utf8')) ?? [];
		return Number(kilobytes) * 1024;
	} catch {
		return NaN;
	}
}
