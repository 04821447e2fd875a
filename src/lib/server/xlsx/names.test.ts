import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sheetNames } from './names.ts';

it('gives names that Excel takes, each once', () => {
	fc.assert(
		fc.property(
			fc.array(fc.string({ unit: fc.constantFrom(..."aA'[]:*?/\\ \n日") }), { maxLength: 40 }),
			(titles) => {
				const names = sheetNames(titles);
				expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(titles.length);
				for (const name of names) expect(name).toMatch(/^(?!')[^[\]:*?/\\\p{Cc}]{1,31}(?<!')$/u);
			}
		)
	);
});

it('numbers what would be the same, and cuts what is too long', () => {
	const long = 'Facility peer-review summary by modality and quarter';
	expect(sheetNames([long, long.toUpperCase(), 'History', ''])).toEqual([
		'Facility peer-review summary by',
		'FACILITY PEER-REVIEW SUMMAR (2)',
		'History of all',
		'Sheet'
	]);
});
