import { and, desc, eq, inArray, isNotNull, lte, or } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { BlindedCase } from '#lib/core/case/blinding.ts';
import { finalStates } from '#lib/core/case/life.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import { blindedColumns, blindRow } from '#lib/features/reviews/blinded-facts.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

type Reader = Pick<Actor, 'radiologistId'>;

/** What a released outcome asks of its reader. */
export type FeedbackStatus = 'new' | 'acknowledged' | 'rebutted' | 'closed' | 'withdrawn';

export type FeedbackItem = {
	readonly caseId: string;
	readonly case: BlindedCase;
	/** Null where the committee could not judge the case. */
	readonly score: Score | null;
	readonly status: FeedbackStatus;
	/** Start of the UTC day of release: the hour would tell when somebody worked. */
	readonly releasedOn: Instant;
	/** Start of the UTC day on which the reader signed. */
	readonly signedOn: Instant | null;
};

const MOST = 200;

/** The released outcomes of a radiologist's own reads, newest first. */
export async function feedbackList(read: ReadHandle, reader: Reader, now: Instant): Promise<FeedbackItem[]> {
	const { cases, reads } = read.tables;
	const rows = await read
		.select({
			caseId: cases.id,
			state: cases.state,
			finalScore: cases.finalScore,
			releasedAt: cases.releasedAt,
			signedAt: reads.finalAt,
			...blindedColumns(read)
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(releasedTo(read, reader, now))
		.orderBy(desc(cases.releasedAt), desc(cases.id))
		.limit(MOST);
	return rows.map((row) => ({
		caseId: row.caseId,
		case: blindRow(row),
		score: row.finalScore !== null && isScore(row.finalScore) ? row.finalScore : null,
		status: statusOf(row.state),
		releasedOn: dayOf(row.releasedAt ?? now),
		signedOn: row.signedAt === null ? null : dayOf(row.signedAt)
	}));
}

/**
 * The condition under which an outcome is this reader's to see: an own read, its time of release has come, and it is final, or
 * the committee could not judge it.
 */
export function releasedTo(read: ReadHandle, reader: Reader, now: Instant) {
	const { cases, reads } = read.tables;
	return and(
		// An account without a radiologist has no reads; ids are never empty.
		eq(reads.readerId, reader.radiologistId ?? ''),
		isNotNull(cases.releasedAt),
		lte(cases.releasedAt, now),
		or(inArray(cases.state, [...finalStates]), eq(cases.state, 'withdrawn'))
	);
}

/** What the state of a released case means to its reader. */
export function statusOf(state: string): FeedbackStatus {
	switch (state) {
		case 'acknowledged':
		case 'rebutted':
		case 'closed':
		case 'withdrawn':
			return state;
		default:
			return 'new';
	}
}

/** The first instant of an instant's UTC day. */
export function dayOf(at: Instant): Instant {
	return Math.floor(at / DAY_MS) * DAY_MS;
}

/** The door of a reader to the images of an own, released case; null for whatever else. */
export async function feedbackDoor(
	read: ReadHandle,
	reader: Reader,
	caseId: string,
	now: Instant
): Promise<{ caseId: string } | null> {
	const { cases, reads } = read.tables;
	const [row] = await read
		.select({ caseId: cases.id })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(cases.id, caseId), releasedTo(read, reader, now)));
	return row ?? null;
}
