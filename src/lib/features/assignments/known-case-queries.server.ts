import { and, asc, count, eq, gte, isNotNull, isNull, min, ne, notInArray, or, sql } from 'drizzle-orm';
import type { WaitingCase } from '#lib/core/assignment/waiting-case.ts';
import type { Given } from '#lib/core/calibration/seed.ts';
import type { Instant } from '#lib/core/instant.ts';
import { holdingStatuses } from '#lib/features/imaging/pixel-holds.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { withRefusals } from './state.server.ts';

/** When the first of all known cases was made; null where there is none. */
export async function firstKnownAt(read: ReadHandle): Promise<Instant | null> {
	const { calibrationItems } = read.tables;
	const [first] = await read.select({ at: min(calibrationItems.createdAt) }).from(calibrationItems);
	return first?.at ?? null;
}

/** Who has a known case open. */
export async function holdersOfKnown(read: ReadHandle): Promise<string[]> {
	const { assignments, cases } = read.tables;
	const rows = await read
		.select({ reviewerId: assignments.reviewerId })
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.where(and(eq(assignments.status, 'open'), eq(cases.detectionMode, 'calibration')));
	return rows.map(({ reviewerId }) => reviewerId);
}

/** How many cases every reviewer was given since an instant, known ones apart. */
export async function givenSince(read: ReadHandle, since: Instant): Promise<Map<string, Given>> {
	const { assignments, cases } = read.tables;
	const rows = await read
		.select({ reviewerId: assignments.reviewerId, mode: cases.detectionMode, n: count() })
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.where(and(eq(assignments.purpose, 'review'), gte(assignments.assignedAt, since)))
		.groupBy(assignments.reviewerId, cases.detectionMode);
	const given = new Map<string, Given>();
	for (const { reviewerId, mode, n } of rows) {
		const { known, others } = given.get(reviewerId) ?? { known: 0, others: 0 };
		const isKnown = mode === 'calibration';
		given.set(reviewerId, { known: known + (isKnown ? n : 0), others: others + (isKnown ? 0 : n) });
	}
	return given;
}

/** A known case that may be given, with all who may not get it. */
export type UsableItem = WaitingCase & { readonly itemId: string; readonly readId: string };

/**
 * The known cases that may be given: active, with images that reviewers may get, and never shown at a meeting, where everybody
 * learned the answer.
 */
export async function usableItems(read: ReadHandle): Promise<UsableItem[]> {
	const { calibrationItems, conferenceCases, conferences, learningCases, pixelChecks, reads, studies } =
		read.tables;
	const shown = read
		.select({ one: sql`1` })
		.from(conferenceCases)
		.innerJoin(learningCases, eq(learningCases.id, conferenceCases.learningCaseId))
		.innerJoin(conferences, eq(conferences.id, conferenceCases.conferenceId))
		.where(and(eq(learningCases.readId, reads.id), ne(conferences.status, 'cancelled')));
	const rows = await read
		.select({
			itemId: calibrationItems.id,
			readId: reads.id,
			modality: reads.modality,
			readerId: reads.readerId,
			patientId: reads.patientId,
			facilityId: reads.facilityId,
			accession: reads.accession,
			finalAt: reads.finalAt,
			preliminaryAt: reads.preliminaryAt
		})
		.from(calibrationItems)
		.innerJoin(reads, eq(reads.id, calibrationItems.readId))
		.leftJoin(studies, eq(studies.studyUid, reads.studyUid))
		.leftJoin(pixelChecks, eq(pixelChecks.studyId, studies.id))
		.where(
			and(
				eq(calibrationItems.status, 'active'),
				isNotNull(reads.studyUid),
				ne(reads.status, 'cancelled'),
				or(isNull(pixelChecks.status), notInArray(pixelChecks.status, [...holdingStatuses])),
				sql`not exists ${shown}`
			)
		)
		.orderBy(asc(calibrationItems.id));
	const refusals = await withRefusals(
		read,
		rows.map((row) => ({ ...row, caseId: row.itemId, mode: 'calibration' }))
	);
	return rows.flatMap(({ itemId, readId }, at) => {
		const known = refusals[at];
		return known ? [{ ...known, itemId, readId }] : [];
	});
}
