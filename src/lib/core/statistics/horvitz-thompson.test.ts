import { describe, expect, it } from 'vitest';
import { horvitzThompson } from './horvitz-thompson.ts';

describe('horvitzThompson', () => {
	it('weighs three events of eight down to 8.6 % where they were drawn ten times as often', () => {
		const items = [
			[1, 0.5],
			[0, 0.5],
			[1, 0.5],
			[0, 0.5],
			[0, 0.05],
			[1, 0.5],
			[0, 0.05],
			[0, 0.05]
		].map(([y = 0, pi = 1]) => ({ y, pi }));
		const result = horvitzThompson(items, 70);
		expect(result.total).toBeCloseTo(6, 12);
		expect(result.htMean).toBeCloseTo(0.0857142857142857, 14);
		expect(result.weightSum).toBeCloseTo(70, 12);
		expect(result.hajekMean).toBeCloseTo(0.0857142857142857, 14);
		expect(result.seTotal).toBeCloseTo(2.44948974278318, 12);
		expect(result.seHajek).toBeCloseTo(0.0523341075096314, 14);
		expect(result.kishN).toBeCloseTo(4.01639344262295, 12);
	});

	it('has no error where everything was drawn or nothing happened', () => {
		const census = [
			{ y: 1, pi: 1 },
			{ y: 0, pi: 1 }
		];
		expect(horvitzThompson(census, 2)).toMatchObject({ hajekMean: 0.5, seTotal: 0, seHajek: 0, kishN: 2 });
		expect(horvitzThompson([{ y: 0, pi: 0.1 }], 10)).toMatchObject({ total: 0, seHajek: 0 });
	});

	it('knows nothing of a frame nobody was drawn from, and refuses impossible chances', () => {
		expect(horvitzThompson([], 10)).toMatchObject({
			total: null,
			hajekMean: null,
			kishN: null,
			weightSum: 0
		});
		expect(() => horvitzThompson([{ y: 1, pi: 0 }], 10)).toThrow(RangeError);
		expect(() => horvitzThompson([{ y: 1, pi: 1.2 }], 10)).toThrow(RangeError);
	});
});
