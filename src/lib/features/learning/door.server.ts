import { and, eq, inArray } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Where a viewer finds the images of a learning case, under UIDs that belong to this case alone. */
export type LearningImages = {
	readonly root: string;
	readonly studyUid: string;
	/** Objects that exist but may not be shown. */
	readonly withheld: number;
};

/** The images of a learning case; null when it has none that may be shown. */
export async function learningImages(
	app: App,
	id: string,
	readId: string | null
): Promise<LearningImages | null> {
	const study = readId === null ? null : await blindedStudy(app, id, readId);
	return study && { root: `/dicomweb/learning/${id}`, studyUid: study.studyUid, withheld: study.withheld };
}

/**
 * The door to the images of a learning case: open to those who curate, and to participants once a meeting has begun that shows it.
 * Null tells nothing about why.
 */
export async function learningDoor(
	read: ReadHandle,
	actor: Actor,
	id: string
): Promise<{ caseId: string; readId: string } | null> {
	const { conferenceCases, conferences, learningCases } = read.tables;
	const [row] = await read
		.select({ readId: learningCases.readId })
		.from(learningCases)
		.where(eq(learningCases.id, id));
	if (!row || row.readId === null) return null;
	if (may(actor, 'learning.manage')) return { caseId: id, readId: row.readId };
	const [shown] = await read
		.select({ id: conferences.id })
		.from(conferenceCases)
		.innerJoin(conferences, eq(conferences.id, conferenceCases.conferenceId))
		.where(and(eq(conferenceCases.learningCaseId, id), inArray(conferences.status, ['running', 'held'])))
		.limit(1);
	return shown ? { caseId: id, readId: row.readId } : null;
}
