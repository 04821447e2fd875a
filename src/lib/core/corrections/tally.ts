import { MINUTE_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import { quantile } from '#lib/core/statistics/quantile.ts';

/** What a month of ended corrections is counted from. */
export type EndedCorrection = {
	readonly openedAt: Instant;
	readonly dueAt: Instant;
	readonly informedAt: Instant | null;
	readonly hasAddendum: boolean;
	readonly endedAt: Instant;
};

export type CorrectionMonth = {
	/** UTC month `YYYY-MM` in which they ended. */
	readonly month: string;
	/** Corrections of which the facility was informed; the median rests on these. */
	readonly n: number;
	/** Minutes from opening to informing, type-7 median; null where nobody was informed. */
	readonly medianMinutes: number | null;
	/** Informed after the due time. */
	readonly late: number;
	readonly addenda: number;
	/** Ended because none was needed. */
	readonly notNeeded: number;
};

/** Ended corrections by month, the latest first. */
export function tallyMonths(ended: readonly EndedCorrection[]): CorrectionMonth[] {
	const months = Map.groupBy(ended, ({ endedAt }) => toUtcDay(endedAt).slice(0, 7));
	return [...months]
		.sort(([a], [b]) => (a < b ? 1 : -1))
		.map(([month, rows]) => {
			const informed = rows.flatMap(({ informedAt, ...row }) =>
				informedAt === null ? [] : [{ ...row, informedAt }]
			);
			return {
				month,
				n: informed.length,
				medianMinutes: quantile(
					informed.map(({ informedAt, openedAt }) => (informedAt - openedAt) / MINUTE_MS),
					0.5
				),
				late: informed.filter(({ informedAt, dueAt }) => informedAt > dueAt).length,
				addenda: rows.filter(({ hasAddendum }) => hasAddendum).length,
				notNeeded: rows.length - informed.length
			};
		});
}
