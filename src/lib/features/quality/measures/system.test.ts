import { describe, expect, it } from 'vitest';
import { aReadFact, figuresInput, someFacts } from './fact-samples.ts';
import { qualityFigures } from './figures.ts';

const figures = (...given: Parameters<typeof figuresInput>) => qualityFigures(figuresInput(...given)).figures;

describe('system factors', () => {
	it('compare shifts with modalities held equal', () => {
		// Nights are all CT, which has three times the discrepancies: crude nights look bad, and are not.
		const cases = [
			...someFacts(1000, 20, { modality: 'XR' }),
			...someFacts(200, 12),
			...someFacts(200, 12, { shift: 'late-night' })
		];
		const step = figures(cases).system.shift.find((each) => each.step === 'late-night');
		expect(step?.ratio).toBeCloseTo(1, 12);
		expect(step?.lower).toBeLessThan(1);
	});

	it('say nothing of steps with fewer cases than a radiologist needs', () => {
		const cases = [...someFacts(200, 12), ...someFacts(29, 6, { shift: 'late-night' })];
		expect(figures(cases).system.shift.find(({ step }) => step === 'late-night')).toMatchObject({
			n: 29,
			ratio: null
		});
	});
});

describe('working days', () => {
	it('are whole wherever they were spent, also where one facility is looked at', () => {
		const day = '2026-03-10';
		const cases = someFacts(40, 2, { day, minute: 29_555_300 });
		const days = (firstMinute: number) => [
			{ ...aReadFact({ modality: '', shift: '', n: 20 }), day, firstMinute }
		];
		const here = figuresInput(cases, days(29_555_290), 'facility=f');
		const everywhere = figuresInput([], days(29_555_000)).reads;
		const { hours } = qualityFigures({ ...here, groupReads: everywhere }).figures.system;
		expect(hours.filter(({ n }) => n > 0).map(({ step, n }) => [step, n])).toEqual([['4-6', 40]]);
	});
});
