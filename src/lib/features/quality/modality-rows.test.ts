import { describe, expect, it } from 'vitest';
import { stratifiedRate } from '#lib/core/statistics/stratified-rate.ts';
import type { CaseCell } from './case-cells.ts';
import { modalityRatesChart, modalityMixChart } from './charts.ts';
import { groupRates, modalityFinding, modalityRows } from './modality-rows.ts';

function scored(modality: string, counts: Record<string, number>, level = 'L3'): CaseCell[] {
	const usual = { readerId: 'r', modality, mode: 'random', level, state: 'final', pastDue: 0 };
	return Object.entries(counts).map(([score, n]) => ({ ...usual, score, n }));
}

const cells = [
	...scored('CT', { '1': 950, '2a': 30, '2b': 12, '3a': 5, '3b': 3 }),
	...scored('XR', { '1': 985, '2a': 10, '2b': 3, '3a': 1, '3b': 1 }),
	...scored('US', { '1': 20 })
];
const reads = [
	{ modality: 'CT', n: 25_000 },
	{ modality: 'XR', n: 66_000 },
	{ modality: 'US', n: 1000 },
	{ modality: 'FL', n: 40 }
];

describe('modalities', () => {
	it('have their scores at one blinding level alone', () => {
		const rows = modalityRows([...cells, ...scored('CT', { '3b': 70 }, 'L1')], reads, 'L3');
		expect(rows.find(({ modality }) => modality === 'CT')).toMatchObject({
			counts: { '1': 950, '3b': 3 },
			rate: { x: 50, n: 1000 },
			health: { reads: 25_000, sampled: 1070 }
		});
	});

	it('stand in the order of their names and are there with reads alone', () => {
		expect(modalityRows(cells, reads, 'L3').map(({ modality }) => modality)).toEqual([
			'CT',
			'FL',
			'US',
			'XR'
		]);
	});

	it('weigh the rate over all reads by the reads they stand for', () => {
		const rates = groupRates(modalityRows(cells, reads, 'L3'));
		const strata = [
			{ N: 25_000, n: 1000, x: 50 },
			{ N: 1000, n: 20, x: 0 },
			{ N: 66_000, n: 1000, x: 15 }
		];
		expect(rates.any).toEqual(stratifiedRate(strata, 0.95));
		expect(rates.any.rate).toBeLessThan(rates.any.unweighted ?? 0);
		expect(rates.significant.x).toBe(19);
		expect(rates.scoreThree.x).toBe(10);
		expect(rates.left).toEqual(['FL']);
	});

	it('take a reviewed read that left the frame since for one of its reads', () => {
		const rows = modalityRows(scored('CT', { '1': 30 }), [{ modality: 'CT', n: 29 }], 'L3');
		expect(groupRates(rows).any.rate).toBe(0);
	});
});

describe('what modality rates allow to be said', () => {
	it.each([
		['above the others', { CT: [50, 1000], XR: [15, 1000] }, 'above'],
		['alike while the difference may be chance', { CT: [20, 1000], XR: [15, 1000] }, 'alike'],
		['only one', { CT: [50, 1000], XR: [3, 20] }, 'only'],
		['none with too few reviews', { CT: [3, 20] }, 'none']
	])('is %s', (_what, rates, kind) => {
		const given = Object.entries(rates).flatMap(([modality, [x = 0, n = 0]]) =>
			scored(modality, { '2a': x, '1': n - x })
		);
		expect(modalityFinding(modalityRows(given, [], 'L3'), 30).kind).toBe(kind);
	});

	it('stands in the title with interval and n', () => {
		const rows = modalityRows(cells, reads, 'L3');
		expect(modalityRatesChart(rows, 30).title).toBe(
			'CT is above the other modalities: 5.0\u00a0% (3.8–6.5, n\u00a01\u202f000)'
		);
		expect(modalityMixChart(rows, 30).title).toContain('n\u00a02\u202f020');
	});

	it('is no share of a handful of scores', () => {
		const few = modalityRows(scored('CT', { '1': 5 }), [], 'L3');
		expect(modalityMixChart(few, 30).title).toBe('5 final scores, too few for a share');
		expect(modalityRatesChart(few, 30).title).toBe('No modality has enough reviews for a rate');
	});
});
