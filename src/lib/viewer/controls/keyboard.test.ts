import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeKeyListener } from './keyboard.ts';
import { defaultViewerKeys } from './keys.ts';

class Bare {
	closest = () => null;
}

beforeEach(() => {
	vi.stubGlobal('Element', Bare);
	vi.stubGlobal('HTMLInputElement', class extends Bare {});
});
afterEach(() => vi.unstubAllGlobals());

/** What is done by a key that is pressed, held down for two more events, and pressed again. */
function hold(key: string, shiftKey = false): string[] {
	const done: string[] = [];
	const listener = makeKeyListener({
		keys: () => defaultViewerKeys,
		region: () => undefined,
		isReady: () => true,
		act: (name) => done.push(name)
	});
	let kept = 0;
	for (const repeat of [false, true, true, false]) {
		const event = {
			...{ key, code: '', shiftKey, repeat, target: new Bare() },
			...{ ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, isComposing: false },
			preventDefault: () => (kept += 1)
		};
		listener(event as unknown as KeyboardEvent); // of an event, this is what is asked for
	}
	expect(kept).toBe(4);
	return done;
}

it('a key that is held down fetches and hangs once', () => {
	expect(hold('T', true)).toEqual(['prior', 'prior']);
});

it('a key that is held down goes on zooming', () => {
	const [key = ''] = defaultViewerKeys.zoomIn;
	expect(hold(key)).toEqual(['zoomIn', 'zoomIn', 'zoomIn', 'zoomIn']);
});
