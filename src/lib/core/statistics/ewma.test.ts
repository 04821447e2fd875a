import { describe, expect, it } from 'vitest';
import { ewma, ewmaBinomial } from './ewma.ts';

describe('ewma', () => {
	const x = [
		9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08, 9.37,
		10.62, 10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52
	];
	const settings = { mu0: 10, sigma: 1, lambda: 0.1, L: 2.7 };

	it('signals at points 29 and 30 (Montgomery, example 9.2)', () => {
		const chart = ewma({ x, ...settings });
		expect(chart.z.slice(0, 3)).toEqual([9.945, 9.7495, 9.70355].map((z) => expect.closeTo(z, 12)));
		expect(chart.ucl[0]).toBeCloseTo(10.27, 12);
		expect(chart.ucl[29]).toBeCloseTo(10.6188656769026, 12);
		expect(chart.lcl[29]).toBeCloseTo(9.38113432309742, 12);
		expect(chart.signals).toEqual([29, 30]);
	});

	it('passes over a missing value as if its place were not there', () => {
		const gapped = ewma({ x: [...x.slice(0, 5), null, ...x.slice(5)], ...settings });
		expect(gapped.z[5]).toBeNull();
		expect(gapped.z.toSpliced(5, 1)).toEqual(ewma({ x, ...settings }).z);
		expect(gapped.ucl.toSpliced(5, 1)).toEqual(ewma({ x, ...settings }).ucl);
		expect(gapped.signals).toEqual([30, 31]);
	});

	it('with lambda 1 is the values themselves, and refuses lambda 0', () => {
		expect(ewma({ x: [9, 14], ...settings, lambda: 1 })).toMatchObject({
			z: [9, 14],
			ucl: [12.7, 12.7],
			signals: [2]
		});
		expect(() => ewma({ x, ...settings, lambda: 0 })).toThrow(RangeError);
	});
});

describe('ewmaBinomial', () => {
	const series = {
		x: [3, 1, 4, 2, 6, 8, 7],
		n: [210, 180, 250, 160, 240, 230, 200],
		p0: 0.012,
		lambda: 0.2,
		L: 3
	};

	it('follows the exact variance of unequal sizes (Lucas & Saccucci 1990)', () => {
		const chart = ewmaBinomial(series);
		expect(chart.z[6]).toBeCloseTo(0.0219855915373361, 15);
		expect(chart.ucl[2]).toBeCloseTo(0.0183697146291763, 15);
		expect(chart.lcl[6]).toBeCloseTo(0.00463102699891899, 15);
		expect(chart.signals).toEqual([7]);
	});

	it('passes over a period without trials', () => {
		const gapped = ewmaBinomial({
			...series,
			x: [3, 0, 1, 4, 2, 6, 8, 7],
			n: [210, 0, 180, 250, 160, 240, 230, 200]
		});
		expect(gapped.z.toSpliced(1, 1)).toEqual(ewmaBinomial(series).z);
		expect([gapped.z[1], gapped.ucl[1]]).toEqual([null, null]);
	});

	it('keeps its limits within 0 and 1', () => {
		expect(ewmaBinomial({ ...series, x: [1], n: [2], lambda: 1 })).toMatchObject({ lcl: [0] });
		expect(ewmaBinomial({ ...series, x: [1], n: [1], p0: 0.9, lambda: 1 })).toMatchObject({ ucl: [1] });
	});
});
