import { describe, expect, it } from 'vitest';
import { MAX_TEXT_CHARS } from '#lib/core/scoring/draft.ts';
import { MAX_FINDING_CHARS, neutralFinding } from './finding.ts';

const judges = { names: ['Petronella Skarsgaardh', 'White, Karin'], codes: ['V042', 'p.skars@example.org'] };

describe('the finding of a correction', () => {
	it.each([
		['Subdural 8 mm left, seen by Petronella Skarsgaardh.', 'Subdural 8 mm left, seen by ▮▮▮.'],
		['Reviewed by Dr. Skarsgaardh (V042).', 'Reviewed by Dr. ▮▮▮ (▮▮▮).'],
		['Call p.skars@example.org.', 'Call ▮▮▮.'],
		['White matter lesion.', 'White matter lesion.'],
		['I scored 3b: free air under the diaphragm.', 'I ▮▮▮: free air under the diaphragm.'],
		['RADPEER 2b. Pneumothorax 3 cm.', '▮▮▮. Pneumothorax 3 cm.'],
		['Compare with 12 Nov 2026, 14:05.', 'Compare with 12 Nov 2026, 14:05.'],
		['  \n', '']
	])('of “%s” is “%s”', (words, finding) => {
		expect(neutralFinding(words, judges)).toBe(finding);
	});

	it('keeps its words when nobody judged yet', () => {
		expect(neutralFinding('Free air.', { names: [], codes: [] })).toBe('Free air.');
	});

	it('is never cut: a review as long as one may be, and longer without its codes, fits', () => {
		const plain = 'a'.repeat(MAX_TEXT_CHARS);
		expect(neutralFinding(plain, judges)).toBe(plain);
		const coded = 'V1, a '.repeat(Math.floor(MAX_TEXT_CHARS / 6)).trim();
		const finding = neutralFinding(coded, { names: [], codes: ['V1'] });
		expect(finding.split(' ')).toHaveLength(coded.split(' ').length);
		expect(finding.length).toBeLessThanOrEqual(MAX_FINDING_CHARS);
	});
});
