import { describe, expect, it } from 'vitest';
import { defaultViewerKeys } from '#lib/viewer/controls/keys.ts';
import { presenterActOf } from './presenter-keys.ts';

const press = (key: string, given: Partial<Parameters<typeof presenterActOf>[0]> = {}) => ({
	key,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	defaultPrevented: false,
	repeat: false,
	isComposing: false,
	target: null,
	...given
});

describe('the presenter’s keys', () => {
	it.each([
		['PageDown', 'next'],
		['PageUp', 'previous'],
		['Enter', 'reveal'],
		[' ', 'reveal'],
		['t', 'write'],
		['Escape', 'leave'],
		['w', null],
		['ArrowDown', null]
	])('%s is %s', (key, act) => {
		expect(presenterActOf(press(key))).toBe(act);
	});

	it.each([
		{ ctrlKey: true },
		{ metaKey: true },
		{ altKey: true },
		{ repeat: true },
		{ isComposing: true },
		{ defaultPrevented: true }
	])('do nothing with %o', (given) => {
		expect(presenterActOf(press('PageDown', given))).toBeNull();
	});

	it('are none of the viewer’s, but for the page keys that it gives up', () => {
		const { nextPage: _next, previousPage: _previous, ...kept } = defaultViewerKeys;
		const taken = new Set(Object.values(kept).flat());
		expect(['t', 'v', 'Enter', ' ', 'Escape'].filter((key) => taken.has(key))).toEqual([]);
	});
});
