import { makeRate } from '#lib/core/statistics/rate.ts';
import { formatRate } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { funnelChart } from '#lib/ui/charts/funnel.ts';
import type { ChartModel } from '#lib/ui/charts/model.ts';
import { ratesChart } from '#lib/ui/charts/rates.ts';
import { scoreMixChart } from '#lib/ui/charts/score-mix.ts';
import { modalityFinding, type ModalityRow } from './modality-rows.ts';
import { readersFinding } from './morning.ts';
import type { ReaderComparison } from './reader-rows.ts';

const text = messages.quality;

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
export function modalityRatesChart(rows: readonly ModalityRow[], minimumN: number): ChartModel {
	return ratesChart({
		title: modalityTitle(rows, minimumN),
		rates: rows.filter(({ rate }) => rate.n > 0).map(({ modality, rate }) => ({ name: modality, rate })),
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

/** Funnel of the readers that have a place on it, under their codes. */
export function readersFunnel(readers: ReaderComparison): ChartModel {
	const units = readers.rows.flatMap(({ code, rate, zone }) => (rate && zone ? [{ label: code, rate }] : []));
	const chart = funnelChart({
		units,
		target: readers.group.estimate ?? 0,
		suppressed: readers.rows.length - units.length,
		minimumN: readers.minimumFunnelReviews
	});
	return {
		...chart,
		title: readersFinding(readers),
		notes: [...chart.notes, text.readers.caseMix],
		...(readers.isComparable ? {} : { emptyReason: text.readers.tooFew })
	};
}
