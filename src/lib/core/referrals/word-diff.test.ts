import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords, type Piece } from './word-diff.ts';

const textOf = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('');
const changed = (pieces: readonly Piece[]) =>
	pieces.filter(({ isChanged }) => isChanged).map(({ text }) => text.trim());

describe('the words in which two reports differ', () => {
	it.each([
		['No bleed.', 'No bleed.', [], []],
		['No acute bleed.', 'No bleed.', ['acute'], []],
		['No bleed.', 'No acute bleed.', [], ['acute']],
		['No bleed. Sinuses clear.', 'Small bleed. Sinuses clear.', ['No'], ['Small']],
		['', 'New text here', [], ['New text here']],
		['Gone', '', ['Gone'], []],
		['one two three four', 'zero one three four five', ['two'], ['zero', 'five']]
	])('of %j and %j are %j and %j', (before, after, removed, added) => {
		const diff = diffWords(before, after);
		expect(changed(diff.before)).toEqual(removed);
		expect(changed(diff.after)).toEqual(added);
	});

	it('are not its line breaks', () => {
		const diff = diffWords('FINDINGS:\nNo bleed.\n', 'FINDINGS: No  bleed.');
		expect([...diff.before, ...diff.after].some(({ isChanged }) => isChanged)).toBe(false);
	});

	it('leave both texts as they are, and what is shared the same on both sides', () => {
		const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'no ', 'bleed '), { maxLength: 40 });
		fc.assert(
			fc.property(text, text, (one, other) => {
				const [before, after] = [one.join(''), other.join('')];
				const diff = diffWords(before, after);
				expect(textOf(diff.before)).toBe(before);
				expect(textOf(diff.after)).toBe(after);
				const shared = (pieces: readonly Piece[]) =>
					textOf(pieces.filter(({ isChanged }) => !isChanged))
						.split(/\s+/)
						.filter(Boolean);
				expect(shared(diff.before)).toEqual(shared(diff.after));
			})
		);
	});

	it('take all of two long texts as changed rather than their time', () => {
		const long = (word: string) => Array.from({ length: 3000 }, (_, at) => `${word}${at}`).join(' ');
		const diff = diffWords(`Head ${long('a')} tail`, `Head ${long('b')} tail`);
		expect(diff.before.map(({ isChanged }) => isChanged)).toEqual([false, true, false]);
	});
});
