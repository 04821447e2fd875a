import { describe, expect, it } from 'vitest';
import { explainedRanges, measureScrub, parseMarked } from './measure.ts';

describe('measureScrub', () => {
	it('counts what was taken out, what should have stayed and what was left', () => {
		const { text, due } = parseMarked('Dr. ⟦Anna Long⟧ saw it on ⟦11/10/2026⟧.');
		expect(text).toBe('Dr. Anna Long saw it on 11/10/2026.');
		const taken = [{ start: 4, end: 17 }];
		expect(measureScrub(text, { taken, due })).toEqual({
			removed: 3,
			wrong: ['saw'],
			missed: ['11', '10', '2026']
		});
	});
});

describe('explainedRanges', () => {
	it.each([
		['Dr. Long saw a long segment.', ['Dr', 'Long']],
		['Peter Long, MD. May represent edema.', ['Peter', 'Long', 'MD']],
		['Long since May 2026.', ['May', '2026']]
	])('in %j', (text, words) => {
		const found = explainedRanges(text, ['LONG, PETER', 'MAY, TONY']);
		expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(words);
	});
});
