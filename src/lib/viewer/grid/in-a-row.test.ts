import { describe, expect, it } from 'vitest';
import { inARow } from './in-a-row.ts';

describe('inARow', () => {
	it.each([
		[['CT', 'Series 2', 'AXIAL BRAIN'], 'CT ·\u00a0Series 2 ·\u00a0AXIAL BRAIN'],
		[['CT', false, undefined], 'CT'],
		[[null, 'W 400 L 40', '58 %'], 'W 400 L 40 ·\u00a058 %'],
		[[], '']
	])('parts %j by dots that begin no line of their own', (notes, text) => {
		expect(inARow(...notes)).toBe(text);
	});
});
