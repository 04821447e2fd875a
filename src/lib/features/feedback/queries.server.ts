import { and, count, desc, eq, inArray, isNotNull, lt, lte, or } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { BlindedCase } from '#lib/core/case/blinding.ts';
import { finalStates } from '#lib/core/case/life.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import { blindedColumns, blindRow } from '#lib/features/reviews/blinded-facts.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isAnswerHeld, outcomesBeforeAnswer } from './held-answer.server.ts';

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

const PAGE_ROWS = 50;

export type FeedbackPage = {
	readonly items: readonly FeedbackItem[];
	/** The case after which the next page begins; null when this is the last. */
	readonly nextCursor: string | null;
};

/** How many released outcomes of a radiologist's own reads wait for their answer. */
export async function countNewFeedback(read: ReadHandle, reader: Reader, now: Instant): Promise<number> {
	const { cases, reads } = read.tables;
	const [row] = await read
		.select({ n: count() })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(releasedTo(read, reader, now), inArray(cases.state, ['final', 'feedback-released'])));
	return row?.n ?? 0;
}

/** The released outcomes of a radiologist's own reads, newest first, after the case of the cursor. */
export async function feedbackList(
	read: ReadHandle,
	reader: Reader,
	now: Instant,
	after: string | null = null
): Promise<FeedbackPage> {
	const { cases, reads } = read.tables;
	const rows = await read
		.select({
			caseId: cases.id,
			state: cases.state,
			finalScore: cases.finalScore,
			releasedAt: cases.releasedAt,
			rebuttedAt: cases.rebuttedAt,
			closedAt: cases.closedAt,
			signedAt: reads.finalAt,
			...blindedColumns(read)
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(releasedTo(read, reader, now), await olderThan(read, reader, now, after)))
		.orderBy(desc(cases.releasedAt), desc(cases.id))
		.limit(PAGE_ROWS + 1);
	const held = rows.filter((row) => isAnswerHeld(row, now)).map(({ caseId }) => caseId);
	const before = await outcomesBeforeAnswer(read, held);
	const items = rows.slice(0, PAGE_ROWS).map((row) => ({
		caseId: row.caseId,
		case: blindRow(row),
		score: before.has(row.caseId) ? (before.get(row.caseId)?.score ?? null) : scoreOf(row.finalScore),
		status: before.has(row.caseId) ? ('rebutted' as const) : statusOf(row.state),
		releasedOn: startOfUtcDay(row.releasedAt ?? now),
		signedOn: row.signedAt === null ? null : startOfUtcDay(row.signedAt)
	}));
	return { items, nextCursor: rows.length > PAGE_ROWS ? (items.at(-1)?.caseId ?? null) : null };
}

/** What comes after a case of the list. The cursor is the case: its instant of release stays on the server. */
async function olderThan(read: ReadHandle, reader: Reader, now: Instant, after: string | null) {
	const { cases, reads } = read.tables;
	if (after === null) return undefined;
	const [row] = await read
		.select({ releasedAt: cases.releasedAt })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(cases.id, after), releasedTo(read, reader, now)));
	if (!row || row.releasedAt === null) return undefined;
	const { releasedAt } = row;
	return or(lt(cases.releasedAt, releasedAt), and(eq(cases.releasedAt, releasedAt), lt(cases.id, after)));
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

/** A stored score; null where the committee could not judge the case. */
export function scoreOf(stored: string | null): Score | null {
	return stored !== null && isScore(stored) ? stored : null;
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
