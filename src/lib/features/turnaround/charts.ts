import type { QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import type { ClassTurnaround } from '#lib/core/turnaround/tally.ts';
import { formatMinutes, formatRate } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { ChartModel, ChartPoint } from '#lib/core/charts/model.ts';
import { ratesChart } from '#lib/ui/charts/rates.ts';
import { turnaroundChart } from '#lib/ui/charts/turnaround.ts';
import type { ShownHour } from './outside.ts';
import {
	heatTitle,
	largestClass,
	MINIMUM_DUE,
	MINIMUM_HOUR_N,
	minimumReads,
	sketchNote,
	targetText
} from './words.ts';

const text = messages.turnaround;

/** Median and P90 by class with their order-statistic intervals. */
export function quantileStrip(rows: readonly ClassTurnaround[]): ChartModel {
	const finished = rows.filter(({ n }) => n >= minimumReads.median);
	const first = largestClass(finished, ({ n }) => n, minimumReads.p90);
	const isRead = rows.some(({ n }) => n > 0);
	const chart = turnaroundChart(
		first
			? text.strip.title(
					text.classes[first.serviceClass],
					formatMinutes(first.median.estimate),
					formatMinutes(first.p90.estimate)
				)
			: isRead
				? text.strip.few
				: text.strip.none,
		finished.map(({ serviceClass, n, median, p90 }) => ({
			name: text.classes[serviceClass],
			n,
			median: valueOf(median),
			p90: n >= minimumReads.p90 ? valueOf(p90) : noValue
		}))
	);
	const sketched = finished.filter(({ isSketched }) => isSketched);
	if (sketched.length === 0) return chart;
	const named = sketched.map(({ serviceClass }) => text.classes[serviceClass]).join(', ');
	return { ...chart, notes: [...chart.notes, text.strip.sketched(named), sketchNote] };
}

const noValue = { value: null, lower: null, upper: null };

function valueOf({ estimate, lower, upper }: QuantileInterval) {
	return { value: estimate, lower, upper };
}

/** Share in target by class, each against its own target, which stands in its name. */
export function targetRates(rows: readonly ClassTurnaround[]): ChartModel {
	const due = rows.filter(({ inTarget }) => inTarget.n > 0);
	const first = largestClass(due, ({ inTarget }) => inTarget.n, MINIMUM_DUE);
	return ratesChart({
		title: first
			? text.target.title(text.classes[first.serviceClass], formatRate(first.inTarget))
			: due.length > 0
				? text.target.few
				: text.target.none,
		rates: due.map((row) => ({
			name: text.target.named(text.classes[row.serviceClass], targetText(row)),
			rate: row.inTarget
		})),
		groupTitle: text.target.group,
		rateTitle: text.target.rate,
		minimumN: MINIMUM_DUE,
		few: text.target.hidden
	});
}

const dayHours = Array.from({ length: 24 }, (_, hour) => hour);

/** Hours of the week: how often what came then was late, or where the clock has no target, how many came; null hours are not shown. */
export function weekChart(hours: readonly (ShownHour | null)[], hasTarget: boolean): ChartModel {
	const { heat } = text;
	const shown = hours.filter((hour) => hour !== null);
	const n = shown.reduce((sum, { arrived, inTarget }) => sum + (hasTarget ? inTarget.n : (arrived ?? 0)), 0);
	return {
		kind: 'heat',
		title: heatTitle(shown, hasTarget),
		n,
		xAxis: { title: heat.hour, unit: 'name' },
		yAxis: { title: hasTarget ? heat.late : heat.came, unit: hasTarget ? 'share' : 'count' },
		series: heat.days.map((name, day) => ({
			name,
			role: 'data',
			points: dayHours.map((hour) => cellOf(hours[day * 24 + hour], hour, hasTarget))
		})),
		notes: hasTarget ? [heat.few(MINIMUM_HOUR_N)] : [],
		emptyReason: heat.titleEven
	};
}

function cellOf(cell: ShownHour | null | undefined, hour: number, hasTarget: boolean): ChartPoint {
	const x = String(hour).padStart(2, '0');
	if (!cell) return { x, y: null };
	if (!hasTarget) return { x, y: cell.arrived, n: cell.arrived ?? 0 };
	const { n, estimate, lower, upper } = cell.inTarget;
	if (n < MINIMUM_HOUR_N || estimate === null || lower === null || upper === null) return { x, y: null, n };
	// Late is what is not in target, and its limits change places.
	return { x, y: 1 - estimate, lower: 1 - upper, upper: 1 - lower, n };
}
