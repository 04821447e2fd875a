import { describe, expect, it } from 'vitest';
import { patternRanges } from './pattern-ranges.ts';

const found = (text: string) => patternRanges(text).map(({ start, end }) => text.slice(start, end));

describe('letterheads', () => {
	it.each([
		'KESTREL MOOR MEDICAL CENTER',
		"ST. MARY'S HOSPITAL",
		'  HILL-BURTON IMAGING CENTRE ',
		'LAKE CLINIC'
	])('are places: %s', (line) => {
		expect(found(`${line}\nEXAMINATION: CT HEAD\n${line}`)).toEqual([line, line]);
	});

	it.each([
		'PATIENT WAS TRANSFERRED FROM AN OUTSIDE HOSPITAL.',
		'COMPARISON: PRIOR CT FROM OUTSIDE HOSPITAL',
		'OUTSIDE HOSPITAL',
		'REFERRED BY THE PAIN CLINIC FOR BACK PAIN'
	])('are not what a report in capitals says: %s', (line) => {
		expect(found(`HISTORY: FALL\n${line}\n`)).toEqual([]);
	});
});
