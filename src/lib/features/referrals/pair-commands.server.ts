import { and, eq, isNull, ne, or, sql } from 'drizzle-orm';
import { err, ok, type Result } from '#lib/core/result.ts';
import { lockRead } from '#lib/features/reads/lock-read.server.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { acceptWithin, type KeptReferral } from './accept-within.server.ts';
import { insertReferral } from './insert-referral.server.ts';
import type { GradePair } from './schemas.ts';
import { seenReads } from './seen-reads.server.ts';

type Kept = 'graded' | KeptReferral;
type Here = Pick<Context, 'app' | 'actor'>;

/**
 * Keeps how a final report stands to the preliminary one. A major discordance makes a case at once, a minor one where it is asked
 * for; whose it is, is for the committee to say. What has made a case is not graded again.
 */
export async function gradePair(
	{ app, actor }: Here,
	input: GradePair
): Promise<Result<{ kept: Kept }, 'pair-not-found' | 'already-graded'>> {
	const now = app.clock.now();
	const isReferred = input.grade === 'major' || (input.grade === 'minor' && input.refer);
	type Failure = 'pair-not-found' | 'already-graded';
	return app.db.transaction(async (write): Promise<Result<{ kept: Kept }, Failure>> => {
		const { readPairs, reads, referrals } = write.tables;
		const [pair] = await write
			.select({ readId: reads.id })
			.from(readPairs)
			.innerJoin(reads, eq(reads.id, readPairs.preliminaryReadId))
			.where(and(eq(readPairs.id, input.pairId), seenReads(write, actor)));
		if (!pair) return err('pair-not-found');
		await lockRead(write, pair.readId);
		const made = write
			.select({ one: sql`1` })
			.from(referrals)
			.where(eq(referrals.pairId, readPairs.id));
		const graded = await write
			.update(readPairs)
			.set({
				grade: input.grade,
				gradeWords: input.words || null,
				gradedFor: input.gradedFor,
				gradedBy: actor.id,
				gradedAt: now
			})
			.where(and(eq(readPairs.id, input.pairId), or(isNull(readPairs.grade), sql`not exists ${made}`)))
			.returning({ id: readPairs.id });
		if (graded.length === 0) return err('already-graded');
		const entries: AuditEntry[] = [
			{ type: 'read-pair.graded', subjectId: input.pairId, facts: { grade: input.grade }, at: now, actor }
		];
		const referral = isReferred ? await referPair(write, { app, actor }, input, pair.readId) : null;
		entries.push(...(referral?.entries ?? []));
		await recordAudit(write, ...entries);
		return ok({ kept: referral?.kept ?? 'graded' });
	});
}

/** The referral of a discordant pair, accepted by who graded it. It stays open where its case was withdrawn once. */
async function referPair(
	write: WriteHandle,
	{ app, actor }: Here,
	{ pairId, grade, gradedFor, words }: GradePair,
	readId: string
): Promise<{ kept: KeptReferral; entries: readonly AuditEntry[] }> {
	const now = app.clock.now();
	const { id, entry } = await insertReferral(write, app, {
		...{ readId, mode: 'preliminary-final', source: gradedFor, words, grade, pairId, actor, now }
	});
	const made = await acceptWithin(write, app, {
		...{ referralId: id, readId, mode: 'preliminary-final', actor, now }
	});
	if (!made.ok) return { kept: 'waiting', entries: [entry] };
	return { kept: 'referred', entries: [entry, ...made.value.entries] };
}

/** Puts a client's final report, which is no read of the group, beside a preliminary read. */
export async function addClientFinal(
	{ app, actor }: Here,
	{ readId, finalText }: { readonly readId: string; readonly finalText: string }
): Promise<Result<{ pairId: string }, 'read-not-found' | 'already-paired'>> {
	const now = app.clock.now();
	type Failure = 'read-not-found' | 'already-paired';
	return app.db.transaction(async (write): Promise<Result<{ pairId: string }, Failure>> => {
		const { reads, readPairs } = write.tables;
		const [row] = await write
			.select({ id: reads.id })
			.from(reads)
			.where(
				and(
					eq(reads.id, readId),
					eq(reads.kind, 'preliminary'),
					ne(reads.status, 'cancelled'),
					seenReads(write, actor)
				)
			);
		if (!row) return err('read-not-found');
		const [pair] = await write
			.insert(readPairs)
			.values({ id: app.ids(), preliminaryReadId: readId, finalText, finalAt: now, createdAt: now })
			.onConflictDoNothing()
			.returning({ id: readPairs.id });
		if (!pair) return err('already-paired');
		await recordAudit(write, {
			type: 'read-pair.added',
			subjectId: pair.id,
			facts: { source: 'client' },
			at: now,
			actor
		});
		return ok({ pairId: pair.id });
	});
}
