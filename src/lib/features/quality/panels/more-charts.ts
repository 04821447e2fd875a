import { makeRate } from '#lib/core/statistics/rate.ts';
import { formatRate } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { ChartModel } from '#lib/core/charts/model.ts';
import { ratesChart } from '#lib/ui/charts/rates.ts';
import { casesHref } from '#lib/features/quality/cases/list.ts';
import type { QualityFilter } from '#lib/features/quality/filter.ts';
import type { CauseRow } from '#lib/features/quality/measures/causes.ts';
import type { Concordance } from '#lib/features/quality/measures/concordance.ts';
import type { LookStandings } from '#lib/features/quality/measures/look.ts';
import type { PlainReviewers, ReviewerZone } from '#lib/features/quality/measures/reviewers.ts';
import type { FactorStep, SystemFactors } from '#lib/features/quality/measures/system.ts';

const text = messages.quality;

/** Severity of each reviewer among the others: both sides matter here. Who stands apart is what the last look found; null without one. */
export function severityChart(
	{ rows, suppressed }: PlainReviewers,
	look: LookStandings['reviewers'] | null,
	filter: QualityFilter
): ChartModel {
	const words = text.reviewers;
	const shown = rows.filter(({ severity }) => severity?.ratio != null);
	const zones = new Map(look?.map(({ code, zone }) => [code, zone]));
	const apart = look?.filter(({ zone }) => zone !== 'within').length ?? null;
	return {
		kind: 'points-with-intervals',
		title:
			shown.length === 0 ? words.none : apart === null ? words.plainTitle(shown.length) : words.title(apart),
		n: shown.reduce((sum, { n }) => sum + n, 0),
		xAxis: { title: words.group, unit: 'name' },
		yAxis: { title: words.ratio, unit: 'ratio' },
		series: [
			{
				name: words.ratio,
				role: 'data',
				points: shown.map(({ code, n, severity, late }) => ({
					x: code,
					y: severity?.ratio ?? null,
					lower: severity?.lower ?? null,
					upper: severity?.upper ?? null,
					n,
					note: [zoneWords(zones.get(code)), words.late(late, n)].filter(Boolean).join(', '),
					href: casesHref(filter, { reviewer: code }),
					...toneOf(zones.get(code))
				}))
			},
			{ name: words.average, role: 'target', points: shown.map(({ code }) => ({ x: code, y: 1 })) }
		],
		notes: [words.note, ...(suppressed > 0 ? [words.suppressed(suppressed)] : [])],
		emptyReason: words.empty
	};
}

function zoneWords(zone: ReviewerZone | undefined): string {
	const { lenient, within, strict } = text.reviewers;
	if (zone === undefined) return '';
	return zone === 'lenient' ? lenient : zone === 'within' ? within : strict;
}

function toneOf(zone: ReviewerZone | undefined): { tone?: 'look' | 'watch' } {
	if (zone === undefined || zone === 'within') return {};
	return { tone: zone === 'signal' ? 'look' : 'watch' };
}

/** How often each group of causes was named; cells too small to be shown are left out and said. */
export function causesChart(rows: readonly CauseRow[], filter: QualityFilter): ChartModel {
	const words = text.causes;
	const nameOf = (row: CauseRow) => row.label || words.unnamed;
	const shown = rows.flatMap((row) => (row.n === null || row.n === 0 ? [] : [{ ...row, n: row.n }]));
	const total = shown.reduce((sum, { n }) => sum + n, 0);
	const named = shown.filter(({ group }) => group !== '').toSorted((a, b) => b.n - a.n);
	const [first, second] = named;
	const isHidden = rows.some(({ n }) => n === null);
	return {
		kind: 'bar',
		title:
			total === 0
				? isHidden
					? words.few
					: words.none
				: first && first.n > (second?.n ?? 0)
					? words.title(nameOf(first), first.n, total)
					: words.alike(total),
		n: total,
		xAxis: { title: words.group, unit: 'name' },
		yAxis: { title: words.count, unit: 'count' },
		series: [
			{
				name: words.count,
				role: 'data',
				points: shown.map((row) => ({
					x: nameOf(row),
					y: row.n,
					...(row.group === '' ? {} : { href: casesHref(filter, { outcome: 'any', cause: row.group }) })
				}))
			}
		],
		notes: isHidden ? [words.hidden] : [],
		emptyReason: isHidden ? words.hidden : words.none
	};
}

/** Share of preliminary reports that the final one agreed with, by modality. */
export function concordanceChart(
	{ graded, concordant, byModality }: Concordance,
	minimumN: number
): ChartModel {
	const words = text.concordance;
	const chart = ratesChart({
		title:
			graded === 0
				? words.none
				: graded < minimumN
					? words.few(graded)
					: words.title(formatRate(makeRate(concordant.x, concordant.n))),
		rates: byModality.map(({ modality, concordant: { x, n } }) => ({ name: modality, rate: makeRate(x, n) })),
		groupTitle: words.modality,
		rateTitle: words.rate,
		minimumN,
		few: words.hidden
	});
	return {
		...chart,
		yAxis: { ...chart.yAxis, max: 1 },
		emptyReason: graded === 0 ? words.empty : words.emptyFew(minimumN)
	};
}

type Factor = keyof SystemFactors;

function stepName(factor: Factor, step: string): string {
	const words = text.system;
	return wordOf(words.steps[factor], step);
}

/** Rate ratios of shift, hours and volume for the group: a step beyond 1 stands in the title. */
export function systemChart(system: SystemFactors): ChartModel {
	const words = text.system;
	const factors = ['shift', 'hours', 'volume'] as const satisfies readonly Factor[];
	const all = factors.flatMap((factor) => system[factor].map((step) => ({ factor, step })));
	const shown = all.filter(({ step }) => step.ratio !== null && step.n > 0);
	const isBeyond = ({ lower, upper, isReference }: FactorStep) =>
		!isReference && lower !== null && upper !== null && (lower > 1 || upper < 1);
	const beyond = shown.filter(({ step }) => isBeyond(step));
	const isComparable = shown.some(({ step }) => !step.isReference);
	const nameOf = ({ factor, step }: { factor: Factor; step: FactorStep }) => stepName(factor, step.step);
	return {
		kind: 'points-with-intervals',
		title: !isComparable
			? words.none
			: beyond.length > 0
				? words.stands(beyond.map(nameOf).join(', '))
				: words.title,
		n: system.shift.reduce((sum, { n }) => sum + n, 0),
		xAxis: { title: words.step, unit: 'name' },
		yAxis: { title: words.ratio, unit: 'ratio' },
		series: [
			{
				name: words.ratio,
				role: 'data',
				points: (isComparable ? shown : []).map((each) => ({
					x: nameOf(each),
					y: each.step.ratio,
					...(each.step.isReference ? {} : { lower: each.step.lower, upper: each.step.upper }),
					n: each.step.n,
					...(each.step.isReference ? { note: words.reference } : {}),
					...(isBeyond(each.step) ? { tone: 'watch' as const } : {})
				}))
			},
			{
				name: words.reference,
				role: 'target',
				points: (isComparable ? shown : []).map((each) => ({ x: nameOf(each), y: 1 }))
			}
		],
		notes: [words.note],
		emptyReason: words.empty
	};
}
