import { and, eq, sql } from 'drizzle-orm';
import {
	blindingLevels,
	detectionModes,
	type BlindingLevel,
	type DetectionMode
} from '#lib/core/case/detection.ts';
import { isCaseState, type CaseState } from '#lib/core/case/life.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { Draft } from '#lib/core/scoring/draft.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { parseBody } from './stored-draft.server.ts';

/** A draft with what its commands need of the assignment and the case around it. */
export type OwnDraft = Draft & {
	readonly readId: string;
	readonly caseState: CaseState;
	readonly mode: DetectionMode;
	/** A first look, or an own score that is thought over. */
	readonly purpose: 'review' | 'reconsider';
	/** What the committee asks; null where nobody did. */
	readonly request: string | null;
	readonly status: string;
	readonly dueAt: Instant;
	readonly leaseUntil: Instant;
};

export type HeldError =
	| 'assignment-not-found'
	| 'already-submitted'
	| 'already-given-back'
	| 'already-expired'
	| 'already-withdrawn';

/** The draft of an assignment that is this reviewer's own; nobody else's is ever found. */
export async function findOwnDraft(
	read: ReadHandle,
	reviewerId: string,
	assignmentId: string
): Promise<OwnDraft | null> {
	const { assignments, cases, drafts, reads } = read.tables;
	const [row] = await read
		.select({
			assignmentId: assignments.id,
			caseId: assignments.caseId,
			reviewerId: assignments.reviewerId,
			ordinal: assignments.ordinal,
			status: assignments.status,
			purpose: assignments.purpose,
			request: assignments.request,
			readStatus: reads.status,
			mode: cases.detectionMode,
			openedAt: assignments.openedAt,
			leaseUntil: assignments.leaseUntil,
			dueAt: cases.dueAt,
			readId: cases.readId,
			level: cases.blindingLevel,
			state: cases.state,
			body: drafts.body,
			revision: drafts.revision,
			activeMs: drafts.activeMs,
			impression: drafts.impression,
			impressionLockedAt: drafts.impressionLockedAt,
			reportRevealedAt: drafts.reportRevealedAt,
			savedAt: drafts.updatedAt
		})
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.leftJoin(drafts, eq(drafts.assignmentId, assignments.id))
		.where(and(eq(assignments.id, assignmentId), eq(assignments.reviewerId, reviewerId)));
	if (!row) return null;
	const { level, mode, state, status, readStatus, purpose, body, impression, revision, activeMs, ...rest } =
		row;
	// A cancelled read takes its cases along before they are scored; what was scored stands.
	const isGone = status === 'open' && purpose !== 'reconsider' && readStatus === 'cancelled';
	return {
		...rest,
		level: parseLevel(level),
		mode: parseMode(mode),
		purpose: purpose === 'reconsider' ? 'reconsider' : 'review',
		status: isGone ? 'withdrawn' : status,
		caseState: parseState(state),
		body: parseBody(body),
		impression: impression ?? '',
		revision: revision ?? 0,
		activeMs: activeMs ?? 0
	};
}

/** The own draft of an assignment that is still open, or why it is not. */
export async function holdOwnDraft(
	read: ReadHandle,
	reviewerId: string,
	assignmentId: string
): Promise<Result<OwnDraft, HeldError>> {
	const draft = await findOwnDraft(read, reviewerId, assignmentId);
	if (!draft) return err('assignment-not-found');
	switch (draft.status) {
		case 'open':
			return ok(draft);
		case 'scored':
			return err('already-submitted');
		case 'expired':
			return err('already-expired');
		case 'withdrawn':
			return err('already-withdrawn');
		default:
			return err('already-given-back');
	}
}

/**
 * The own draft with its case locked to the end of the transaction: two reviewers of one case move it one after the other,
 * so that neither acts on what the other is just changing.
 */
export async function takeOwnDraft(
	write: WriteHandle,
	reviewerId: string,
	assignmentId: string
): Promise<Result<OwnDraft, HeldError>> {
	const { assignments } = write.tables;
	const [own] = await write
		.select({ caseId: assignments.caseId })
		.from(assignments)
		.where(and(eq(assignments.id, assignmentId), eq(assignments.reviewerId, reviewerId)));
	if (!own) return err('assignment-not-found');
	await lockCase(write, own.caseId);
	return holdOwnDraft(write, reviewerId, assignmentId);
}

/** Locks a case to the end of the transaction. */
export async function lockCase(write: WriteHandle, caseId: string): Promise<void> {
	const { cases } = write.tables;
	await write
		.update(cases)
		.set({ state: sql`${cases.state}` })
		.where(eq(cases.id, caseId));
}

/** The blinding level of a stored case. Throws when it is none: the column is written from the same list. */
export function parseLevel(text: string): BlindingLevel {
	const level = blindingLevels.find((candidate) => candidate === text);
	if (!level) throw new Error('a case with an unknown blinding level');
	return level;
}

/** How a stored case came into review. Throws when it is in none of the known ways. */
export function parseMode(text: string): DetectionMode {
	const mode = detectionModes.find((candidate) => candidate === text);
	if (!mode) throw new Error('a case of an unknown detection mode');
	return mode;
}

/** The state of a stored case. Throws when it is none. */
export function parseState(text: string): CaseState {
	if (!isCaseState(text)) throw new Error('a case in an unknown state');
	return text;
}
