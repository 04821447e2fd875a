import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lookShown } from './look-shown.ts';

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	globalThis.overreadLook = undefined;
});

/** Whether the page would wake up by then. */
async function isOver(afterMs: number): Promise<boolean> {
	let isOver = false;
	void lookShown().then(() => (isOver = true));
	await vi.advanceTimersByTimeAsync(afterMs);
	return isOver;
}

it('waits for nothing on a page without first images', async () => {
	expect(await isOver(0)).toBe(true);
});

it('waits until what was drawn has been given to the screen', async () => {
	globalThis.overreadLook = Promise.resolve();
	expect(await isOver(0)).toBe(false);
	expect(await isOver(20)).toBe(true);
});

it('waits no longer for images on a slow line', async () => {
	globalThis.overreadLook = new Promise(() => undefined);
	expect(await isOver(150)).toBe(false);
	expect(await isOver(250)).toBe(true);
});

it('does not wait where they failed', async () => {
	globalThis.overreadLook = Promise.reject(new Error('no line'));
	expect(await isOver(0)).toBe(true);
});
