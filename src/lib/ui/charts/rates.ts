import type { Rate } from '#lib/core/statistics/rate.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { ChartModel } from '#lib/core/charts/model.ts';

/** A named rate, for instance of a modality or a reader. */
export type NamedRate = { readonly name: string; readonly rate: Rate; readonly href?: string };

type RatesInput = {
	/** The finding, in the screen's words. */
	readonly title: string;
	readonly rates: readonly NamedRate[];
	readonly groupTitle: string;
	readonly rateTitle: string;
	/** Below this n a rate is left out and counted in a note. */
	readonly minimumN: number;
	/** How what is too small is called, where it is not reviews. */
	readonly few?: (hidden: number, minimumN: number) => string;
	/** A line to read the rates against, for instance a contract's target. */
	readonly target?: { readonly name: string; readonly value: number };
};

const text = messages.common.chart.rates;

/** Rates as points with their intervals, in the order given: never sorted into a league table. */
export function ratesChart({
	title,
	rates,
	groupTitle,
	rateTitle,
	minimumN,
	few = text.suppressed,
	target
}: RatesInput): ChartModel {
	const shown = rates.filter(({ rate }) => rate.n >= minimumN && rate.estimate !== null);
	const hidden = rates.length - shown.length;
	const points = shown.map(({ name, rate, href }) => ({
		x: name,
		y: rate.estimate,
		lower: rate.lower,
		upper: rate.upper,
		n: rate.n,
		href
	}));
	return {
		kind: 'points-with-intervals',
		title,
		n: shown.reduce((sum, { rate }) => sum + rate.n, 0),
		xAxis: { title: groupTitle, unit: 'name' },
		yAxis: { title: rateTitle, unit: 'share' },
		series: [
			{ name: rateTitle, role: 'data', points },
			...(target
				? [
						{
							name: target.name,
							role: 'target' as const,
							points: shown.map(({ name }) => ({ x: name, y: target.value }))
						}
					]
				: [])
		],
		notes: [text.interval, ...(hidden > 0 ? [few(hidden, minimumN)] : [])],
		emptyReason: text.empty(minimumN)
	};
}
