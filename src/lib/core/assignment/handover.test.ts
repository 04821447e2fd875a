import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { handoverPartners } from './handover.ts';

/** `A8 B8:30`: who signed at which hour of the day. */
const day = (text: string) =>
	text.split(' ').map((one) => {
		const [hour = 0, minute = 0] = one.slice(1).split(':').map(Number);
		return { readerId: one.slice(0, 1), signedAt: hour * HOUR_MS + minute * MINUTE_MS };
	});
const pairsOf = (text: string, minutes = 240): string[] =>
	[...handoverPartners(day(text), minutes)]
		.flatMap(([reader, partners]) => [...partners].map((partner) => `${reader}${partner}`))
		.sort();

describe('handover partners of a day', () => {
	it.each([
		{ name: 'one after the other', reads: 'A8 A9 B10 B11', pairs: ['AB', 'BA'] },
		{ name: 'three shifts hand over twice', reads: 'A6 A7 B8 B15 C16 C23', pairs: ['AB', 'BA', 'BC', 'CB'] },
		{ name: 'reads in any order of the list', reads: 'B10 A9 B11 A8', pairs: ['AB', 'BA'] },
		{
			name: 'side by side all day: who signs next when one goes takes over, the others do not',
			reads: 'A8 B8:10 C8:20 A9 B9:10 C9:20 A10 C10:20 B10:30 C11',
			pairs: ['AC', 'BC', 'CA', 'CB']
		},
		{ name: 'nobody alone', reads: 'A8 A9', pairs: [] },
		{ name: 'a gap of just the minutes', reads: 'A8 B12', pairs: ['AB', 'BA'] },
		{ name: 'no longer gap', reads: 'A8 B12:01', pairs: [] },
		{ name: 'the other comes back first', reads: 'A8 B9 A10', pairs: ['AB', 'BA'] },
		{
			name: 'whoever signed at the same instant, not who came after',
			reads: 'A8 B8 C9',
			pairs: ['AB', 'BA']
		},
		{ name: 'several who sign next at once', reads: 'A8 B9 C9', pairs: ['AB', 'AC', 'BA', 'BC', 'CA', 'CB'] }
	])('$name', ({ reads, pairs }) => {
		expect(pairsOf(reads)).toEqual(pairs);
	});

	it('are none where the rule is off, and fewer with fewer minutes', () => {
		expect(pairsOf('A8 B8', 0)).toEqual([]);
		expect(pairsOf('A8 B8:30', 30)).toEqual(['AB', 'BA']);
		expect(pairsOf('A8 B8:30', 29)).toEqual([]);
	});
});
