import { and, eq, ne } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { startOfUtcDay } from '#lib/core/instant.ts';
import { referralModes, type RefusalReason } from '#lib/core/referrals/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import { lockRead } from '#lib/features/reads/lock-read.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { acceptWithin } from './accept-within.server.ts';
import { insertReferral } from './insert-referral.server.ts';
import { mayKnow } from './referral-queries.server.ts';
import type { RequestReview, SubmitReferral } from './schemas.ts';
import { seenReads } from './seen-reads.server.ts';
import { answerAsker } from './tell-askers.server.ts';

type Here = Pick<Context, 'app' | 'actor'>;
type Id = { readonly id: string };

/**
 * Enters what somebody outside asked about a read. It waits until it is accepted or refused; while it does, the same from the same
 * side is not entered again. What was decided may be asked anew: it joins the case that there is.
 */
export async function submitReferral(
	{ app, actor }: Here,
	{ readId, mode, source, grade, words }: SubmitReferral
): Promise<Result<Id, 'read-not-found' | 'grade-not-of-mode' | 'already-referred'>> {
	const now = app.clock.now();
	if (grade !== null && mode !== 'preliminary-final') return err('grade-not-of-mode');
	return app.db.transaction(async (write): Promise<Result<Id, 'read-not-found' | 'already-referred'>> => {
		const { reads, referrals } = write.tables;
		const [row] = await write
			.select({ id: reads.id })
			.from(reads)
			.where(and(eq(reads.id, readId), ne(reads.status, 'cancelled'), seenReads(write, actor)));
		if (!row) return err('read-not-found');
		await lockRead(write, readId);
		const [waiting] = await write
			.select({ id: referrals.id })
			.from(referrals)
			.where(
				and(
					eq(referrals.readId, readId),
					eq(referrals.mode, mode),
					eq(referrals.source, source),
					eq(referrals.status, 'open')
				)
			);
		if (waiting) return err('already-referred');
		const { id, entry } = await insertReferral(write, app, {
			...{ readId, mode, source, words, grade, actor, now }
		});
		await tellCoordinators(app, write, actor);
		await recordAudit(write, entry);
		return ok({ id });
	});
}

/** A radiologist asks for a second look at an own read. */
export async function requestReview(
	{ app, actor }: Here,
	{ id: readId, mode, words }: RequestReview
): Promise<Result<Id, 'read-not-found' | 'question-required' | 'already-requested'>> {
	const now = app.clock.now();
	if (mode === 'second-opinion' && words === '') return err('question-required');
	return app.db.transaction(async (write): Promise<Result<Id, 'read-not-found' | 'already-requested'>> => {
		const { reads, referrals } = write.tables;
		const [row] = await write
			.select({ id: reads.id })
			.from(reads)
			.where(
				and(
					eq(reads.id, readId),
					// An account without a radiologist has no reads; ids are never empty.
					eq(reads.readerId, actor.radiologistId ?? ''),
					ne(reads.status, 'cancelled')
				)
			);
		if (!row) return err('read-not-found');
		await lockRead(write, readId);
		const [before] = await write
			.select({ id: referrals.id })
			.from(referrals)
			.where(
				and(
					eq(referrals.readId, readId),
					eq(referrals.mode, mode),
					eq(referrals.askedBy, actor.id),
					ne(referrals.status, 'refused')
				)
			);
		if (before) return err('already-requested');
		const { id, entry } = await insertReferral(write, app, {
			...{ readId, mode, source: 'radiologist', words, actor, now }
		});
		await tellCoordinators(app, write, actor);
		await recordAudit(write, entry);
		return ok({ id });
	});
}

/** Makes a case of what was asked. It waits for the next run of the assignment: a case that came at this moment would tell its reviewer
 * by which door. */
export async function acceptReferral(
	{ app, actor }: Here,
	{ id }: Id
): Promise<Result<Id, 'referral-not-found' | 'already-decided' | 'case-withdrawn'>> {
	const now = app.clock.now();
	type Failure = 'referral-not-found' | 'already-decided' | 'case-withdrawn';
	return app.db.transaction(async (write): Promise<Result<Id, Failure>> => {
		const found = await findOpen(write, actor, id);
		if (!found.ok) return found;
		const { readId, mode } = found.value;
		const made = await acceptWithin(write, app, { referralId: id, readId, mode, actor, now });
		if (!made.ok) return made;
		await recordAudit(write, ...made.value.entries);
		return ok({ id });
	});
}

/** Makes no case of what was asked, and says why. */
export async function refuseReferral(
	{ app, actor }: Here,
	{ id, reason }: Id & { readonly reason: RefusalReason }
): Promise<Result<Id, 'referral-not-found' | 'already-decided'>> {
	const now = app.clock.now();
	type Failure = 'referral-not-found' | 'already-decided';
	return app.db.transaction(async (write): Promise<Result<Id, Failure>> => {
		const { referrals } = write.tables;
		const found = await findOpen(write, actor, id);
		if (!found.ok) return found;
		const refused = await write
			.update(referrals)
			.set({ status: 'refused', refusedReason: reason, decidedBy: actor.id, decidedAt: now })
			.where(and(eq(referrals.id, id), eq(referrals.status, 'open')))
			.returning({ id: referrals.id });
		if (refused.length === 0) return err('already-decided');
		await answerAsker(write, app, {
			id,
			askedBy: found.value.askedBy,
			source: found.value.source,
			actor,
			now
		});
		await recordAudit(write, {
			type: 'referral.refused',
			subjectId: id,
			facts: { reason },
			at: now,
			actor
		});
		return ok({ id });
	});
}

async function findOpen(write: WriteHandle, actor: Actor, id: string) {
	const { referrals, reads } = write.tables;
	const [row] = await write
		.select({
			readId: referrals.readId,
			mode: referrals.mode,
			status: referrals.status,
			askedBy: referrals.askedBy,
			source: referrals.source
		})
		.from(referrals)
		.innerJoin(reads, eq(reads.id, referrals.readId))
		.where(and(eq(referrals.id, id), mayKnow(write, actor)));
	const mode = referralModes.find((known) => known === row?.mode);
	if (!row || !mode) return err('referral-not-found');
	return row.status === 'open' ? ok({ ...row, mode }) : err('already-decided');
}

/** One notice a day and coordinator, however many ask. */
async function tellCoordinators(app: App, write: WriteHandle, actor: Actor): Promise<void> {
	const now = app.clock.now();
	const others = (await holdersOf(write, ['coordinator'])).filter((userId) => userId !== actor.id);
	await notify(write, { ids: app.ids, now }, others, {
		kind: 'referral.received',
		facts: { n: 1 },
		path: '/referrals',
		onceKey: `referral.received:${startOfUtcDay(now)}`
	});
}
