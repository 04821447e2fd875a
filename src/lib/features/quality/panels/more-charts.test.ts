import { describe, expect, it } from 'vitest';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import type { CauseRow } from '#lib/features/quality/measures/causes.ts';
import { figuresInput } from '#lib/features/quality/measures/fact-samples.ts';
import { qualityFigures } from '#lib/features/quality/measures/figures.ts';
import type { ReviewerRow } from '#lib/features/quality/measures/reviewers.ts';
import type { FactorStep } from '#lib/features/quality/measures/system.ts';
import { messages } from '#lib/i18n/messages.ts';
import { causesChart, concordanceChart, severityChart, systemChart } from './more-charts.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const filter = parseQualityFilter(new URLSearchParams());

describe('the severity of reviewers', () => {
	const reviewer = (code: string): Omit<ReviewerRow, 'zone'> => ({
		code,
		n: 300,
		late: 4,
		severity: { observed: 10, expected: 10, ratio: 1, lower: 0.5, upper: 1.8 }
	});

	it('marks both sides, with a word at each point', () => {
		const chart = severityChart(
			{
				rows: [reviewer('V1'), reviewer('V2'), reviewer('V3')],
				suppressed: 2
			},
			[
				{ code: 'V1', zone: 'within' },
				{ code: 'V2', zone: 'lenient' },
				{ code: 'V3', zone: 'signal' }
			],
			filter
		);
		const points = chart.series[0]?.points ?? [];
		expect(points.map(({ tone }) => tone)).toEqual([undefined, 'watch', 'look']);
		expect(points[1]?.note).toBe('finds less than expected, 4 of 300 late');
		expect(chart.title).toBe('2 reviewers stand apart in severity');
		expect(chart.notes.at(-1)).toBe('2 reviewers with too few reviews not shown.');
	});

	it('places nobody without a look', () => {
		const chart = severityChart({ rows: [reviewer('V1')], suppressed: 0 }, null, filter);
		expect(chart.title).toBe('Severity of 1 reviewer');
		expect(chart.series[0]?.points[0]).toMatchObject({ note: '4 of 300 late' });
	});

	it('shows nobody below the minimum', () => {
		const chart = severityChart({ rows: [{ ...reviewer('V1'), severity: null }], suppressed: 0 }, [], filter);
		expect([chart.title, chart.series[0]?.points]).toEqual([
			'No reviewer has enough reviews for a severity',
			[]
		]);
	});
});

describe('causes', () => {
	const cause = (group: string, n: number | null): CauseRow => ({ group, label: group, n, types: [] });

	it.each([
		[
			'perception is named most often: 58 of 111',
			[cause('perception', 58), cause('technique', 41), cause('', 12)]
		],
		['82 discrepancies, no cause stands out', [cause('perception', 41), cause('technique', 41)]],
		['Too few discrepancies to show their causes', [cause('perception', null)]],
		['No discrepancy of the period has a cause yet', []]
	])('say “%s”', (title, rows) => {
		expect(causesChart(rows, filter).title).toBe(title);
	});

	it('leave out a number that is too small, and say so', () => {
		const chart = causesChart([cause('perception', 58), cause('technique', null)], filter);
		expect(chart.series[0]?.points.map(({ x }) => x)).toEqual(['perception']);
		expect(chart.notes).toHaveLength(1);
	});
});

describe('preliminary against final', () => {
	const share = (x: number, n: number) => {
		const { estimate, lower, upper } = makeRate(x, n);
		return { x, n, share: estimate, lower, upper };
	};
	const pairs = (graded: number) => ({
		pairs: graded + 3,
		graded,
		concordant: share(Math.round(graded * 0.96), graded),
		discordant: share(0, graded),
		attributions: [],
		byModality: [{ modality: 'CT', concordant: share(Math.round(graded * 0.96), graded) }]
	});

	it.each([
		[0, 'No preliminary report of the period has been compared with its final'],
		[12, '12 pairs of reports graded'],
		[600, 'Final reports agree with 96.0 % (94.1–97.3, n 600) of the preliminary ones']
	])('says of %d pairs “%s”', (graded, title) => {
		expect(plain(concordanceChart(pairs(graded), 30).title)).toBe(title);
	});

	it('asks for pairs, not for reviews, where there are too few', () => {
		expect(concordanceChart(pairs(12), 30).emptyReason).toBe(
			'A modality appears here with 30 graded pairs of reports.'
		);
	});
});

describe('factors of the group', () => {
	const step = (
		name: string,
		ratio: number | null,
		lower: number | null,
		upper: number | null
	): FactorStep => ({
		step: name,
		n: 100,
		x: 4,
		ratio,
		lower,
		upper,
		isReference: lower === null && ratio === 1
	});
	const system = (night: FactorStep) => ({
		shift: [step('day', 1, null, null), night],
		hours: [step('0-2', 1, null, null)],
		volume: [step('usual', 1, null, null), step('above-usual', 1.1, 0.7, 1.8)]
	});

	it('stand in the title only beyond chance', () => {
		expect(systemChart(system(step('late-night', 1.6, 1.05, 2.5))).title).toBe(
			'Of the group, beyond chance: late night'
		);
		expect(systemChart(system(step('late-night', 1.6, 0.95, 2.7))).title).toContain('make no difference');
	});

	it('have no interval at the reference, and leave out what cannot be said', () => {
		const points = systemChart(system(step('late-night', null, null, null))).series[0]?.points ?? [];
		expect(points.map(({ x, upper }) => [plain(String(x)), upper])).toEqual([
			['day', undefined],
			['0–2 h into the shift', undefined],
			['a usual day', undefined],
			['more reads than usual', 1.8]
		]);
	});

	it('have a word for every step that is worked out', () => {
		const worked = qualityFigures(figuresInput([])).figures.system;
		const { steps } = messages.quality.system;
		for (const factor of ['shift', 'hours', 'volume'] as const) {
			expect(Object.keys(steps[factor]).sort(), factor).toEqual(
				worked[factor].map(({ step }) => step).sort()
			);
		}
	});

	it('are empty without a comparison', () => {
		const alone = { shift: [step('day', 1, null, null)], hours: [], volume: [] };
		expect(systemChart(alone)).toMatchObject({
			title: 'Too few discrepancies to compare shifts, hours and volumes'
		});
		expect(systemChart(alone).series[0]?.points).toEqual([]);
	});
});
