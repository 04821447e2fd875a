import { and, eq } from 'drizzle-orm';
import { makeRebuttal } from '#lib/core/committee/rebuttal.ts';
import type { CaseEvent } from '#lib/core/case/life.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { moveCase } from '#lib/features/assignments/move-case.server.ts';
import { lockCase } from '#lib/features/reviews/own-draft.server.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { releasedTo, statusOf } from './queries.server.ts';
import type { RebutInput } from './schemas.ts';

type Act = Pick<Context, 'app' | 'actor'>;
export type AnswerError = 'feedback-not-found' | 'already-answered' | 'not-in-state';

/** The reader has seen the outcome and lets it stand. */
export async function acknowledge(
	{ app, actor }: Act,
	{ id }: { id: string }
): Promise<Result<{ caseId: string }, AnswerError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const moved = await answer(write, {
			actor,
			id,
			now,
			event: 'acknowledge',
			change: { acknowledgedAt: now }
		});
		if (!moved.ok) return moved;
		await recordAudit(write, ...moved.value, {
			type: 'feedback.acknowledged',
			subjectId: id,
			facts: {},
			at: now,
			actor
		});
		return ok({ caseId: id });
	});
}

/** The reader disagrees, once, in the structured form; the committee answers. */
export async function rebut(
	{ app, actor }: Act,
	input: RebutInput
): Promise<Result<{ caseId: string }, AnswerError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const change = { rebuttedAt: now, rebuttal: makeRebuttal(input) };
		const moved = await answer(write, { actor, id: input.id, now, event: 'rebut', change });
		if (!moved.ok) return moved;
		await recordAudit(write, ...moved.value, {
			type: 'feedback.rebutted',
			subjectId: input.id,
			facts: {},
			at: now,
			actor
		});
		return ok({ caseId: input.id });
	});
}

/**
 * Answers a released outcome of an own read. Its release is a matter of time: where nothing has recorded it yet, it happens together
 * with the answer, and its audit event is given to be recorded with the answer's.
 */
async function answer(
	write: WriteHandle,
	act: {
		actor: Act['actor'];
		id: string;
		now: Instant;
		event: CaseEvent;
		change: Parameters<typeof moveCase>[3];
	}
): Promise<Result<AuditEntry[], AnswerError>> {
	// The batch that releases it may run at this moment.
	await lockCase(write, act.id);
	const { cases, reads } = write.tables;
	const [row] = await write
		.select({ state: cases.state })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(cases.id, act.id), releasedTo(write, act.actor, act.now)));
	if (!row) return err('feedback-not-found');
	if (statusOf(row.state) !== 'new') return err('already-answered');
	const isReleasing = row.state === 'final';
	const release: CaseEvent[] = isReleasing ? ['release'] : [];
	const moved = await moveCase(write, act.id, [...release, act.event], act.change);
	if (!moved.ok) return moved;
	const released = {
		type: 'feedback.released',
		subjectId: act.id,
		facts: {},
		at: act.now,
		actor: null
	} as const;
	return ok(isReleasing ? [released] : []);
}
