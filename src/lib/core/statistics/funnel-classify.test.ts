import { describe, expect, it } from 'vitest';
import { classifyProportion, classifyRatio } from './funnel-classify.ts';

describe('classifyProportion', () => {
	// Paediatric heart surgery 1991-95 (Spiegelhalter, Art of Statistics): Bristol is the known outlier; then 2012-15 and
	// bowel-cancer mortality in Glasgow, whose tail is far below double rounding of 1.
	it.each([
		[41, 143, 0.119614341669177, 6.23767062079561e-8, 'high-alarm'],
		[24, 323, 0.119614341669177, 0.9970194637724, 'low-alert'],
		[23, 122, 0.119614341669177, 0.0179692325192147, 'high-alert'],
		[42, 405, 0.119614341669177, 0.856918698417859, 'in'],
		[19, 1892, 0.0203355756591665, 0.999832166322231, 'low-alarm'],
		[210, 675458, 0.000176242300672089, 3.37812624997065e-14, 'high-alarm']
	])('%d in %d against %d', (x, n, target, pHigh, zone) => {
		const position = classifyProportion(x, n, target);
		expect((position.pHigh ?? 0) / pHigh - 1).toBeCloseTo(0, 9);
		expect(position.zone).toBe(zone);
	});

	it('counts a tail of exactly one in a thousand as an alarm', () => {
		expect(classifyProportion(3, 3, 0.1).zone).toBe('high-alarm');
	});

	it('has no data without trials', () => {
		expect(classifyProportion(0, 0, 0.1)).toEqual({ pHigh: null, pLow: null, zone: 'no-data' });
		expect(() => classifyProportion(2, 1, 0.1)).toThrow(RangeError);
	});
});

describe('classifyRatio', () => {
	it('of 9 against 2.5 expected is an alert, close to an alarm', () => {
		const position = classifyRatio(9, 2.5);
		expect(position.pHigh).toBeCloseTo(0.00114025283260424, 13);
		expect(position.pLow).toBeCloseTo(0.999722647905379, 13);
		expect(position.zone).toBe('high-alert');
	});

	it('has no data where nothing was expected', () => {
		expect(classifyRatio(0, 0)).toEqual({ pHigh: null, pLow: null, zone: 'no-data' });
	});
});
