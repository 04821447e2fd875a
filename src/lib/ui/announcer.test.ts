import { describe, expect, it } from 'vitest';
import { Announcer } from './announcer.svelte.ts';

describe('the announcer', () => {
	it('keeps the newest notes and drops the oldest', () => {
		const announcer = new Announcer();
		for (const text of ['one', 'two', 'three', 'four']) announcer.say(text);
		expect(announcer.notes.map((note) => note.text)).toEqual(['two', 'three', 'four']);
	});

	it('dismisses the note it is told, even when two say the same', () => {
		const announcer = new Announcer();
		announcer.say('Saved');
		announcer.say('Saved');
		announcer.dismiss(announcer.notes[0]?.id ?? 0);
		expect(announcer.notes.map((note) => note.id)).toEqual([2]);
	});

	it('keeps a problem when the person goes elsewhere', () => {
		const announcer = new Announcer();
		announcer.say('Saved');
		announcer.say('Not saved', 'look');
		announcer.clear();
		expect(announcer.notes.map((note) => note.text)).toEqual(['Not saved']);
	});
});
