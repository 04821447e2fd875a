import { describe, expect, it } from 'vitest';
import { sectionText, splitSections } from './sections.ts';

const report = `********FINAL REPORT********

EXAMINATION: CT of the head
without contrast.
Clinical history: fall.
TECHNIQUE:
Axial images.
Comparison: none.
FINDINGS
No hemorrhage. Findings are stable.

IMPRESSION:
1. Normal.
Dictated by: ▮▮▮`;

describe('splitting a report', () => {
	it('names the sections in their order', () => {
		expect(splitSections(report).map(({ kind }) => kind)).toEqual([
			'other',
			'examination',
			'clinical',
			'technique',
			'comparison',
			'findings',
			'impression',
			'signature'
		]);
	});

	it('keeps every word', () => {
		const words = (text: string) => text.match(/[\p{L}\p{N}▮*]+/gu);
		const rejoined = splitSections(report)
			.map(({ heading, text }) => `${heading} ${text}`)
			.join(' ');
		expect(words(rejoined)).toEqual(words(report));
	});

	it.each([
		['FINDINGS: Clear lungs. IMPRESSION: Normal chest.', 'impression', 'Normal chest.'],
		['Impression: Normal.', 'impression', 'Normal.'],
		['CONCLUSION:\nNormal.\nADDENDUM: Also normal.', 'addendum', 'Also normal.'],
		['INDICATION: Pain', 'clinical', 'Pain']
	] as const)('%s', (text, kind, expected) => {
		expect(sectionText(text, kind)).toBe(expected);
	});

	it('leaves text without headings whole', () => {
		const text = 'Heart size normal. No impression of disease: lungs clear.';
		expect(splitSections(text)).toEqual([{ kind: 'other', heading: '', text }]);
		expect(sectionText(text, 'impression')).toBeNull();
	});

	it('of nothing gives nothing', () => {
		expect(splitSections('')).toEqual([]);
	});
});
