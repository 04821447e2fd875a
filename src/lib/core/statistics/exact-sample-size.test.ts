import { describe, expect, it } from 'vitest';
import { exactPower } from './exact-power.ts';
import { exactSampleSize } from './exact-sample-size.ts';

describe('exactSampleSize', () => {
	it('for 1 against 2 % first suffices at 905, and for good at 1,015 (Chernick & Liu 2002)', () => {
		expect(exactSampleSize({ p0: 0.01, p1: 0.02, alpha: 0.05, power: 0.8 })).toEqual({
			nFirst: 905,
			nStable: 1015
		});
	});

	it.each([
		[0.003, 0.006, 3388, 7531],
		[0.005, 0.01, 2032, 4518],
		[0.02, 0.04, 507, 1101],
		[0.03, 0.06, 319, 715],
		[0.04, 0.08, 239, 536],
		[0.01, 0.025, 499, 1118],
		[0.04, 0.1, 124, 267]
	])('for %d against %d is stable at %d (5 %%) and %d (0.1 %%)', (p0, p1, alert, alarm) => {
		expect(exactSampleSize({ p0, p1, alpha: 0.05, power: 0.8 }).nStable).toBe(alert);
		expect(exactSampleSize({ p0, p1, alpha: 0.001, power: 0.8 }).nStable).toBe(alarm);
	});

	it.each([
		[0.3, 0.6, 0.05, 0.9],
		[0.5, 0.9, 0.01, 0.99],
		[0.1, 0.2, 0.05, 0.06],
		[0.9, 0.99, 0.05, 0.8],
		[0.2, 0.3, 0.6, 0.5]
	])('equals a count of every size, for %d against %d at %d with power %d', (p0, p1, alpha, power) => {
		const enough = Array.from(
			{ length: 1500 },
			(_, at) => exactPower({ p0, p1, n: at + 1, alpha }).power >= power
		);
		const expected = { nFirst: enough.indexOf(true) + 1, nStable: enough.lastIndexOf(false) + 2 };
		expect(exactSampleSize({ p0, p1, alpha, power })).toEqual(expected);
	});

	it('sees through teeth of uneven width near one half', () => {
		// Power at every n up to 150,000 with scipy's binomial tails.
		expect(exactSampleSize({ p0: 0.5, p1: 0.505, alpha: 0.05, power: 0.8 })).toEqual({
			nFirst: 61826,
			nStable: 62186
		});
	});

	it('needs one discordant case where none was possible, and is unknown beyond a billion', () => {
		expect(exactSampleSize({ p0: 0, p1: 0.01, alpha: 0.05, power: 0.8 })).toEqual({
			nFirst: 161,
			nStable: 161
		});
		const none = { nFirst: null, nStable: null };
		expect(exactSampleSize({ p0: 1e-9, p1: 2e-9, alpha: 0.001, power: 0.9 })).toEqual(none);
		expect(() => exactSampleSize({ p0: 0.02, p1: 0.02, alpha: 0.05, power: 0.8 })).toThrow(RangeError);
	});
});
