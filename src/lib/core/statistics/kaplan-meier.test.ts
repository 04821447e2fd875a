import { describe, expect, it } from 'vitest';
import { kaplanMeier, survivalAt, survivalQuantile } from './kaplan-meier.ts';

// Remission under 6-MP, Freireich et al. (1963) Blood 21:699.
const time = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35];
const event = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0];

describe('kaplanMeier', () => {
	it('gives the published curve of the 6-MP group', () => {
		const { steps } = kaplanMeier({ time, event, confType: 'log', level: 0.95 });
		expect(steps.map((step) => step.time)).toEqual([6, 7, 10, 13, 16, 22, 23]);
		expect(steps.map((step) => step.nRisk)).toEqual([21, 17, 15, 12, 11, 7, 6]);
		const published = [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448];
		expect(steps.map((step) => Math.round(step.survival * 1000) / 1000)).toEqual(published);
		expect(steps[0]?.stdErr).toBeCloseTo(0.0763603548321213, 12);
	});

	// R survival::survfit.
	it.each([
		['log', 0.71981708391627, 1, 6, null],
		['log-log', 0.619717955265984, 0.951551747646997, 6, 22]
	] as const)('has %s limits', (confType, lower, upper, earliest, latest) => {
		const curve = kaplanMeier({ time, event, confType, level: 0.95 });
		expect(curve.steps[0]?.lower).toBeCloseTo(lower, 12);
		expect(curve.steps[0]?.upper).toBeCloseTo(upper, 12);
		expect(survivalQuantile(curve, 0.25)).toEqual({ p: 0.25, estimate: 13, lower: earliest, upper: latest });
	});

	it('has the median 31 (18 to never) of the maintained AML group (Miller 1997)', () => {
		const curve = kaplanMeier({
			time: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161],
			event: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0],
			confType: 'log',
			level: 0.95
		});
		expect(survivalQuantile(curve, 0.5)).toEqual({ p: 0.5, estimate: 31, lower: 18, upper: null });
		expect(survivalAt(curve, 30.9)).toBeCloseTo(0.613636363636364, 12);
		expect(survivalAt(curve, 31)).toBeCloseTo(0.490909090909091, 12);
		expect(survivalAt(curve, 1)).toBe(1);
	});

	it('clips plain limits and leaves them out where nothing is open', () => {
		const { steps } = kaplanMeier({ time: [1, 2, 3], event: [1, 1, 1], confType: 'plain', level: 0.95 });
		expect(steps[0]).toMatchObject({ upper: 1 });
		expect(steps[1]).toMatchObject({ lower: 0 });
		expect(steps[2]).toMatchObject({ survival: 0, stdErr: null, lower: null, upper: null });
	});

	it('takes the middle where the curve rests on the height', () => {
		const curve = kaplanMeier({ time: [1, 2, 5, 8], event: [1, 1, 1, 1], confType: 'plain', level: 0.95 });
		expect(survivalQuantile(curve, 0.5).estimate).toBe(3.5);
		const censored = kaplanMeier({ time: [1, 2, 5, 8], event: [1, 1, 0, 0], confType: 'plain', level: 0.95 });
		expect(survivalQuantile(censored, 0.5).estimate).toBe(5);
	});

	it('stays at 1 without events, and drops pairs with a missing value', () => {
		const curve = kaplanMeier({ time: [3, null, 4], event: [0, 1, null], confType: 'log-log', level: 0.95 });
		expect(curve).toEqual({ steps: [], lastTime: 3 });
		expect(survivalAt(curve, 99)).toBe(1);
		expect(survivalQuantile(curve, 0.5).estimate).toBeNull();
	});

	it('refuses times without events and events that are neither', () => {
		const options = { confType: 'log', level: 0.95 } as const;
		expect(() => kaplanMeier({ time: [1], event: [], ...options })).toThrow(RangeError);
		expect(() => kaplanMeier({ time: [1], event: [2], ...options })).toThrow(RangeError);
	});
});
