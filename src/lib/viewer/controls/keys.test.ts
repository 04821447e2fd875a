import { describe, expect, it } from 'vitest';
import { defaultViewerKeys, findAct, keyName, keyText, viewerActs } from './keys.ts';
import { isPageKey } from './page-keys.ts';

const press = (key: string, code = '', modifiers = {}) => ({
	key,
	code,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	shiftKey: false,
	...modifiers
});

describe('keyName', () => {
	it.each([
		['a letter', press('w', 'KeyW'), 'w'],
		['a letter while caps lock is on', press('W', 'KeyW'), 'w'],
		['a letter with shift', press('W', 'KeyW', { shiftKey: true }), 'Shift+w'],
		['a shifted digit of an English layout', press('!', 'Digit1', { shiftKey: true }), 'Shift+1'],
		['a shifted digit of a German layout', press('"', 'Digit2', { shiftKey: true }), 'Shift+2'],
		['a plus, whose shift is part of the character', press('+', 'Equal', { shiftKey: true }), '+'],
		['a named key', press('PageDown', 'PageDown'), 'PageDown'],
		['control', press('z', 'KeyZ', { ctrlKey: true }), 'Ctrl+z'],
		['command, which counts as control', press('z', 'KeyZ', { metaKey: true }), 'Ctrl+z'],
		['alt with a digit', press('1', 'Digit1', { altKey: true }), 'Alt+1']
	])('writes %s', (_, event, name) => {
		expect(keyName(event)).toBe(name);
	});
});

describe('the default key map', () => {
	it('gives every act a key and no key two acts', () => {
		const all = viewerActs.flatMap((act) => defaultViewerKeys[act]);
		expect(viewerActs.filter((act) => defaultViewerKeys[act].length === 0)).toEqual([]);
		expect(new Set(all).size).toBe(all.length);
	});

	it('leaves the score keys 1, 2, 3, a, b and Enter to the page', () => {
		for (const key of ['1', '2', '3', 'a', 'b', 'Enter']) {
			expect(findAct(press(key, key), defaultViewerKeys)).toBeUndefined();
		}
	});

	it('takes no key that the page answers', () => {
		expect(Object.values(defaultViewerKeys).flat().filter(isPageKey)).toEqual([]);
		expect(isPageKey('1')).toBe(true);
	});

	it('can be changed act by act', () => {
		const keys = { ...defaultViewerKeys, length: ['k'] };
		expect(findAct(press('k'), keys)).toBe('length');
		expect(findAct(press('l'), keys)).toBeUndefined();
	});
});

it.each([
	['l', 'L'],
	['Shift+1', '⇧1'],
	['Ctrl+z', 'Ctrl Z'],
	['PageDown', 'PageDown'],
	[undefined, '']
])('keyText prints %s as %s', (name, text) => {
	expect(keyText(name)).toBe(text);
});
