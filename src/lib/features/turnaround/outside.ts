import type { QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import type { Rate } from '#lib/core/statistics/rate.ts';
import type { CriticalRow } from '#lib/core/turnaround/critical.ts';
import type { ClassTurnaround } from '#lib/core/turnaround/tally.ts';
import type { WeekHour } from '#lib/core/turnaround/week-hours.ts';

/** What leaves the group counts no fewer patients than this (statistics reference, section 4). */
export const LEAST_OUTSIDE = 11;

/** Why a read is on no clock. */
export const keptOutKinds = ['negative', 'future', 'noStart', 'held'] as const;

/** A count; `few` where a page that leaves the group must not say how few. */
export type ShownCount = number | 'few';

/** How many reads are kept out, by why. */
export type KeptOutCounts = Readonly<Record<(typeof keptOutKinds)[number], ShownCount>>;

/** A class as a page shows it. */
export type ShownClass = Omit<
	ClassTurnaround,
	'n' | 'median' | 'p90' | 'p95' | 'open' | 'openLate' | 'notDue' | 'inTarget' | 'held'
> & {
	/** `untold` where beside the share it would tell a few; then the quantiles have no n either. */
	readonly n: ShownCount | 'untold';
	readonly median: ShownQuantile;
	readonly p90: ShownQuantile;
	readonly p95: ShownQuantile;
	readonly open: ShownCount;
	readonly openLate: ShownCount;
	/** `few` where fewer are due than a share is shown of, or where its n would tell a count that is not told. */
	readonly inTarget: Rate | 'few';
	readonly held: { readonly n: ShownCount; readonly estimate: number | null };
};

/** A quantile, without its n and its ranks where these would tell how many are open. */
export type ShownQuantile = Pick<QuantileInterval, 'estimate' | 'lower' | 'upper'> & { readonly n?: number };

/** An hour of the week by the one count that its chart shows; null: not told, for the two would tell how many are not due yet. */
export type ShownHour = Omit<WeekHour, 'arrived'> & { readonly arrived: number | null };

/** Critical results of one category as a page shows them. */
export type ShownCritical = Omit<CriticalRow, 'inTime' | 'median' | 'p90' | 'open' | 'late'> & {
	readonly inTime: Rate | 'few';
	readonly median: ShownQuantile;
	readonly p90: ShownQuantile;
	readonly open: ShownCount;
	readonly late: ShownCount;
};

/** The counts as they may leave the group. None is no patient, and may be told. */
export function keptOutOutside(
	counts: Readonly<Record<(typeof keptOutKinds)[number], number>>
): KeptOutCounts {
	const { negative, future, noStart, held } = counts;
	return { negative: told(negative), future: told(future), noStart: told(noStart), held: told(held) };
}

function told(n: number): ShownCount {
	return n > 0 && n < LEAST_OUTSIDE ? 'few' : n;
}

/** How many of some are so; `few` too where the others are few, for these are what is left. */
function toldPart(part: number, of: number): ShownCount {
	return told(of - part) === 'few' && part > 0 ? 'few' : told(part);
}

const isFew = (n: number): boolean => told(n) === 'few';

/**
 * A rate of those due, where there are at least as many as a share is shown of and their number tells no few: what is due are the late ones
 * of the open and those of the finished whose deadline has passed.
 */
function toldRate(
	rate: Rate,
	{ least, n, open, late }: { least: number; n: number; open: number; late: number }
): Rate | 'few' {
	if (rate.n === 0) return rate;
	const finishedDue = rate.n - late;
	const parts = [finishedDue, n - finishedDue, rate.n - n];
	const isTold = rate.n >= least && !parts.some((part) => isFew(Math.abs(part)));
	return isTold && toldPart(late, open) !== 'few' ? rate : 'few';
}

/**
 * Whether the share may stand where the number of finished reads does not. Then those due are the late ones of the open and some of the
 * finished, and nobody knows how many are not due yet. Few late ones stay among at least as many missed as a count is told of.
 */
function isToldWithoutN({ inTarget, n, open, openLate }: ClassTurnaround, leastDue: number): boolean {
	if (inTarget.n < leastDue || isFew(n) || isFew(inTarget.n - openLate)) return false;
	if (toldPart(openLate, open) !== 'few') return true;
	return isFew(openLate) && inTarget.n - inTarget.x >= LEAST_OUTSIDE;
}

/** Quantiles that tell n neither by it nor by whether they are shown: that goes by the fewest that may have finished. */
function quantilesWithoutN(
	{ inTarget, median, p90, p95, openLate }: ClassTurnaround,
	{ leastP90, leastP95 }: Minimums
): Pick<ShownClass, 'median' | 'p90' | 'p95'> {
	const fewest = inTarget.n - (isFew(openLate) ? LEAST_OUTSIDE - 1 : openLate);
	const shown = (of: QuantileInterval, least: number) => {
		const { estimate, lower, upper } = fewest >= least ? of : noQuantile;
		return { estimate, lower, upper };
	};
	return { median: shown(median, LEAST_OUTSIDE), p90: shown(p90, leastP90), p95: shown(p95, leastP95) };
}

/** Of fewer reads no share in target is shown, no P90 and no P95. */
type Minimums = { readonly leastDue: number; readonly leastP90: number; readonly leastP95: number };

const noQuantile = {
	n: 0,
	estimate: null,
	lower: null,
	upper: null,
	lowerRank: null,
	upperRank: null,
	coverage: null
};

/** Classes as they may leave the group; of a class with few finished and few open reads nothing does. */
export function classesOutside(rows: readonly ClassTurnaround[], minimums: Minimums): ShownClass[] {
	const { leastDue } = minimums;
	return rows.flatMap(({ notDue, ...row }): ShownClass[] => {
		const [n, open] = [told(row.n), told(row.open)];
		if (row.n < LEAST_OUTSIDE && row.open < LEAST_OUTSIDE) return [];
		const held = told(row.held.n);
		const finished =
			n === 'few' ? { median: noQuantile, p90: noQuantile, p95: noQuantile, meanMinutes: null } : {};
		const share = toldRate(row.inTarget, {
			least: leastDue,
			n: row.n,
			open: row.open,
			late: row.openLate
		});
		// The share is what a contract is about: it goes before the number of the finished.
		const isShareFirst = share === 'few' && isToldWithoutN({ ...row, notDue }, leastDue);
		return [
			{
				...row,
				...finished,
				n,
				open,
				openLate: toldPart(row.openLate, row.open),
				// The age of the oldest is that of one read: beside few it is theirs.
				oldestOpenAt: open === 'few' ? null : row.oldestOpenAt,
				inTarget: share,
				...(isShareFirst
					? { n: 'untold', inTarget: row.inTarget, ...quantilesWithoutN({ ...row, notDue }, minimums) }
					: {}),
				held: { n: held, estimate: held === 'few' ? null : row.held.estimate }
			}
		];
	});
}

/** Categories of critical results as they may leave the group; of fewer than `leastP90` received no P90 is shown. */
export function criticalsOutside(rows: readonly CriticalRow[], leastP90: number): ShownCritical[] {
	return rows
		.filter(({ n }) => n >= LEAST_OUTSIDE)
		.map((row) => {
			const { n, late } = row;
			const open = toldPart(row.open, n);
			return {
				...row,
				...(open === 'few' ? quantilesBesideFew(row, leastP90) : {}),
				inTime: toldInTime(row),
				open,
				late: toldPart(late, row.open)
			};
		});
}

/** Where few are open, neither they nor those received are told: then those due tell these only by how many are not due. */
function toldInTime({ n, inTime, open, late }: CriticalRow): Rate | 'few' {
	if (isFew(n - inTime.n)) return 'few';
	if (isFew(open)) return isFew(inTime.n) ? 'few' : inTime;
	return toldRate(inTime, { least: LEAST_OUTSIDE, n: n - open, open, late });
}

/** How many were received is how many are open. So whether a quantile is shown goes by the fewest that may have been received. */
function quantilesBesideFew(
	{ n, median, p90 }: CriticalRow,
	leastP90: number
): Pick<ShownCritical, 'median' | 'p90'> {
	const fewest = n - (LEAST_OUTSIDE - 1);
	const shown = (of: QuantileInterval, least: number) => {
		const { estimate, lower, upper } = fewest >= least && median.n >= LEAST_OUTSIDE ? of : noQuantile;
		return { estimate, lower, upper };
	};
	return { median: shown(median, LEAST_OUTSIDE), p90: shown(p90, leastP90) };
}

/** Counts of open loops as they may leave the group; of `rows`, by category, none that is not told may be what is left of them. */
export function openOutside(
	{ open, late }: { readonly open: number; readonly late: number },
	rows: readonly CriticalRow[]
) {
	const isTold = (row: CriticalRow, part: ShownCount) => row.n >= LEAST_OUTSIDE && part !== 'few';
	const areOpenTold = rows.every((row) => isTold(row, toldPart(row.open, row.n)));
	const areLateTold = rows.every((row) => isTold(row, toldPart(row.late, row.open)));
	return {
		open: open > 0 && !areOpenTold ? 'few' : told(open),
		late: late > 0 && !areLateTold ? 'few' : toldPart(late, open)
	} satisfies Record<string, ShownCount>;
}

/**
 * Hours of the week as they may leave the group, null where few came or, where the clock has targets, were due. They count all `classes`:
 * where one of these is not told, the hours left out are so many reads that what the others come to does not tell it.
 */
export function hoursOutside(
	hours: readonly WeekHour[],
	{ classes, shown, hasTarget }: HoursBeside
): (ShownHour | null)[] {
	const countOf = ({ arrived, inTarget }: WeekHour) => (hasTarget ? inTarget.n : arrived);
	const areTold =
		shown.length === classes.length &&
		shown.every(({ n, open, inTarget }) =>
			(hasTarget ? [inTarget] : [n, open]).every((each) => each !== 'few')
		);
	const byCount = hours.toSorted((a, b) => countOf(a) - countOf(b));
	const kept = new Set(byCount.filter((hour) => countOf(hour) >= LEAST_OUTSIDE));
	const left = byCount.reduce((sum, hour) => sum + (kept.has(hour) ? 0 : countOf(hour)), 0);
	const [least] = kept;
	if (!areTold && left < LEAST_OUTSIDE && least) kept.delete(least);
	return hours.map((hour) => (kept.has(hour) ? { ...hour, arrived: hasTarget ? null : hour.arrived } : null));
}

type HoursBeside = {
	readonly classes: readonly ClassTurnaround[];
	readonly shown: readonly ShownClass[];
	readonly hasTarget: boolean;
};
