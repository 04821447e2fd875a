import { describe, expect, it } from 'vitest';
import { scrubKnown, scrubLines } from '../../../../tests/fixtures/scrub-lines.ts';
import { measureScrub, parseMarked } from './measure.ts';
import { scrubRanges } from './scrub.ts';

const measures = scrubLines.map((line) => {
	const { text, due } = parseMarked(line);
	return { line, ...measureScrub(text, { taken: scrubRanges(text, scrubKnown), due }) };
});

describe('lines as they are dictated', () => {
	it('lose every name and number that is marked', () => {
		expect(measures.filter(({ missed }) => missed.length > 0)).toEqual([]);
	});

	it('keep every word that is not', () => {
		expect(measures.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
	});
});
