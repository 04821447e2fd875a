import type { QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import type { ClockEnd } from '#lib/core/turnaround/clock.ts';
import type { PriorityTurnaround } from '#lib/core/turnaround/tally.ts';
import { formatMinutes, formatRate } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { ChartModel } from '#lib/ui/charts/model.ts';
import { ratesChart } from '#lib/ui/charts/rates.ts';
import { turnaroundChart } from '#lib/ui/charts/turnaround.ts';

const text = messages.turnaround;

/** Median and P90 by priority with their order-statistic intervals. */
export function quantileStrip(rows: readonly PriorityTurnaround[], kind: ClockEnd): ChartModel {
	const finished = rows.filter(({ n }) => n > 0);
	const [first] = finished;
	const title = kind === 'final' ? text.strip.title : text.strip.titlePreliminary;
	return turnaroundChart(
		first
			? title(
					text.priorities[first.priority],
					formatMinutes(first.median.estimate),
					formatMinutes(first.p90.estimate)
				)
			: text.strip.none,
		finished.map(({ priority, n, median, p90 }) => ({
			name: text.priorities[priority],
			n,
			median: valueOf(median),
			p90: valueOf(p90)
		}))
	);
}

function valueOf({ estimate, lower, upper }: QuantileInterval) {
	return { value: estimate, lower, upper };
}

/** Share in target by priority, each against its own target, which stands in its name. */
export function targetRates(rows: readonly PriorityTurnaround[]): ChartModel {
	const due = rows.filter(({ inTarget }) => inTarget.n > 0);
	const [first] = due;
	return ratesChart({
		title: first
			? text.target.title(text.priorities[first.priority], formatRate(first.inTarget))
			: text.target.none,
		rates: due.map(({ priority, targetMinutes, inTarget }) => ({
			name: text.target.named(text.priorities[priority], formatMinutes(targetMinutes)),
			rate: inTarget
		})),
		groupTitle: text.target.group,
		rateTitle: text.target.rate,
		minimumN: 1
	});
}
