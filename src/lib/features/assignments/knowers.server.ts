import { eq, inArray } from 'drizzle-orm';
import { hasPermission, roleNames } from '#lib/core/permissions.ts';
import { holdersOf } from '#lib/features/notices/notify.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * Users who know what these reads came to, by read: whoever voted on or decided a case of one, shared it for peer learning or took
 * that in, or made it a known case.
 */
export async function knowersOf(
	read: ReadHandle,
	readIds: readonly string[]
): Promise<Map<string, string[]>> {
	const { calibrationItems, cases, committeeDecisions, committeeVotes, learningCases } = read.tables;
	const ids = [...readIds];
	const voted = await read
		.selectDistinct({ readId: cases.readId, userId: committeeVotes.memberId })
		.from(committeeVotes)
		.innerJoin(cases, eq(cases.id, committeeVotes.caseId))
		.where(inArray(cases.readId, ids));
	const decided = await read
		.selectDistinct({ readId: cases.readId, userId: committeeDecisions.memberId })
		.from(committeeDecisions)
		.innerJoin(cases, eq(cases.id, committeeDecisions.caseId))
		.where(inArray(cases.readId, ids));
	const made = await read
		.select({ readId: calibrationItems.readId, userId: calibrationItems.createdBy })
		.from(calibrationItems)
		.where(inArray(calibrationItems.readId, ids));
	const shared = await read
		.select({
			readId: learningCases.readId,
			submittedBy: learningCases.submittedBy,
			decidedBy: learningCases.decidedBy
		})
		.from(learningCases)
		.where(inArray(learningCases.readId, ids));
	const found = new Map<string, string[]>();
	const add = (readId: string | null, userId: string | null): void => {
		if (readId !== null && userId !== null) found.set(readId, [...(found.get(readId) ?? []), userId]);
	};
	for (const { readId, userId } of [...voted, ...decided, ...made]) add(readId, userId);
	for (const { readId, submittedBy, decidedBy } of shared) {
		add(readId, submittedBy);
		add(readId, decidedBy);
	}
	return found;
}

/** Users who see the list of known cases: they are given none. */
export function knownCaseManagers(read: ReadHandle): Promise<string[]> {
	return holdersOf(
		read,
		roleNames.filter((role) => hasPermission([role], 'calibration.manage'))
	);
}
