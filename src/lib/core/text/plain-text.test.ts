import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

describe('plain text', () => {
	it.each([
		['line ends of a form', 'one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour'],
		['control characters', 'a\u0000b\u0007c\u001bd\u007fe', 'abcde'],
		['tab and line feed', 'a\tb\nc', 'a\tb\nc'],
		['markup', '<b onclick="x()">&amp;</b>', '<b onclick="x()">&amp;</b>'],
		['other scripts', 'Übergröße 3 µm → ≥ 5 mm 👍', 'Übergröße 3 µm → ≥ 5 mm 👍'],
		['half a surrogate pair', 'a\ud83d b', 'a\ufffd b']
	])('of %s', (_what, typed, stored) => {
		expect(plainText(typed)).toBe(stored);
	});

	it('is the same when it is made again, and never longer', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const once = plainText(text);
				expect(plainText(once)).toBe(once);
				expect(once.length).toBeLessThanOrEqual(text.length);
			})
		);
	});
});
