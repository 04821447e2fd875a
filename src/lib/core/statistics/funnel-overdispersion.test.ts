import { describe, expect, it } from 'vitest';
import { funnelOverdispersion } from './funnel-overdispersion.ts';
import { heartCentres } from './worked-samples.ts';

describe('funnelOverdispersion', () => {
	it('of twelve heart centres, Winsorised at 10 %', () => {
		const result = funnelOverdispersion({
			units: heartCentres,
			target: null,
			winsor: 0.1,
			transform: 'none'
		});
		expect(result.target).toBeCloseTo(0.119614341669177, 14);
		expect(result.z[0]).toBeCloseTo(6.15763043334579, 11);
		expect(result.zWinsorised.slice(0, 3)).toEqual([
			expect.closeTo(2.2404880652782, 11),
			expect.closeTo(0.593138975777105, 11),
			expect.closeTo(-1.42139840973859, 11)
		]);
		expect(result.phi).toBeCloseTo(4.83885295880018, 11);
		expect(result.phiWinsorised).toBeCloseTo(1.68929049567979, 11);
		expect(result.tau2).toBeCloseTo(0.000328543483271326, 14);
	});

	it('is 0 where the units vary less than chance', () => {
		const alike = Array.from({ length: 6 }, () => ({ x: 10, n: 100 }));
		for (const transform of ['none', 'arcsine'] as const) {
			const result = funnelOverdispersion({ units: alike, target: null, winsor: 0.1, transform });
			expect(result.tau2).toBe(0);
			expect(result.phi).toBeCloseTo(0, 12);
		}
	});

	it('leaves a unit without trials out and says nothing without events', () => {
		const withEmpty = funnelOverdispersion({
			units: [...heartCentres, { x: 0, n: 0 }],
			target: null,
			winsor: 0.1,
			transform: 'none'
		});
		expect(withEmpty.z.at(-1)).toBeNull();
		expect(withEmpty.phi).toBeCloseTo(4.83885295880018, 11);
		const none = funnelOverdispersion({
			units: [{ x: 0, n: 9 }],
			target: null,
			winsor: 0.1,
			transform: 'none'
		});
		expect(none).toMatchObject({ z: [null], phi: null, tau2: null });
	});
});
