import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { BlindedCase } from '#lib/core/case/blinding.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { reviewQueue } from './queue-queries.server.ts';

/**
 * The door of a reviewer to images: the case of an assignment that is their own and still open, else null. Nothing tells
 * apart an assignment that is somebody else's, one that is over and one that never was.
 */
export async function assignmentDoor(
	read: ReadHandle,
	actor: Pick<Actor, 'id'>,
	assignmentId: string
): Promise<{ caseId: string } | null> {
	const { assignments } = read.tables;
	const [row] = await read
		.select({ caseId: assignments.caseId })
		.from(assignments)
		.where(
			and(
				eq(assignments.id, assignmentId),
				eq(assignments.reviewerId, actor.id),
				eq(assignments.status, 'open')
			)
		);
	return row ?? null;
}

/** The reviewer's next case in the system's order, other than the one given. */
export async function findNextAssignment(
	read: ReadHandle,
	reviewerId: string,
	exceptId = ''
): Promise<{ id: string; caseId: string; case: BlindedCase } | null> {
	const next = (await reviewQueue(read, reviewerId)).find(({ assignmentId }) => assignmentId !== exceptId);
	const door = next && (await assignmentDoor(read, { id: reviewerId }, next.assignmentId));
	return next && door ? { id: next.assignmentId, caseId: door.caseId, case: next.case } : null;
}
