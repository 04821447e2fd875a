import { makeRate } from '#lib/core/statistics/rate.ts';
import { formatEvents, formatMonth, formatRate } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { controlChart } from '#lib/ui/charts/control.ts';
import type { ChartModel } from '#lib/core/charts/model.ts';
import { ratesChart } from '#lib/ui/charts/rates.ts';
import { ratioFunnelChart, ratioPointsChart } from '#lib/ui/charts/ratio-funnel.ts';
import { scoreMixChart } from '#lib/ui/charts/score-mix.ts';
import { casesHref } from '#lib/features/quality/cases/list.ts';
import type { QualityFilter } from '#lib/features/quality/filter.ts';
import type { CoverageRow } from '#lib/features/quality/measures/coverage.ts';
import type { ModalityRow } from '#lib/features/quality/measures/modalities.ts';
import type { LookReaders, PlainStandings } from '#lib/features/quality/measures/look.ts';
import type { Trend } from '#lib/features/quality/measures/trend.ts';
import type { QualityMinimums } from '#lib/features/quality/view.ts';
import { modalityFinding } from './modality-finding.ts';
import { plainFinding, readersFinding, shownMonths, sinceFirst, trendFinding } from './findings.ts';

const text = messages.quality;

/** Done of the due reviews by modality. */
export function coverageChart(
	title: string,
	strata: readonly (CoverageRow & { readonly modality: string })[],
	filter: QualityFilter
): ChartModel {
	const chart = ratesChart({
		title,
		rates: strata.map(({ modality, doneOfDue, due }) => ({
			name: modality,
			rate: makeRate(doneOfDue, due),
			href: casesHref(filter, { standing: 'due', modality })
		})),
		groupTitle: text.health.group,
		rateTitle: text.health.doneShare,
		minimumN: 1
	});
	return {
		...chart,
		yAxis: { ...chart.yAxis, max: 1 },
		notes: [text.health.interval],
		emptyReason: text.health.noDue
	};
}

/** Score mix by modality. */
export function modalityMixChart(rows: readonly ModalityRow[], minimumN: number): ChartModel {
	const chart = scoreMixChart(rows.map(({ modality, counts }) => ({ name: modality, counts })));
	const { n } = chart;
	if (n === 0) return chart;
	const concurring = rows.reduce((sum, { counts }) => sum + counts['1'], 0);
	const title = n < minimumN ? text.mix.few(n) : text.mix.title(formatRate(makeRate(concurring, n)));
	return { ...chart, title };
}

/** Rate of any discrepancy by modality; the title claims no more than the numbers carry. */
export function modalityRatesChart(
	rows: readonly ModalityRow[],
	minimumN: number,
	filter: QualityFilter
): ChartModel {
	return ratesChart({
		title: modalityTitle(rows, minimumN),
		rates: rows
			.filter(({ rate }) => rate.n > 0)
			.map(({ modality, rate }) => ({
				name: modality,
				rate,
				href: casesHref(filter, { outcome: 'any', modality })
			})),
		groupTitle: text.modality.group,
		rateTitle: text.modality.rate,
		minimumN
	});
}

function modalityTitle(rows: readonly ModalityRow[], minimumN: number): string {
	const finding = modalityFinding(rows, minimumN);
	switch (finding.kind) {
		case 'none':
			return text.modality.none;
		case 'only':
			return text.modality.only(finding.row.modality, formatRate(finding.row.rate));
		case 'above':
			return text.modality.above(finding.row.modality, formatRate(finding.row.rate));
		case 'alike': {
			const { lowest, highest } = finding;
			return text.modality.alike(
				formatRate(lowest.rate),
				lowest.modality,
				formatRate(highest.rate),
				highest.modality
			);
		}
	}
}

/** Funnel of the readers that had a place on it at a look, under their codes. */
export function readersFunnel(readers: LookReaders, minimums: QualityMinimums): ChartModel {
	const tones = { within: {}, again: { tone: 'watch' }, signal: { tone: 'look' } } as const;
	const units = readers.rows.flatMap(({ readerId, code, n, excludedN, comparison, zone }) =>
		comparison && zone
			? [
					{
						...comparison,
						...tones[zone],
						label: code,
						n: n - excludedN,
						href: `/quality/radiologists/${readerId}`
					}
				]
			: []
	);
	const hidden = readers.rows.length - units.length;
	return ratioFunnelChart({
		title: readersFinding(readers),
		units,
		notes: [
			...(readers.notAdjusted === null ? [] : [text.readers.notAdjusted]),
			...(hidden > 0 ? [text.readers.suppressedNote(hidden, minimums.funnelReviews)] : [])
		],
		emptyReason: readers.isComparable ? text.readers.empty(minimums.funnelReviews) : text.readers.tooFew
	});
}

/** Readers against the others between looks: the same places with their intervals, and no limits. */
export function readersPlain(readers: PlainStandings, minimums: QualityMinimums): ChartModel {
	const units = readers.rows.flatMap(({ readerId, code, n, excludedN, comparison, isPlaced }) =>
		comparison && isPlaced
			? [{ ...comparison, label: code, n: n - excludedN, href: `/quality/radiologists/${readerId}` }]
			: []
	);
	const hidden = readers.rows.length - units.length;
	return ratioPointsChart({
		title: plainFinding(readers),
		units,
		notes: [
			...(readers.notAdjusted === null ? [] : [text.readers.notAdjusted]),
			...(hidden > 0 ? [text.readers.suppressedNote(hidden, minimums.funnelReviews)] : [])
		],
		emptyReason: readers.isComparable ? text.readers.empty(minimums.funnelReviews) : text.readers.tooFew
	});
}

/** Monthly p-chart of any discrepancy with its frozen baseline and what happened when. */
export function trendChart(trend: Trend, filter: QualityFilter, minimumN: number): ChartModel {
	const { baseline } = trend;
	const begun = sinceFirst(trend.points);
	const points = shownMonths(begun, minimumN);
	const isFew = points.some(({ n, rate }) => n > 0 && rate === null);
	const shown = new Set(points.map(({ month }) => month));
	const open = points.filter(({ isOpen, n }) => isOpen && n > 0).map(({ month }) => formatMonth(month));
	const isBelow = points.some(({ signal }) => signal === 'below');
	return controlChart({
		title: trendFinding(trend, minimumN),
		periods: points.map((point) => ({
			name: formatMonth(point.month),
			x: point.x,
			n: point.n,
			value: point.rate,
			lower: point.lower,
			upper: point.upper,
			signal: point.signal,
			isBaseline: point.isBaseline,
			href: casesHref(filter, { outcome: 'any', month: point.month })
		})),
		center: trend.center,
		baselineLabel: text.trend.bands[baseline?.source ?? 'first-months'],
		annotations: trend.annotations
			.filter(({ on }) => shown.has(on.slice(0, 7)))
			.toSorted((one, other) => one.on.localeCompare(other.on))
			.map(({ on, kind, words, facilityCode, modality }) => {
				const place = [facilityCode, modality].filter(Boolean).join(', ');
				return {
					x: formatMonth(on.slice(0, 7)),
					text: `${text.trend.kinds[kind]}: ${words}${place ? text.trend.where(place) : ''}`
				};
			}),
		periodTitle: text.trend.month,
		rateTitle: text.trend.rate,
		notes: [
			baseline
				? text.trend.baseline(
						baseline.source,
						formatMonth(baseline.fromMonth),
						formatMonth(baseline.throughMonth),
						baseline.n
					)
				: text.trend.noBaseline,
			...(begun.length < trend.points.length && begun[0]
				? [text.trend.since(formatMonth(begun[0].month))]
				: []),
			...(isFew ? [text.trend.few(minimumN)] : []),
			...(trend.isSparse ? [text.trend.sparse] : []),
			...(isBelow ? [text.trend.below0] : []),
			...(open.length > 0 ? [text.trend.open(open.join(', '))] : [])
		],
		emptyReason: text.trend.empty
	});
}

/** Observed and expected in one cell: `39, 16.0`. */
export function countsText(observed: number, expected: number): string {
	return text.readers.counts(observed, formatEvents(expected));
}
