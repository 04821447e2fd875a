import { and, eq, gte, lt, ne } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { quantileInterval, type QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { LEVEL } from '#lib/core/turnaround/tally.ts';
import { handleable } from '#lib/features/corrections/door.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** How long corrections took, in minutes from opening: until the facility was told, and until the addendum was there as well. */
export type CorrectionTimes = {
	readonly informed: QuantileInterval;
	readonly informedP90: QuantileInterval;
	readonly amended: QuantileInterval;
	readonly amendedP90: QuantileInterval;
	/** Nobody was told yet. */
	readonly open: number;
};

/** The clock of corrections that were opened in a period. Of cases that the actor judges or is judged in, nothing is counted. */
export async function correctionTimes(
	read: ReadHandle,
	actor: Actor,
	{ facility, period, now }: { readonly facility: string; readonly period: Period; readonly now: Instant }
): Promise<CorrectionTimes> {
	const { corrections, reads } = read.tables;
	const rows = await read
		.select({
			openedAt: corrections.openedAt,
			informedAt: corrections.informedAt,
			addendumAt: corrections.addendumAt,
			status: corrections.status
		})
		.from(corrections)
		.innerJoin(reads, eq(reads.id, corrections.readId))
		.where(
			and(
				gte(corrections.openedAt, period.from),
				lt(corrections.openedAt, period.to),
				ne(corrections.status, 'not-needed'),
				facility ? eq(reads.facilityId, facility) : undefined,
				handleable(read, actor, now)
			)
		);
	const informed = rows.map(({ openedAt, informedAt }) => minutesFrom(openedAt, informedAt));
	const amended = rows.map(({ openedAt, informedAt, addendumAt }) =>
		informedAt === null || addendumAt === null
			? null
			: minutesFrom(openedAt, Math.max(informedAt, addendumAt))
	);
	return {
		informed: quantileInterval(informed, 0.5, LEVEL),
		informedP90: quantileInterval(informed, 0.9, LEVEL),
		amended: quantileInterval(amended, 0.5, LEVEL),
		amendedP90: quantileInterval(amended, 0.9, LEVEL),
		open: rows.filter(({ status }) => status === 'open').length
	};
}

const minutesFrom = (from: Instant, to: Instant | null): number | null =>
	to === null ? null : (to - from) / MINUTE_MS;
