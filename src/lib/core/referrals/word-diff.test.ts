import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords, hunksOf, type Piece } from './word-diff.ts';

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

describe('the differences of two texts, one after the other', () => {
	it.each([
		['No bleed. Heart normal.', 'Small bleed. Heart normal.', [['No', 'Small']]],
		['The heart is normal.', 'The heart is normal. A 4 mm nodule.', [['', 'A 4 mm nodule.']]],
		[
			'Left rib fracture seen.',
			'Right rib seen.',
			[
				['Left', 'Right'],
				['fracture', '']
			]
		],
		['Same\n words', ' Same words', []],
		['', 'All new', [['', 'All new']]]
	])('of %j and %j are %j', (before, after, expected) => {
		expect(hunksOf(diffWords(before, after)).map((hunk) => [hunk.before, hunk.after])).toEqual(expected);
	});

	it('stand among the words beside them, and leave none out', () => {
		const filler = (name: string) => Array.from({ length: 300 }, (_, at) => `${name}${at}`).join(' ');
		const before = `${filler('a')} no ${filler('b')} end`;
		const after = `${filler('a')} one ${filler('b')} end small`;
		expect(hunksOf(diffWords(before, after))).toEqual([
			{
				lead: 'a294 a295 a296 a297 a298 a299',
				before: 'no',
				after: 'one',
				trail: 'b0 b1 b2 b3 b4 b5'
			},
			{ lead: 'b295 b296 b297 b298 b299 end', before: '', after: 'small', trail: '' }
		]);
	});
});
