import { scores, type Score } from '#lib/core/scoring/scale.ts';
import { formatProportion } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { ChartModel, Series } from '#lib/core/charts/model.ts';

/** Counts of final scores in one group of cases, for instance a modality. */
export type ScoreCounts = { readonly name: string; readonly counts: Readonly<Record<Score, number>> };

const text = messages.common.chart.scoreMix;

// One hue a level of expectedness, light for a and full for b: the two axes stay two.
const looks = {
	'2a': { colour: 1, isLight: true },
	'2b': { colour: 1 },
	'3a': { colour: 2, isLight: true },
	'3b': { colour: 2 }
} as const satisfies Partial<Record<Score, Pick<Series, 'colour' | 'isLight'>>>;

const drawn = ['2a', '2b', '3a', '3b'] as const satisfies readonly Score[];

function totalOf(group: ScoreCounts): number {
	return scores.reduce((sum, score) => sum + group.counts[score], 0);
}

function discrepanciesOf(group: ScoreCounts): number {
	return totalOf(group) - group.counts['1'];
}

/**
 * Share of each discrepancy score by group. Score 1 is left out of the bars: at more than nine in ten it would press the
 * rest into a line; what is missing to 100 % is score 1.
 */
export function scoreMixChart(groups: readonly ScoreCounts[]): ChartModel {
	const shown = groups.filter((group) => totalOf(group) > 0);
	const n = shown.reduce((sum, group) => sum + totalOf(group), 0);
	const found = shown.reduce((sum, group) => sum + discrepanciesOf(group), 0);
	return {
		kind: 'stacked-bar',
		title: n === 0 ? text.none : text.title(formatProportion(1 - found / n)),
		n,
		xAxis: { title: text.group, unit: 'name' },
		yAxis: { title: text.share, unit: 'share' },
		series: drawn.map((score) => ({
			name: score,
			role: 'data',
			...looks[score],
			points: shown.map((group) => ({
				x: group.name,
				y: group.counts[score] / totalOf(group),
				n: totalOf(group),
				note: text.cases(group.counts[score])
			}))
		})),
		notes: [text.rest],
		emptyReason: text.empty
	};
}
