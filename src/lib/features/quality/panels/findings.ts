import { formatMonth } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { PlainStandings } from '#lib/features/quality/measures/look.ts';
import type { ReaderStandings } from '#lib/features/quality/measures/readers.ts';
import { runsOf, type Trend, type TrendPoint } from '#lib/features/quality/measures/trend.ts';

const text = messages.quality;

/** How many readers are in which zone: nobody is ranked. */
export function readersFinding({ rows }: Pick<ReaderStandings, 'rows'>): string {
	const zones = { within: 0, again: 0, signal: 0 };
	for (const { zone } of rows) if (zone) zones[zone] += 1;
	const { signal, again, within } = zones;
	if (signal + again + within === 0) return text.readers.none;
	return text.readers.title(signal, again, within, rows.length - signal - again - within);
}

/** How many readers have a figure, where nobody is in a zone. */
export function plainFinding({ rows }: Pick<PlainStandings, 'rows'>): string {
	const compared = rows.filter(({ comparison }) => comparison !== null).length;
	return compared === 0 ? text.readers.none : text.readers.plainTitle(compared);
}

/** The months as they may be shown: a rate of fewer reviews than the minimum says nothing, and signals nothing. */
export function shownMonths(points: readonly TrendPoint[], minimumN: number): TrendPoint[] {
	return points.map((point) =>
		point.n < minimumN ? { ...point, rate: null, lower: null, upper: null, signal: null } : point
	);
}

/** The months from the first one with a final score: half a chart of nothing would say nothing. */
export function sinceFirst(points: readonly TrendPoint[]): readonly TrendPoint[] {
	return points.slice(
		Math.max(
			0,
			points.findIndex(({ n }) => n > 0)
		)
	);
}

/** What the monthly chart says: which months are beyond their limits, a run, or that none is unusual. */
export function trendFinding(trend: Pick<Trend, 'points' | 'center'>, minimumN: number): string {
	const points = shownMonths(trend.points, minimumN);
	const monthsOf = (signal: 'above' | 'below') =>
		points.filter((point) => point.signal === signal).map(({ month }) => formatMonth(month));
	const list = (months: string[]) =>
		`${months.join(', ')} ${months.length === 1 ? text.trend.is : text.trend.are}`;
	const [above, below] = [monthsOf('above'), monthsOf('below')];
	if (points.every(({ rate }) => rate === null)) return text.trend.none;
	// Months that are not shown make no run.
	const runs = runsOf(
		points.map(({ rate }) => rate),
		trend.center
	);
	const parts = [
		...(above.length > 0 ? [text.trend.above(list(above))] : []),
		...(below.length > 0 ? [text.trend.below(list(below))] : []),
		...(runs.size > 0 ? [text.trend.run] : [])
	];
	return parts.length > 0 ? parts.join('. ') : text.trend.quiet;
}
