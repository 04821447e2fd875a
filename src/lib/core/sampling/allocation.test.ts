import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { allocateCases } from './allocation.ts';
import type { SamplingPolicy } from './policy.ts';

const policy: SamplingPolicy = {
	version: 1,
	defaultRate: 0.02,
	rates: { CT: 0.04, CR: 0.015 },
	readerTierRates: { junior: 0.05 },
	minimumPerReader: 0,
	lookBackDays: 92,
	exclusions: []
};
const stratum = (reader: string, modality: string, size: number) => ({ reader, modality, size });

describe('allocateCases', () => {
	it('carries the fraction from stratum to stratum', () => {
		// Due: 0.15, 4.15, 4.65, 5.05 in all.
		const strata = [
			stratum('R01', 'CR', 10),
			stratum('R01', 'CT', 100),
			stratum('R02', 'MR', 25),
			stratum('R02', 'US', 20)
		];
		expect(allocateCases(strata, policy)).toEqual([0, 4, 1, 0]);
	});

	it('adds the rate of a tier, up to everything', () => {
		const strata = [stratum('R01', 'CT', 100), stratum('R02', 'CT', 100)];
		expect(allocateCases(strata, policy, { R02: 'junior' })).toEqual([4, 9]);
		const full = { ...policy, rates: { CT: 0.99 } };
		expect(allocateCases(strata, full, { R02: 'junior', R01: 'unheard-of' })).toEqual([99, 100]);
	});

	it('raises a reader to the minimum by what is left in each modality', () => {
		const strata = [
			stratum('R01', 'CR', 300),
			stratum('R01', 'CT', 100),
			stratum('R02', 'CT', 3),
			stratum('R03', 'CT', 1000)
		];
		// R01 has 4 + 5 at 0.015 and 0.04; 20 - 9 = 11 more of 295.. and 95 left; R02 has only three reads.
		const counts = allocateCases(strata, { ...policy, minimumPerReader: 20 });
		expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(20);
		expect(counts).toEqual([13, 7, 3, 40]);
	});

	it('keeps the total within half a case, without minimum', () => {
		const sizes = fc.array(fc.nat(400), { minLength: 1, maxLength: 40 });
		fc.assert(
			fc.property(sizes, (list) => {
				const strata = list.map((size, i) => stratum(`R${String(i).padStart(2, '0')}`, 'CT', size));
				const total = list.reduce((sum, size) => sum + size, 0);
				const drawn = allocateCases(strata, policy).reduce((sum, k) => sum + k, 0);
				expect(Math.abs(100 * drawn - 4 * total)).toBeLessThanOrEqual(50);
			})
		);
	});

	it('reaches every minimum that can be reached and draws no more than there are', () => {
		const sizes = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(sizes, fc.nat(40), (list, minimumPerReader) => {
				const strata = list.flatMap(([ct, mr], i) => [
					stratum(`R${String(i).padStart(2, '0')}`, 'CT', ct),
					stratum(`R${String(i).padStart(2, '0')}`, 'MR', mr)
				]);
				const counts = allocateCases(strata, { ...policy, minimumPerReader });
				list.forEach(([ct, mr], i) => {
					const [inCt = 0, inMr = 0] = counts.slice(2 * i, 2 * i + 2);
					expect(inCt).toBeLessThanOrEqual(ct);
					expect(inMr).toBeLessThanOrEqual(mr);
					expect(inCt + inMr).toBeGreaterThanOrEqual(Math.min(minimumPerReader, ct + mr));
				});
			})
		);
	});

	it('refuses strata out of order', () => {
		expect(() => allocateCases([stratum('R02', 'CT', 1), stratum('R01', 'CT', 1)], policy)).toThrow(
			RangeError
		);
	});
});
