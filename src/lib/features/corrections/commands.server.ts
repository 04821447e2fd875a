import { and, eq } from 'drizzle-orm';
import type { AuditEvent } from '#lib/core/audit/events.ts';
import { neutralFinding } from '#lib/core/corrections/finding.ts';
import { nextStatus } from '#lib/core/corrections/life.ts';
import { happenedAt, type TimeError } from '#lib/core/corrections/times.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import {
	holdCorrection,
	moveCorrection,
	type HeldCorrection,
	type HeldError
} from './held-correction.server.ts';
import { judgesOf } from './open-correction.server.ts';
import type { CloseInput, InformInput, ReceiveInput, RewordInput } from './schemas.ts';

type Act = Pick<Context, 'app' | 'actor'>;
type Done = { readonly id: string };

/** Runs one act on a correction that the actor may look after, and writes it down. */
async function act<E extends string>(
	{ app, actor }: Act,
	id: string,
	work: (write: WriteHandle, held: HeldCorrection, now: Instant) => Promise<Result<AuditEvent, E>>
): Promise<Result<Done, E | HeldError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Promise<Result<Done, E | HeldError>> => {
		const held = await holdCorrection(write, actor, id, now);
		if (!held.ok) return held;
		const done = await work(write, held.value, now);
		if (!done.ok) return done;
		await recordAudit(write, { ...done.value, at: now, actor });
		return ok({ id });
	});
}

/** The facility was told: whom, how and when, in the facility's time. */
export async function informFacility(
	context: Act,
	{ id, whom, how, at }: InformInput
): Promise<Result<Done, HeldError | TimeError>> {
	return act(context, id, async (write, held, now): Promise<Result<AuditEvent, HeldError | TimeError>> => {
		const { timeZone, openedAt, dueAt } = held;
		if (nextStatus(held.status, 'inform') === null) return err('already-recorded');
		const informedAt = happenedAt(at, { timeZone, notBefore: openedAt, now });
		if (!informedAt.ok) return informedAt;
		const moved = await moveCorrection(write, held, 'inform', {
			informedAt: informedAt.value,
			informedBy: context.actor.id,
			informedWhom: whom,
			informedHow: how
		});
		if (!moved.ok) return moved;
		const facts = { how, isLate: informedAt.value > dueAt };
		return ok({ type: 'correction.informed', subjectId: id, facts });
	});
}

/** The facility confirmed that it has the finding: who did, and when. */
export async function recordReceipt(
	context: Act,
	{ id, from, at }: ReceiveInput
): Promise<Result<Done, HeldError | TimeError>> {
	return act(context, id, async (write, held, now): Promise<Result<AuditEvent, HeldError | TimeError>> => {
		const { timeZone, informedAt } = held;
		if (nextStatus(held.status, 'receive') === null || informedAt === null) return err('already-recorded');
		const receivedAt = happenedAt(at, { timeZone, notBefore: informedAt, now });
		if (!receivedAt.ok) return receivedAt;
		const moved = await moveCorrection(write, held, 'receive', {
			receivedAt: receivedAt.value,
			receivedFrom: from
		});
		if (!moved.ok) return moved;
		return ok({ type: 'correction.received', subjectId: id, facts: {} });
	});
}

type End = {
	readonly act: 'close' | 'dismiss' | 'withdraw';
	readonly outcome: string;
	readonly words: string;
	readonly by: string;
	readonly now: Instant;
};

/** Ends a correction, with the words that say why, if any have to. */
async function endWith(
	write: WriteHandle,
	held: HeldCorrection,
	{ act: how, outcome, words, by, now }: End
): Promise<Result<AuditEvent, 'already-recorded'>> {
	const closingWords = words === '' ? null : words;
	const moved = await moveCorrection(write, held, how, { closedAt: now, closedBy: by, closingWords });
	return moved.ok ? ok({ type: 'correction.closed', subjectId: held.id, facts: { outcome } }) : moved;
}

/** Closes the loop: with an addendum, or with words that say why there is none. */
export async function closeCorrection(
	context: Act,
	{ id, words }: CloseInput
): Promise<Result<Done, HeldError | 'closing-words-required'>> {
	return act(
		context,
		id,
		async (write, held, now): Promise<Result<AuditEvent, HeldError | 'closing-words-required'>> => {
			if (nextStatus(held.status, 'close') === null) return err('already-recorded');
			if (held.addendumReadId === null && words === '') return err('closing-words-required');
			const outcome = held.addendumReadId === null ? 'without-addendum' : 'with-addendum';
			return endWith(write, held, { act: 'close', outcome, words, by: context.actor.id, now });
		}
	);
}

/** Says that the facility need not be told, and why. Only before it was. */
export async function dismissCorrection(
	context: Act,
	{ id, words }: CloseInput
): Promise<Result<Done, HeldError | 'closing-words-required'>> {
	return act(
		context,
		id,
		async (write, held, now): Promise<Result<AuditEvent, HeldError | 'closing-words-required'>> => {
			if (nextStatus(held.status, 'dismiss') === null) return err('already-recorded');
			if (words === '') return err('closing-words-required');
			return endWith(write, held, {
				act: 'dismiss',
				outcome: 'not-needed',
				words,
				by: context.actor.id,
				now
			});
		}
	);
}

/** Ends what the committee found to be no discrepancy after the facility was told: words say who was told so. */
export async function withdrawFinding(
	context: Act,
	{ id, words }: CloseInput
): Promise<Result<Done, HeldError | 'closing-words-required' | 'not-in-state'>> {
	type Failure = HeldError | 'closing-words-required' | 'not-in-state';
	return act(context, id, async (write, held, now): Promise<Result<AuditEvent, Failure>> => {
		if (nextStatus(held.status, 'withdraw') === null) return err('already-recorded');
		if (!held.isUnfounded) return err('not-in-state');
		if (words === '') return err('closing-words-required');
		return endWith(write, held, { act: 'withdraw', outcome: 'withdrawn', words, by: context.actor.id, now });
	});
}

/** Puts the finding into the words in which the facility is told. Only before it was. */
export async function rewordFinding(
	context: Act,
	{ id, finding }: RewordInput
): Promise<Result<Done, HeldError>> {
	return act(context, id, async (write, held): Promise<Result<AuditEvent, HeldError>> => {
		const { corrections } = write.tables;
		const changed = await write
			.update(corrections)
			.set({ finding: neutralFinding(finding, await judgesOf(write, held.caseId)) })
			.where(and(eq(corrections.id, id), eq(corrections.status, 'open')))
			.returning({ id: corrections.id });
		if (changed.length === 0) return err('already-recorded');
		return ok({ type: 'correction.reworded', subjectId: id, facts: {} });
	});
}
