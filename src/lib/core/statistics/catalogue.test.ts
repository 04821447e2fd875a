import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogue } from './catalogue.ts';

const { cases: examples } = z
	.object({ cases: z.array(z.object({ method: z.string() })) })
	.parse(JSON.parse(readFileSync(new URL('./examples.json', import.meta.url), 'utf8')));

const call = (name: string, inputs: unknown) => catalogue.get(name)?.(inputs);

describe('catalogue', () => {
	it('knows every method of the worked examples', () => {
		const named = new Set(examples.map(({ method }) => method));
		expect([...named].filter((name) => !catalogue.has(name))).toEqual([]);
		expect(catalogue.size).toBe(62);
	});

	it('nests the limits of a funnel: sizes outside, tails inside', () => {
		const outcome = call('funnel.binomialLimits', { target: 0.02, n: [50, 100], tails: [0.025, 0.001] });
		expect(outcome).toMatchObject({
			limits: [
				{ n: 50, tail: 0.025, upperAction: 4 },
				{ n: 50, tail: 0.001, upperAction: 6 },
				{ n: 100, tail: 0.025, upperAction: 6 },
				{ n: 100, tail: 0.001, upperAction: 8 }
			]
		});
	});

	it('takes 95 % where no level is given and throws on inputs of another form', () => {
		expect(call('proportion.wilson', { x: 0, n: 20 })).toMatchObject({ lower: 0 });
		expect(() => call('proportion.wilson', { x: '0', n: 20 })).toThrow();
		expect(() => call('tat.quantile', { values: [1], probs: [0.5], type: 6 })).toThrow();
	});

	it('gives what is finished by a time only where times are asked for', () => {
		const inputs = { time: [1, 2], event: [1, 0], probs: [0.5] };
		expect(call('tat.kaplanMeier', inputs)).toMatchObject({ atTimes: undefined });
		expect(call('tat.kaplanMeier', { ...inputs, times: [1] })).toMatchObject({
			atTimes: [{ time: 1, survival: 0.5, completed: 0.5 }]
		});
	});
});
