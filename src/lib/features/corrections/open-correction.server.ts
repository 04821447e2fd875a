import { and, eq, gt, inArray, or } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { correctionIdOf, wordsKeyOf } from '#lib/core/corrections/correction-id.ts';
import { dueAtOf } from '#lib/core/corrections/clock.ts';
import { neutralFinding } from '#lib/core/corrections/finding.ts';
import type { CorrectionReason } from '#lib/core/corrections/life.ts';
import { toIso, type Instant } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import type { AuditEntry } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { closedTo } from './door.server.ts';

export type OpenCorrection = {
	readonly caseId: string;
	readonly readId: string;
	readonly because: CorrectionReason;
	/** What the facility must know, in clinical words; cleared of names of those who judge the case, and of the score. */
	readonly finding: string;
	readonly now: Instant;
	/** Only for a coordinator's own opening: whoever reviewed or decided is never named. */
	readonly coordinator?: Pick<Actor, 'id'>;
};

/**
 * Opens the way back to the facility: one a case, whoever asks first; asking again can only bring the due time forward.
 * Tells coordinators and directors, but none who read or reviewed the case. Gives what the audit log must say last in the
 * transaction: whoever writes it here holds all other writers up, and waits for the rows they hold.
 */
export async function openCorrection(
	write: WriteHandle,
	app: Pick<App, 'ids'>,
	{ caseId, readId, because, finding, now, coordinator }: OpenCorrection
): Promise<AuditEntry[]> {
	const { corrections } = write.tables;
	const { body: policy } = await currentPolicy(write, 'correction');
	const dueAt = dueAtOf(because, now, policy);
	const id = correctionIdOf(caseId);
	const words = neutralFinding(finding, await judgesOf(write, caseId));
	const opened = await write
		.insert(corrections)
		.values({
			id,
			caseId,
			readId,
			openedBecause: because,
			finding: words,
			status: 'open',
			openedAt: now,
			dueAt
		})
		.onConflictDoNothing()
		.returning({ id: corrections.id });
	if (opened.length === 0) {
		await write
			.update(corrections)
			.set({ dueAt })
			.where(
				and(eq(corrections.caseId, caseId), eq(corrections.status, 'open'), gt(corrections.dueAt, dueAt))
			);
		return because === 'coordinator'
			? []
			: tellAgain(write, app, { caseId, readId, because, words, dueAt, now });
	}
	await notify(write, { ids: app.ids, now }, await handlersOf(write, { caseId, readId }), {
		kind: 'correction.opened',
		facts: {},
		path: `/corrections/${id}`,
		onceKey: `correction.opened/${id}`
	});
	const actor = because === 'coordinator' ? (coordinator ?? null) : null;
	const facts = { because, dueAt: toIso(dueAt) };
	return [{ type: 'correction.opened', subjectId: id, facts, at: now, actor }];
}

type Again = Pick<OpenCorrection, 'caseId' | 'readId' | 'because' | 'now'> & {
	readonly words: string;
	readonly dueAt: Instant;
};

/**
 * What was dismissed before anybody was told is taken up again when the committee finds it significant after all, or when it was
 * opened by hand and only now somebody who saw the images says so. Who looks after one that was opened by hand is told of it, also
 * after its end, and again of other words.
 */
async function tellAgain(
	write: WriteHandle,
	app: Pick<App, 'ids'>,
	{ caseId, readId, because, words, dueAt, now }: Again
): Promise<AuditEntry[]> {
	const { corrections } = write.tables;
	const byHand = eq(corrections.openedBecause, 'coordinator');
	const [reopened] = await write
		.update(corrections)
		.set({ status: 'open', dueAt, closedAt: null, closedBy: null, closingWords: null, alarmedAt: null })
		.where(
			and(
				eq(corrections.caseId, caseId),
				eq(corrections.status, 'not-needed'),
				because === 'committee' ? undefined : byHand
			)
		)
		.returning({ id: corrections.id });
	const [again] = reopened
		? [reopened]
		: await write
				.select({ id: corrections.id })
				.from(corrections)
				.where(and(eq(corrections.caseId, caseId), byHand));
	if (!again) return [];
	await notify(write, { ids: app.ids, now }, await handlersOf(write, { caseId, readId }), {
		kind: reopened ? 'correction.opened' : 'correction.words',
		facts: {},
		path: `/corrections/${again.id}`,
		onceKey: reopened
			? `correction.reopened/${again.id}/${now}`
			: `correction.words/${again.id}/${wordsKeyOf(words)}`
	});
	if (!reopened) return [];
	const facts = { because, dueAt: toIso(dueAt) };
	return [{ type: 'correction.reopened', subjectId: again.id, facts, at: now, actor: null }];
}

/** Accounts that look after a correction. */
export async function handlersOf(
	read: ReadHandle,
	about: { readonly caseId: string; readonly readId: string }
): Promise<string[]> {
	const closed = await closedTo(read, about);
	const holders = await holdersOf(read, ['coordinator', 'director']);
	return holders.filter((id) => !closed.has(id));
}

/** Everybody whose name in the words would tell who reviewed or decided a case. */
export async function judgesOf(
	read: ReadHandle,
	caseId: string
): Promise<{ names: string[]; codes: string[] }> {
	const { assignments, committeeDecisions, committeeVotes, radiologists, users } = read.tables;
	const rows = await read
		.select({
			name: users.name,
			email: users.email,
			reviewerCode: users.reviewerCode,
			code: radiologists.code,
			externalId: radiologists.externalId,
			familyName: radiologists.familyName,
			givenName: radiologists.givenName
		})
		.from(users)
		.leftJoin(radiologists, eq(radiologists.id, users.radiologistId))
		.where(
			or(
				inArray(
					users.id,
					read.select({ id: assignments.reviewerId }).from(assignments).where(eq(assignments.caseId, caseId))
				),
				inArray(
					users.id,
					read
						.select({ id: committeeDecisions.memberId })
						.from(committeeDecisions)
						.where(eq(committeeDecisions.caseId, caseId))
				),
				inArray(
					users.id,
					read
						.select({ id: committeeVotes.memberId })
						.from(committeeVotes)
						.where(eq(committeeVotes.caseId, caseId))
				)
			)
		);
	return {
		names: rows.flatMap(({ name, familyName, givenName }) =>
			familyName === null ? [name] : [name, `${familyName}, ${givenName ?? ''}`]
		),
		codes: rows.flatMap(({ email, reviewerCode, code, externalId }) =>
			[email, reviewerCode, code, externalId].filter((value) => value !== null)
		)
	};
}
