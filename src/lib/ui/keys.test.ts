import { describe, expect, it } from 'vitest';
import { Shortcuts, strokeName, type Stroke } from './keys.svelte.ts';

function stroke(key: string, more: Partial<Stroke> = {}): Stroke {
	const base = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
	return { key, ...base, timeStamp: 0, defaultPrevented: false, target: null, ...more };
}

function shortcutsFor(...keys: string[]) {
	const done: string[] = [];
	const shortcuts = new Shortcuts();
	const bindings = keys.map((each) => ({ keys: each, label: each, run: () => void done.push(each) }));
	const remove = shortcuts.add({ title: 'screen', bindings });
	return { shortcuts, done, remove };
}

describe('the name of a stroke', () => {
	it.each([
		[stroke('?', { shiftKey: true }), '?'],
		[stroke('Enter', { shiftKey: true }), 'Shift+Enter'],
		[stroke('K', { ctrlKey: true }), 'Control+k'],
		[stroke('k', { metaKey: true }), 'Control+k'],
		[stroke('a'), 'a']
	])('of %o is %s', (event, name) => {
		expect(strokeName(event)).toBe(name);
	});
});

describe('shortcuts', () => {
	it('run a single key and say that they did', () => {
		const { shortcuts, done } = shortcutsFor('?', 'Control+k');
		expect(shortcuts.handle(stroke('?', { shiftKey: true }))).toBe(true);
		expect(shortcuts.handle(stroke('x'))).toBe(false);
		expect(done).toEqual(['?']);
	});

	it('list keys that another part of the page answers, and leave them alone', () => {
		const { shortcuts, done } = shortcutsFor('x');
		shortcuts.add({
			title: 'images',
			isElsewhere: true,
			bindings: [{ keys: 'w', label: 'Window', run: () => void done.push('w') }]
		});
		expect(shortcuts.groups.map(({ title }) => title)).toEqual(['images', 'screen']);
		expect(shortcuts.handle(stroke('w'))).toBe(false);
		expect(done).toEqual([]);
	});

	it('run once while a key is held down', () => {
		const { shortcuts, done } = shortcutsFor('Enter');
		shortcuts.handle(stroke('Enter'));
		expect(shortcuts.handle(stroke('Enter', { repeat: true }))).toBe(true);
		expect(done).toEqual(['Enter']);
	});

	it('leave strokes alone that compose a character', () => {
		const { shortcuts, done } = shortcutsFor('Enter');
		expect(shortcuts.handle(stroke('Enter', { isComposing: true }))).toBe(false);
		expect(done).toEqual([]);
	});

	it('run a sequence, and only a whole one', () => {
		const { shortcuts, done } = shortcutsFor('g r', 'g q');
		shortcuts.handle(stroke('g', { timeStamp: 0 }));
		expect(done).toEqual([]);
		shortcuts.handle(stroke('q', { timeStamp: 300 }));
		shortcuts.handle(stroke('r', { timeStamp: 500 }));
		expect(done).toEqual(['g q']);
	});

	it('forget a sequence after a long pause', () => {
		const { shortcuts, done } = shortcutsFor('g r');
		shortcuts.handle(stroke('g', { timeStamp: 0 }));
		shortcuts.handle(stroke('r', { timeStamp: 5000 }));
		expect(done).toEqual([]);
	});

	it('start again when a sequence goes wrong', () => {
		const { shortcuts, done } = shortcutsFor('g r');
		for (const [at, key] of ['g', 'g', 'r'].entries()) shortcuts.handle(stroke(key, { timeStamp: at * 100 }));
		expect(done).toEqual(['g r']);
	});

	it('prefer the screen that came last, and end with it', () => {
		const { shortcuts, done } = shortcutsFor('n');
		const own: string[] = [];
		const remove = shortcuts.add({
			title: 'dialog',
			bindings: [{ keys: 'n', label: 'next', run: () => void own.push('n') }]
		});
		shortcuts.handle(stroke('n'));
		remove();
		shortcuts.handle(stroke('n'));
		expect([own, done]).toEqual([['n'], ['n']]);
	});

	it('leave a stroke alone that somebody has answered', () => {
		const { shortcuts, done } = shortcutsFor('n');
		shortcuts.handle(stroke('n', { defaultPrevented: true }));
		expect(done).toEqual([]);
	});
});
