import { describe, expect, it } from 'vitest';
import { pChart, pPrimeChart } from './p-chart.ts';

const pooled = { center: null, k: 3 };

describe('pChart', () => {
	it('finds samples 15 and 23 of the orange juice cans (Montgomery, example 7.1)', () => {
		const x = [
			12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9,
			6
		];
		const chart = pChart({ x, n: x.map(() => 50), ...pooled });
		expect(chart.center).toBeCloseTo(0.231333333333333, 14);
		expect(chart.ucl[0]).toBeCloseTo(0.410239118594738, 14);
		expect(chart.lcl[29]).toBeCloseTo(0.0524275480719282, 14);
		expect(chart.signals).toEqual([15, 23]);
	});

	it('widens its limits where fewer were looked at, and keeps them within 0 and 1', () => {
		const chart = pChart({ x: [3, 3, 90], n: [100, 10, 100], center: 0.5, k: 3 });
		expect(chart.ucl).toEqual([
			expect.closeTo(0.65, 12),
			expect.closeTo(0.974341649, 8),
			expect.closeTo(0.65, 12)
		]);
		expect(pChart({ x: [0], n: [4], center: 0.5, k: 3 })).toMatchObject({ ucl: [1], lcl: [0], signals: [] });
		expect(chart.signals).toEqual([1, 3]);
	});

	it('leaves a gap for a month without reviews', () => {
		const chart = pChart({ x: [2, 0, 3], n: [100, 0, 150], ...pooled });
		expect(chart).toEqual({
			center: 0.02,
			y: [0.02, null, 0.02],
			ucl: [expect.closeTo(0.062, 14), null, expect.closeTo(0.0542928563989645, 14)],
			lcl: [0, null, 0],
			signals: []
		});
	});

	it('takes a point on its limit as inside', () => {
		// 1/2 + 3 √(1/4 / 36) = 3/4, and 27 of 36 are 3/4.
		expect(pChart({ x: [27, 9], n: [36, 36], center: 0.5, k: 3 }).signals).toEqual([]);
		expect(pChart({ x: [28, 8], n: [36, 36], center: 0.5, k: 3 }).signals).toEqual([1, 2]);
	});

	it('has no center without trials and refuses lists of unequal length', () => {
		expect(pChart({ x: [0], n: [0], ...pooled })).toMatchObject({ center: null, y: [null], ucl: [null] });
		expect(() => pChart({ x: [1], n: [1, 2], ...pooled })).toThrow(RangeError);
		expect(() => pChart({ x: [3], n: [2], ...pooled })).toThrow(RangeError);
	});
});

describe('pPrimeChart', () => {
	// Accident and emergency attendances seen within four hours, first weeks of Mohammed & Laney (2006).
	const x = [266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778];
	const n = [280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251];

	it('is quiet where chance alone would signal almost everywhere', () => {
		expect(pChart({ x, n, ...pooled }).signals.length).toBeGreaterThan(4);
		const chart = pPrimeChart({ x, n, ...pooled });
		expect(chart.signals).toEqual([]);
		expect(chart.sigmaZ).toBeGreaterThan(5);
	});

	it('takes the moving range over a gap, as between neighbours', () => {
		const gapped = pPrimeChart({
			x: [...x.slice(0, 4), 0, ...x.slice(4)],
			n: [...n.slice(0, 4), 0, ...n.slice(4)],
			...pooled
		});
		expect(gapped.sigmaZ).toBe(pPrimeChart({ x, n, ...pooled }).sigmaZ);
		expect(gapped.ucl[4]).toBeNull();
	});

	it.each([
		['one point', [3], [100]],
		['no events', [0, 0, 0], [100, 100, 100]],
		['no trials', [0, 0], [0, 0]]
	])('has no limits with %s', (_, events, trials) => {
		const chart = pPrimeChart({ x: events, n: trials, ...pooled });
		expect(chart).toMatchObject({ sigmaZ: null, ucl: events.map(() => null), signals: [] });
	});
});
