import { describe, expect, it } from 'vitest';
import { overdispersionTest } from './overdispersion-test.ts';
import { heartCentres } from './worked-samples.ts';

describe('overdispersionTest', () => {
	it('finds the centres to differ (Tarone 1979)', () => {
		const result = overdispersionTest(heartCentres);
		expect(result.pooled).toBeCloseTo(0.119614341669177, 14);
		expect(result.chisq).toBeCloseTo(58.0662355056022, 11);
		expect(result.df).toBe(11);
		expect((result.pChisq ?? 0) / 2.11552410892909e-8).toBeCloseTo(1, 10);
		expect(result.taroneZ).toBeCloseTo(5.04533848888494, 12);
		expect((result.pTarone ?? 0) / 2.26359589544646e-7).toBeCloseTo(1, 10);
	});

	it('says of units more alike than chance that Z is negative and its tail above one half', () => {
		const { taroneZ, pTarone } = overdispersionTest([100, 110, 95, 105, 100].map((n) => ({ x: 2, n })));
		expect(taroneZ).toBeLessThan(0);
		expect(pTarone).toBeGreaterThan(0.5);
	});

	it('leaves out units without trials', () => {
		expect(overdispersionTest([...heartCentres, { x: 0, n: 0 }])).toEqual(overdispersionTest(heartCentres));
	});

	it.each([
		[
			'no events',
			[
				{ x: 0, n: 20 },
				{ x: 0, n: 30 }
			],
			{ pooled: 0, df: 1 }
		],
		[
			'nothing but events',
			[
				{ x: 20, n: 20 },
				{ x: 30, n: 30 }
			],
			{ pooled: 1, df: 1 }
		],
		['no trials', [{ x: 0, n: 0 }], { pooled: null, df: null }],
		['no units', [], { pooled: null, df: null }]
	])('says nothing of %s', (_, units, known) => {
		const none = { chisq: null, pChisq: null, taroneZ: null, pTarone: null };
		expect(overdispersionTest(units)).toEqual({ ...none, ...known });
	});

	it('cannot tell single trials or a single unit apart', () => {
		expect(
			overdispersionTest([
				{ x: 1, n: 1 },
				{ x: 0, n: 1 }
			])
		).toMatchObject({ taroneZ: null, pTarone: null });
		expect(overdispersionTest([{ x: 1, n: 10 }])).toMatchObject({ df: 0, pChisq: null });
	});
});
