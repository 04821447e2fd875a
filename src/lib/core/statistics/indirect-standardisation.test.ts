import { describe, expect, it } from 'vitest';
import {
	standardiseAgainstOthers,
	standardiseIndirect,
	type StratifiedUnit
} from './indirect-standardisation.ts';

describe('standardiseIndirect', () => {
	const units: StratifiedUnit[] = [
		{ id: 'R1', strata: { XR: { n: 120, x: 2 }, CT: { n: 60, x: 3 }, MR: { n: 20, x: 1 } } },
		{ id: 'R2', strata: { XR: { n: 40, x: 1 }, CT: { n: 100, x: 4 }, MR: { n: 60, x: 3 } } },
		{ id: 'R3', strata: { XR: { n: 150, x: 2 }, CT: { n: 30, x: 0 } } }
	];

	it('expects as much as was observed when the pool is the reference (Breslow & Day 1987)', () => {
		const result = standardiseIndirect(units, null, 0.95);
		expect(result.reference['MR']).toBeCloseTo(0.05, 14);
		expect(result.overallRate).toBeCloseTo(0.0275862068965517, 14);
		expect(result.units.reduce((sum, unit) => sum + unit.expected, 0)).toBeCloseTo(16, 12);
		expect(result.units[0]?.ratio).toBeCloseTo(1.16595183107885, 12);
		expect(result.units[0]?.upper).toBeCloseTo(2.53778627491373, 11);
		expect(result.units[2]?.adjustedRate).toBeCloseTo(0.0156534449538237, 13);
	});

	it('takes an external reference and refuses one that lacks a stratum', () => {
		const reference = { XR: 0.01, CT: 0.02, MR: 0.05 };
		expect(standardiseIndirect(units, reference, 0.95).units[0]?.expected).toBeCloseTo(3.4, 12);
		expect(() => standardiseIndirect(units, { XR: 0.01 }, 0.95)).toThrow(RangeError);
	});

	it('says nothing about a unit without trials', () => {
		const [unit] = standardiseIndirect([{ id: 'R9', strata: {} }], null, 0.95).units;
		expect(unit).toMatchObject({ n: 0, ratio: null, upper: null, adjustedRate: null });
	});
});

describe('standardiseAgainstOthers', () => {
	const units: StratifiedUnit[] = [
		{ id: 'R1', strata: { XR: { n: 420, x: 8 }, CT: { n: 160, x: 6 }, NM: { n: 5, x: 0 } } },
		{ id: 'R2', strata: { XR: { n: 140, x: 3 }, CT: { n: 300, x: 12 }, NM: { n: 6, x: 1 } } },
		{ id: 'R3', strata: { XR: { n: 350, x: 5 }, CT: { n: 130, x: 3 } } },
		{ id: 'R4', strata: { NM: { n: 210, x: 7 }, CT: { n: 90, x: 2 } } }
	];

	it('drops a stratum that only one unit reads from that unit alone', () => {
		const result = standardiseAgainstOthers(units, { minOtherN: 100, minOtherEvents: 5, level: 0.95 });
		expect(result.map((unit) => unit.excludedN)).toEqual([0, 0, 0, 210]);
		expect(result.map((unit) => unit.observed)).toEqual([14, 16, 8, 2]);
		expect(result[0]?.expected).toBeCloseTo(12.2730972730973, 12);
		expect(result[3]?.expected).toBeCloseTo(3.20338983050847, 12);
		expect(result[3]?.ratio).toBeCloseTo(0.624338624338624, 12);
	});

	it.each([
		[300, 0, [5, 6, 0, 210]],
		[0, 12, [425, 306, 350, 210]]
	])('asks the others for %d cases and %d events', (minOtherN, minOtherEvents, excluded) => {
		const result = standardiseAgainstOthers(units, { minOtherN, minOtherEvents, level: 0.95 });
		expect(result.map((unit) => unit.excludedN)).toEqual(excluded);
	});

	it('says nothing where nothing is comparable', () => {
		const [unit] = standardiseAgainstOthers(units.slice(0, 1), {
			minOtherN: 0,
			minOtherEvents: 0,
			level: 0.95
		});
		expect(unit).toMatchObject({ n: 0, ratio: null, excludedN: 585 });
	});
});
