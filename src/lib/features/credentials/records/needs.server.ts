import { and, eq, exists, gte, inArray, sql } from 'drizzle-orm';
import { standing } from './rows.server.ts';
import type { CredentialRow } from './rows.server.ts';
import { addDays, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { fromUtcDay } from '#lib/core/instant.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Days back in which a finished read says that somebody reads for a facility. */
export const READS_LATELY_DAYS = 90;

/**
 * Who has finished reads for which facility lately. Each pair is looked up in the index of finished reads, so the cost goes with
 * people × facilities and not with reads.
 */
export async function readsLately(
	read: ReadHandle,
	today: CalendarDay
): Promise<{ radiologistId: string; facilityId: string }[]> {
	const { facilities, radiologists, reads } = read.tables;
	const since = fromUtcDay(addDays(today, -READS_LATELY_DAYS)) ?? 0;
	return read
		.select({ radiologistId: radiologists.id, facilityId: facilities.id })
		.from(radiologists)
		.crossJoin(facilities)
		.where(
			and(
				eq(radiologists.active, true),
				eq(facilities.active, true),
				exists(
					read
						.select({ one: sql`1` })
						.from(reads)
						.where(
							and(
								// In the words of the index `reads_frame`, which covers only these.
								sql`${reads.kind} = 'final' and ${reads.status} in ('current', 'corrected')`,
								inArray(reads.modality, [...modalities]),
								eq(reads.readerId, radiologists.id),
								eq(reads.facilityId, facilities.id),
								gte(reads.finalAt, since)
							)
						)
				)
			)
		);
}

/** Facilities at which somebody is privileged on a day, by radiologist. */
export function privilegedAt(
	rows: readonly CredentialRow[],
	today: CalendarDay
): { radiologistId: string; facilityId: string }[] {
	return standing(rows).flatMap(({ kind, body, radiologistId }) =>
		kind === 'privilege' && body.from <= today && (body.to === null || body.to >= today)
			? [{ radiologistId, facilityId: body.facility }]
			: []
	);
}
