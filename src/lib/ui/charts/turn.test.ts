import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeTurns } from './turn.ts';

/** What a browser offers: sight and idleness come when the test says so. */
function aBrowser() {
	let tell = (_entries: { isIntersecting: boolean }[]) => {};
	const idle = new Map<number, () => void>();
	let isWatching = true;
	vi.stubGlobal(
		'IntersectionObserver',
		class {
			constructor(told: typeof tell) {
				tell = told;
			}
			observe() {}
			disconnect() {
				isWatching = false;
			}
		}
	);
	vi.stubGlobal('requestIdleCallback', (run: () => void) => {
		idle.set(idle.size + 1, run);
		return idle.size;
	});
	vi.stubGlobal('cancelIdleCallback', (handle: number) => idle.delete(handle));
	return {
		see: (isIntersecting: boolean) => tell([{ isIntersecting }]),
		rest: () => [...idle.values()].forEach((run) => run()),
		isWatching: () => isWatching
	};
}

describe('turns', () => {
	let browser: ReturnType<typeof aBrowser>;
	let turn: ReturnType<typeof takeTurns>;
	const drawn: string[] = [];
	const draw = (what: string) => turn.take(() => drawn.push(what));

	beforeEach(() => {
		browser = aBrowser();
		drawn.length = 0;
		turn = takeTurns({} as Element); // nothing is asked of it but to be watched
	});
	afterEach(() => vi.unstubAllGlobals());

	it('are taken at once in sight', () => {
		browser.see(true);
		draw('one');
		expect(drawn).toEqual(['one']);
	});

	it('wait out of sight until there is time, and only the last counts', () => {
		draw('one');
		draw('two');
		expect(drawn).toEqual([]);
		browser.rest();
		browser.rest();
		expect(drawn).toEqual(['two']);
	});

	it('come once, with the sight of the element, where that is first', () => {
		draw('one');
		browser.see(true);
		browser.rest();
		expect(drawn).toEqual(['one']);
	});

	it('come once, seen or not, where all that waits is wanted', () => {
		draw('one');
		turn.takeNow();
		browser.rest();
		turn.takeNow();
		expect(drawn).toEqual(['one']);
	});

	it('are forgotten when the element goes', () => {
		draw('one');
		turn.stop();
		browser.rest();
		expect([drawn, browser.isWatching()]).toEqual([[], false]);
	});
});
