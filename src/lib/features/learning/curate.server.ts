import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { LearningStatus, SetAsideReason } from '#lib/core/learning/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { accountOf, holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { managerRoles } from './people.server.ts';
import type { EditInput } from './schemas.ts';
import { namesToScrub, scrubTexts } from './scrub-texts.server.ts';

type Act = Pick<Context, 'app' | 'actor'>;
export type CurateError = 'learning-case-not-found' | 'not-in-state';

/** Keeps new words of a case, scrubbed. What a meeting has seen stays as it was. */
export async function editCase(
	{ app, actor }: Act,
	input: EditInput
): Promise<Result<{ replaced: number }, CurateError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Promise<Result<{ replaced: number }, CurateError>> => {
		const row = await findCase(write, input.id);
		if (!row) return err('learning-case-not-found');
		if (row.status === 'shown') return err('not-in-state');
		const { title, story, question, learningPoints } = input;
		const known = await namesToScrub(write, row.readId);
		const { texts, replaced } = scrubTexts({ title, story, question, learningPoints }, known);
		const { learningCases } = write.tables;
		await write.update(learningCases).set(texts).where(eq(learningCases.id, input.id));
		await recordAudit(write, {
			type: 'learning.edited',
			subjectId: input.id,
			facts: { replaced },
			at: now,
			actor
		});
		return ok({ replaced });
	});
}

/** Accepts a submission, or one that was set aside: it may be put on a meeting. */
export async function acceptCase(
	act: Act,
	{ id }: { id: string }
): Promise<Result<{ status: LearningStatus }, CurateError>> {
	return act.app.db.transaction((write) =>
		decide(write, act, { id, from: ['submitted', 'set-aside'], status: 'accepted', reason: null })
	);
}

/** Sets a case aside with a reason; it leaves a meeting that is only planned. */
export async function setCaseAside(
	act: Act,
	{ id, reason }: { id: string; reason: SetAsideReason }
): Promise<Result<{ status: LearningStatus }, CurateError>> {
	return act.app.db.transaction(async (write): Promise<Result<{ status: LearningStatus }, CurateError>> => {
		await lockCase(write, id);
		const { conferenceCases, conferences } = write.tables;
		const on = await write
			.select({ conferenceId: conferences.id, status: conferences.status })
			.from(conferenceCases)
			.innerJoin(conferences, eq(conferences.id, conferenceCases.conferenceId))
			.where(
				and(eq(conferenceCases.learningCaseId, id), inArray(conferences.status, ['planned', 'running']))
			);
		if (on.some(({ status }) => status === 'running')) return err('not-in-state');
		for (const { conferenceId } of on) {
			await write
				.delete(conferenceCases)
				.where(and(eq(conferenceCases.conferenceId, conferenceId), eq(conferenceCases.learningCaseId, id)));
		}
		return decide(write, act, { id, from: ['submitted', 'accepted'], status: 'set-aside', reason });
	});
}

type Decision = {
	readonly id: string;
	readonly from: LearningStatus[];
	readonly status: LearningStatus;
	readonly reason: SetAsideReason | null;
};

async function decide(
	write: WriteHandle,
	{ app, actor }: Act,
	{ id, from, status, reason }: Decision
): Promise<Result<{ status: LearningStatus }, CurateError>> {
	const now = app.clock.now();
	const { learningCases } = write.tables;
	const changed = await write
		.update(learningCases)
		.set({ status, setAsideReason: reason, decidedBy: actor.id, decidedAt: now })
		.where(and(eq(learningCases.id, id), inArray(learningCases.status, from)))
		.returning({ id: learningCases.id });
	if (changed.length === 0) {
		return err((await findCase(write, id)) ? 'not-in-state' : 'learning-case-not-found');
	}
	await recordAudit(write, { type: 'learning.decided', subjectId: id, facts: { status }, at: now, actor });
	return ok({ status });
}

/** A radiologist asks, once, that an own read chosen for a meeting be left out. Those who curate decide and say. */
export async function objectToCase(
	{ app, actor }: Act,
	input: { case: string; objection: string }
): Promise<Result<{ id: string }, 'learning-case-not-found' | 'already-asked'>> {
	const now = app.clock.now();
	return app.db.transaction(
		async (write): Promise<Result<{ id: string }, 'learning-case-not-found' | 'already-asked'>> => {
			const id = input.case;
			const row = await findCase(write, id);
			if (
				!row ||
				row.readerId === null ||
				row.readerId !== actor.radiologistId ||
				!(await isPlanned(write, id))
			) {
				return err('learning-case-not-found');
			}
			const { learningCases } = write.tables;
			const known = await namesToScrub(write, row.readId);
			const { texts } = scrubTexts({ objection: input.objection }, known);
			const asked = await write
				.update(learningCases)
				.set({ objectedAt: now, ...texts })
				.where(and(eq(learningCases.id, id), isNull(learningCases.objectedAt)))
				.returning({ id: learningCases.id });
			if (asked.length === 0) return err('already-asked');
			await notify(write, { ids: app.ids, now }, await holdersOf(write, managerRoles), {
				kind: 'learning.objected',
				facts: {},
				path: `/learning/cases/${id}`
			});
			await recordAudit(write, { type: 'learning.objected', subjectId: id, facts: {}, at: now, actor });
			return ok({ id });
		}
	);
}

/** Says to the radiologist why the case stays. To leave it out it is set aside instead. */
export async function answerObjection(
	{ app, actor }: Act,
	{ id, answer }: { id: string; answer: string }
): Promise<Result<{ id: string }, 'learning-case-not-found' | 'already-answered'>> {
	const now = app.clock.now();
	return app.db.transaction(
		async (write): Promise<Result<{ id: string }, 'learning-case-not-found' | 'already-answered'>> => {
			const row = await findCase(write, id);
			if (!row || row.objectedAt === null || row.readerId === null) return err('learning-case-not-found');
			const { learningCases } = write.tables;
			const known = await namesToScrub(write, row.readId);
			const { texts } = scrubTexts({ objectionAnswer: answer }, known);
			const answered = await write
				.update(learningCases)
				.set(texts)
				.where(and(eq(learningCases.id, id), isNull(learningCases.objectionAnswer)))
				.returning({ id: learningCases.id });
			if (answered.length === 0) return err('already-answered');
			await tellReader(write, { ids: app.ids, now }, row.readerId);
			await recordAudit(write, {
				type: 'learning.objection-answered',
				subjectId: id,
				facts: {},
				at: now,
				actor
			});
			return ok({ id });
		}
	);
}

async function tellReader(
	write: WriteHandle,
	context: { ids: Act['app']['ids']; now: Instant },
	readerId: string
): Promise<void> {
	const account = await accountOf(write, readerId);
	await notify(write, context, account === null ? [] : [account], {
		kind: 'learning.objection-answered',
		facts: {},
		path: '/learning'
	});
}

/** Holds the row of a learning case, so that it is on one meeting at most, and on none once it is set aside. */
export async function lockCase(write: WriteHandle, id: string): Promise<void> {
	const { learningCases } = write.tables;
	await write
		.update(learningCases)
		.set({ status: sql`${learningCases.status}` })
		.where(eq(learningCases.id, id));
}

/** A learning case with the reader of its read, as commands need it. */
export async function findCase(read: ReadHandle, id: string) {
	const { learningCases, reads } = read.tables;
	const [row] = await read
		.select({
			id: learningCases.id,
			status: learningCases.status,
			readId: learningCases.readId,
			readerId: reads.readerId,
			submittedBy: learningCases.submittedBy,
			objectedAt: learningCases.objectedAt
		})
		.from(learningCases)
		.leftJoin(reads, eq(reads.id, learningCases.readId))
		.where(eq(learningCases.id, id));
	return row ?? null;
}

async function isPlanned(read: ReadHandle, id: string): Promise<boolean> {
	const { conferenceCases, conferences } = read.tables;
	const [row] = await read
		.select({ id: conferences.id })
		.from(conferenceCases)
		.innerJoin(conferences, eq(conferences.id, conferenceCases.conferenceId))
		.where(and(eq(conferenceCases.learningCaseId, id), eq(conferences.status, 'planned')));
	return row !== undefined;
}
