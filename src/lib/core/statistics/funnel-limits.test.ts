import { describe, expect, it } from 'vitest';
import { binomialTails } from './binomial.ts';
import { binomialLimits, poissonLimits } from './funnel-limits.ts';

describe('binomialLimits', () => {
	// Spiegelhalter (2005), appendix A.1.1, computed with R qbinom and pbinom.
	it.each([
		[0.02, 50, 0.025, 0, 0.0576126721697409, null, 4, 0, 0.0177580806979716],
		[0.02, 100, 0.001, 0, 0.0697825637687813, null, 8, 0, 0.000931939978649581],
		[
			0.02, 250, 0.025, 0.00227611077605499, 0.0372229941395279, 0, 11, 0.00640499688879492,
			0.0127952304158119
		],
		[
			0.02, 500, 0.001, 0.00250702584786852, 0.0410172607859522, 1, 22, 0.000459636078466622,
			0.000606082079214862
		],
		[
			0.0203355756591665, 1892, 0.001, 0.0107773755505971, 0.0308053712903031, 20, 60, 0.000731061259140567,
			0.000693512745124672
		]
	])(
		'around %d for n = %d at tail %d',
		(target, n, tail, lower, upper, lowerAction, upperAction, falseAlarmLow, falseAlarmHigh) => {
			const limits = binomialLimits(target, n, tail);
			expect(limits.lower).toBeCloseTo(lower, 12);
			expect(limits.upper).toBeCloseTo(upper, 12);
			expect(limits).toMatchObject({ lowerAction, upperAction });
			expect(limits.falseAlarmLow).toBeCloseTo(falseAlarmLow, 13);
			expect(limits.falseAlarmHigh).toBeCloseTo(falseAlarmHigh, 13);
		}
	);

	it('acts at the first count whose exact tail is small enough', () => {
		for (const n of [1, 30, 400, 12_345]) {
			for (const target of [0.003, 0.04, 0.5, 0.97]) {
				const { upperAction, lowerAction } = binomialLimits(target, n, 0.025);
				if (upperAction !== null) {
					expect(binomialTails(upperAction, n, target).upper).toBeLessThanOrEqual(0.025);
					expect(binomialTails(upperAction - 1, n, target).upper).toBeGreaterThan(0.025);
				} else expect(binomialTails(n, n, target).upper).toBeGreaterThan(0.025);
				if (lowerAction !== null) {
					expect(binomialTails(lowerAction, n, target).lower).toBeLessThanOrEqual(0.025);
					expect(binomialTails(lowerAction + 1, n, target).lower).toBeGreaterThan(0.025);
				} else expect(binomialTails(0, n, target).lower).toBeGreaterThan(0.025);
			}
		}
	});

	it('takes a tail that is met exactly as met', () => {
		expect(binomialLimits(0.5, 5, 1 / 32)).toMatchObject({ lowerAction: 0, upperAction: 5 });
	});

	it('says nothing without trials and refuses a tail of 0', () => {
		expect(binomialLimits(0.02, 0, 0.025)).toMatchObject({ lower: null, upper: null, upperAction: null });
		expect(() => binomialLimits(0.02, 10, 0)).toThrow(RangeError);
	});
});

describe('poissonLimits', () => {
	// The same with R qpois and ppois.
	it.each([
		[0.5, 0.025, 0, 3.720051822922, null, 3],
		[2, 0.001, 0, 3.5562796229979, null, 9],
		[5, 0.025, 0.108413159102577, 1.87531171753255, 0, 11],
		[10, 0.001, 0.122052931589613, 2.0662000835995, 1, 22]
	])('around %d expected at tail %d', (expected, tail, lower, upper, lowerAction, upperAction) => {
		const limits = poissonLimits(expected, tail);
		expect(limits.lower).toBeCloseTo(lower, 12);
		expect(limits.upper).toBeCloseTo(upper, 12);
		expect(limits).toMatchObject({ lowerAction, upperAction });
	});

	it('says nothing where nothing was expected', () => {
		expect(poissonLimits(0, 0.025)).toMatchObject({ lower: null, upperAction: null, falseAlarmHigh: 0 });
	});
});
