import { describe, expect, it } from 'vitest';
import type { Score } from '#lib/core/scoring/scale.ts';
import type { PeerReviewFacts, ScoredCell } from './facts.ts';
import { quarterOf } from './facts.ts';
import { peerReviewGrid } from './grid.ts';

type Cell = Partial<Pick<ScoredCell, 'facility' | 'region' | 'quarter'>>;

/** So many reviews of somebody's modality, some of them 2a. */
const reviewed = (
	reader: string,
	modality: string,
	n: number,
	{ facility = 'N', region = 'head', quarter = '2026-Q1' }: Cell = {}
): ScoredCell[] => {
	const place = { reader, facility, modality, region, quarter };
	const of = (score: Score, count: number) => (count > 0 ? [{ ...place, score, n: count }] : []);
	const discrepant = Math.floor(n / 20);
	return [...of('1', n - discrepant), ...of('2a', discrepant)];
};

const factsOf = (scored: readonly ScoredCell[]): PeerReviewFacts => ({
	scored,
	volumes: scored.map(({ reader, facility, modality, n }) => ({
		...{ reader, facility, modality },
		reads: n * 20,
		sampled: n
	})),
	otherWays: [],
	times: [],
	actions: []
});

const physicians = [
	...reviewed('R03', 'XR', 120),
	...reviewed('R02', 'CT', 100),
	...reviewed('R03', 'CT', 200),
	...reviewed('R02', 'XR', 80),
	...reviewed('R01', 'XR', 90),
	...reviewed('R01', 'CT', 50),
	...reviewed('R01', 'MR', 4)
];

describe('the grid of peer review', () => {
	const grid = peerReviewGrid(factsOf(physicians), 30);
	const lines = grid.byReader.map(({ row, modality, summary, isHidden }) => [
		row ?? 'all',
		modality ?? 'all',
		isHidden ? null : summary.reviewed
	]);

	it('orders rows by code and modality, closes each with its total, and all of them with the group’s', () => {
		expect(lines.map(([row, modality]) => `${row} ${modality}`)).toEqual(
			[
				['R01', 'CT MR XR all'],
				['R02', 'CT XR all'],
				['R03', 'CT XR all'],
				['all', 'CT MR XR all']
			].flatMap(([row, modalities]) => (modalities ?? '').split(' ').map((one) => `${row} ${one}`))
		);
	});

	it('hides a small cell and as many others as it takes that no total gives it away', () => {
		const hidden = lines.flatMap(([row, modality, n]) => (n === null ? [`${row} ${modality}`] : []));
		// The group's MR is R01's alone; its line and R01's each need another one.
		expect(hidden).toContain('R01 MR');
		expect(hidden).toContain('all MR');
		for (const row of ['R01', 'all']) {
			expect(hidden.filter((each) => each.startsWith(row)).length).toBeGreaterThan(1);
		}
	});

	it('shows the others beside somebody only where with the group’s line they tell no hidden number', () => {
		for (const line of grid.byReader) {
			const group = grid.byReader.find(({ row, modality }) => row === null && modality === line.modality);
			if (line.row === null || line.isHidden || group?.isHidden) expect(line.others).toBeNull();
		}
		const two = peerReviewGrid(factsOf([...reviewed('R1', 'CT', 100), ...reviewed('R2', 'CT', 300)]), 30);
		expect(two.byReader[0]?.others).toMatchObject({ reviewed: 300, byScore: { '2a': 15 } });
	});

	it('counts the same in every table', () => {
		const scored = [
			...reviewed('R1', 'CT', 60, { facility: 'N', region: 'head', quarter: '2026-Q1' }),
			...reviewed('R1', 'CT', 40, { facility: 'S', region: 'chest', quarter: '2026-Q2' }),
			...reviewed('R2', 'MR', 80, { facility: 'S', region: null, quarter: '2026-Q2' })
		];
		const { byFacility, byRegion, byQuarter, total } = peerReviewGrid(factsOf(scored), 30);
		const sum = (rows: readonly { summary: { reviewed: number } }[]) =>
			rows.reduce((all, { summary }) => all + summary.reviewed, 0);
		expect(total.summary.reviewed).toBe(180);
		expect(sum(byRegion)).toBe(180);
		expect(sum(byQuarter.filter(({ facility }) => facility === null))).toBe(180);
		expect(sum(byFacility.filter(({ row, modality }) => row !== null && modality === null))).toBe(180);
		expect(byRegion.map(({ facility, modality, part }) => [facility, modality, part])).toEqual([
			['N', 'CT', 'head'],
			['S', 'CT', 'chest'],
			['S', 'MR', null]
		]);
	});

	it('hides the parts of a cell that is hidden in another table, where they would add up to it', () => {
		const scored = [
			...reviewed('R1', 'CT', 10, { facility: 'N' }),
			...reviewed('R1', 'MR', 31, { facility: 'N', region: 'head' }),
			...reviewed('R1', 'MR', 31, { facility: 'N', region: 'spine' })
		];
		const { byFacility, byRegion } = peerReviewGrid(factsOf(scored), 30);
		const mr = byFacility.find(({ row, modality }) => row === 'N' && modality === 'MR');
		const parts = byRegion.filter(({ modality }) => modality === 'MR');
		if (mr?.isHidden) expect(parts.filter(({ isHidden }) => isHidden).length).toBeGreaterThan(0);
		expect(byFacility.filter(({ row, isHidden }) => row === 'N' && isHidden).length).toBeGreaterThan(1);
	});
});

describe('a quarter', () => {
	it.each([
		['2026-01', '2026-Q1'],
		['2026-03', '2026-Q1'],
		['2026-04', '2026-Q2'],
		['2026-12', '2026-Q4']
	])('of %s is %s', (month, quarter) => {
		expect(quarterOf(month)).toBe(quarter);
	});
});
