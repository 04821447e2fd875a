import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { validateStatistics } from './validate-statistics.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'statistics-'));
});
afterEach(() => rm(folder, { recursive: true }));

const wilsonCase = {
	id: 'newcombe',
	method: 'proportion.wilson',
	inputs: { x: 81, n: 263, level: 0.95 },
	expected: { estimate: 0.307984790874525, lower: 0.255288519878274, upper: 0.3662095769828 },
	tolerance: { abs: 1e-9, rel: 1e-7 },
	published: { values: { lower: 0.2553, upper: 0.3662 }, abs: 5.1e-5 }
};

async function validate(cases: unknown[], json = false) {
	const path = join(folder, 'cases.json');
	await writeFile(path, JSON.stringify({ format: 'radiology-qa-statistics/1', cases }));
	return validateStatistics(path, { json });
}

describe('validateStatistics', () => {
	it('passes what agrees, in value, null, error and published figure', async () => {
		const outcome = await validate([
			wilsonCase,
			{ ...wilsonCase, inputs: { x: 0, n: 0 }, expected: { lower: null }, published: undefined },
			{ ...wilsonCase, inputs: { x: 5, n: 4 }, expected: { error: true } },
			{
				id: 'quartile',
				method: 'tat.quantile',
				inputs: { values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], probs: [0.25], type: 7 },
				expected: { quantiles: [3.25] },
				tolerance: { abs: 0, rel: 0 },
				published: { values: { 'quantiles.0': 3.25 }, abs: 0 }
			}
		]);
		expect(outcome).toEqual({ passed: 4, failed: 0, lines: ['4 passed, 0 failed'] });
	});

	it.each([
		['a value', { expected: { lower: 0.2552 } }, 'newcombe: lower expected 0.2552, got 0.25528851987827'],
		['a null', { expected: { lower: null } }, 'newcombe: lower expected null, got 0.25528851987827'],
		['an error', { expected: { error: true } }, 'newcombe: outcome expected an error, got {'],
		['an invalid input', { inputs: { x: 5, n: 4 } }, 'got an error: 5 events cannot happen in 4 trials'],
		['a field', { expected: { middle: 1 } }, 'newcombe: middle expected 1, got nothing'],
		[
			'a published figure',
			{ published: { values: { lower: 0.2557 }, abs: 5e-5 } },
			'newcombe: published.lower expected 0.2557'
		],
		['a method', { method: 'spc.x' }, 'newcombe: spc.x expected an outcome, got no such method']
	])('names %s that differs', async (_, change, line) => {
		const { passed, failed, lines } = await validate([{ ...wilsonCase, ...change }]);
		expect([passed, failed]).toEqual([0, 1]);
		expect(lines[0]).toContain(line);
		expect(lines[1]).toBe('0 passed, 1 failed');
	});

	it('names the place in a list, and a list of another length', async () => {
		const example = {
			id: 'carry',
			method: 'sampling.carryRound',
			inputs: { sizes: [40, 55, 10], rate: 0.03 },
			expected: { k: [1, 2, 1] }
		};
		const shorter = { ...example, id: 'shorter', expected: { k: [1, 2] } };
		const { lines } = await validate([example, shorter]);
		expect(lines).toEqual([
			'carry: k.2 expected 1, got 0',
			'shorter: k.length expected 2, got 3',
			'0 passed, 2 failed'
		]);
	});

	it('holds counts exact however wide the tolerance', async () => {
		const example = {
			id: 'counts',
			method: 'tat.sla',
			inputs: { cases: [{ age: 70, tat: 60 }], threshold: 60 },
			expected: { met: 2 },
			tolerance: { abs: 5, rel: 5 }
		};
		expect((await validate([example])).failed).toBe(1);
	});

	it('says the same as data', async () => {
		const { lines } = await validate([wilsonCase, { ...wilsonCase, expected: { lower: 0.2 } }], true);
		expect(lines).toHaveLength(1);
		expect(JSON.parse(lines[0] ?? '')).toMatchObject({
			passed: 1,
			failed: 1,
			failures: [{ id: 'newcombe', method: 'proportion.wilson', field: 'lower', expected: '0.2' }]
		});
	});

	it('passes every worked example of the product', async () => {
		const path = fileURLToPath(new URL('../../lib/core/statistics/examples.json', import.meta.url));
		expect((await validateStatistics(path, { json: false })).lines).toEqual(['161 passed, 0 failed']);
	});

	it('rejects a file of another form', async () => {
		const path = join(folder, 'other.json');
		await writeFile(path, '{"examples": []}');
		await expect(validateStatistics(path, { json: false })).rejects.toThrow();
	});
});
