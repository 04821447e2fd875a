import { and, asc, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { DetectionMode } from '#lib/core/case/detection.ts';
import { HOUR_MS } from '#lib/core/instant.ts';
import { emptyDraftBody, type DraftBody, type Finding } from '#lib/core/scoring/draft.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import {
	lockImpression,
	openCase,
	revealReport,
	type FormInput
} from '#lib/features/reviews/draft-commands.server.ts';
import { submitReview } from '#lib/features/reviews/review-commands.server.ts';
import type { App } from '#lib/server/app.ts';
import { aCase, aRadiologist, aRead, aUser } from './builders.ts';
import { getActor } from './sign-in.ts';

/** A reviewer who is a radiologist, as an actor. */
export async function aReviewer(app: App): Promise<Actor> {
	const radiologist = await aRadiologist(app);
	const user = await aUser(app, ['radiologist', 'reviewer'], { radiologistId: radiologist.id });
	return getActor(app, user.id);
}

/** An open assignment of a case to a reviewer; ordinal 1 unless said otherwise. */
export async function anAssignment(
	app: App,
	given: { caseId: string; reviewerId: string; ordinal?: number }
): Promise<string> {
	const id = app.blindIds();
	const now = app.clock.now();
	const { assignments } = app.db.read.tables;
	await app.db.transaction((write) =>
		write.insert(assignments).values({
			id,
			ordinal: 1,
			assignedAt: now,
			leaseUntil: now + 72 * HOUR_MS,
			status: 'open',
			...given
		})
	);
	return id;
}

/** An assigned case with its reader, its reviewer and the reviewer's assignment. */
export async function anAssignedCase(
	app: App,
	given: { level?: 'L1' | 'L2' | 'L3'; dueAt?: number; reviewer?: Actor; mode?: DetectionMode } = {}
) {
	const readerRadiologist = await aRadiologist(app);
	const readerUser = await aUser(app, 'radiologist', { radiologistId: readerRadiologist.id });
	const read = await aRead(app, { readerId: readerRadiologist.id });
	const drawn = await aCase(app, {
		readId: read.id,
		state: 'assigned',
		blindingLevel: given.level ?? 'L3',
		detectionMode: given.mode ?? 'random',
		...(given.dueAt === undefined ? {} : { dueAt: given.dueAt })
	});
	const reviewer = given.reviewer ?? (await aReviewer(app));
	const assignmentId = await anAssignment(app, { caseId: drawn.id, reviewerId: reviewer.id });
	return { caseId: drawn.id, read, reader: await getActor(app, readerUser.id), reviewer, assignmentId };
}

/** A form as the browser would send it. */
export function aForm(id: string, revision: number, body: Partial<DraftBody> = {}): FormInput {
	return { id, revision, activeMs: 0, impression: 'Small subdural.', body: { ...emptyDraftBody, ...body } };
}

/** An arrow on an image, as the viewer tells it. */
export function anArrow(sopInstanceUid: string, given: Partial<Finding> = {}): Finding {
	return {
		id: 'drawn',
		kind: 'arrow',
		sopInstanceUid,
		frameNumber: 1,
		frameOfReferenceUid: '',
		points: [
			[20, 10, 0],
			[40, 0, 0]
		],
		pointsPx: [
			[84, 54],
			[104, 44]
		],
		label: '',
		...given
	};
}

/** The form fields of a score, complete where the score requires more. */
export function aScore(score: Score): Partial<DraftBody> {
	const [level, significance] = score;
	return {
		expectedness: level === '1' || level === '2' || level === '3' ? level : null,
		significance: significance === 'a' || significance === 'b' ? significance : null,
		...(score === '1' ? {} : { direction: 'miss', cause: 'perception', comment: 'See image 31.' })
	};
}

/** Opens, locks, reveals and submits at L3, with more in the form where something is given. */
export async function reviewAtL3(
	app: App,
	actor: Actor,
	assignmentId: string,
	score: Score,
	more: Partial<DraftBody> = {}
) {
	await openCase({ app, actor }, { id: assignmentId });
	await lockImpression({ app, actor }, aForm(assignmentId, 0));
	await revealReport({ app, actor }, aForm(assignmentId, 1));
	return submitReview({ app, actor }, aForm(assignmentId, 2, { ...aScore(score), ...more }));
}

/** A case as it is stored. */
export async function storedCase(app: App, caseId: string) {
	const { cases } = app.db.read.tables;
	const [row] = await app.db.read.select().from(cases).where(eq(cases.id, caseId));
	if (!row) throw new Error('no such case');
	return row;
}

/** The types of the audit events about a subject, in order. */
export async function auditTypes(app: App, subjectId: string): Promise<string[]> {
	const { auditEvents } = app.db.read.tables;
	const rows = await app.db.read
		.select({ type: auditEvents.type })
		.from(auditEvents)
		.where(eq(auditEvents.subjectId, subjectId))
		.orderBy(asc(auditEvents.seq));
	return rows.map(({ type }) => type);
}

/** Who holds a case: the reviewers of its open assignments. */
export async function holdersOf({ db }: App, caseId: string): Promise<string[]> {
	const { assignments } = db.read.tables;
	const rows = await db.read
		.select({ reviewerId: assignments.reviewerId })
		.from(assignments)
		.where(and(eq(assignments.caseId, caseId), eq(assignments.status, 'open')));
	return rows.map(({ reviewerId }) => reviewerId);
}
