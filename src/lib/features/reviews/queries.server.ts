import { and, asc, eq, ne } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

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

/** The reviewer's next case in the system's order, other than the one given: by due date, then assignment. */
export async function findNextAssignment(
	read: ReadHandle,
	reviewerId: string,
	exceptId = ''
): Promise<{ id: string; caseId: string } | null> {
	const { assignments, cases } = read.tables;
	const [row] = await read
		.select({ id: assignments.id, caseId: assignments.caseId })
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.where(
			and(
				eq(assignments.reviewerId, reviewerId),
				eq(assignments.status, 'open'),
				ne(assignments.id, exceptId)
			)
		)
		.orderBy(asc(cases.dueAt), asc(assignments.assignedAt), asc(assignments.id))
		.limit(1);
	return row ?? null;
}
