import { describe, expect, it } from 'vitest';
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

	it('keeps its words when nobody judged yet, and its length', () => {
		expect(neutralFinding('Free air.', { names: [], codes: [] })).toBe('Free air.');
		expect(neutralFinding('a'.repeat(20_000), judges)).toHaveLength(MAX_FINDING_CHARS);
	});
});
