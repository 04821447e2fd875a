import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { reviewStep } from '#lib/core/case/step.ts';
import { HOUR_MS, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { emptyDraftBody, type DraftBody } from '#lib/core/scoring/draft.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { moveCase } from '#lib/features/assignments/move-case.server.ts';
import { keepLastWords } from './lost-draft.server.ts';
import { holdOwnDraft, takeOwnDraft, type HeldError, type OwnDraft } from './own-draft.server.ts';

type Act = Pick<Context, 'app' | 'actor'>;

/** What the form holds when it is sent: the whole of it, with the revision it began from. */
export type FormInput = {
	readonly id: string;
	readonly revision: number;
	readonly activeMs: number;
	readonly impression: string;
	readonly body: DraftBody;
};

export type Saved = { readonly revision: number; readonly savedAt: Instant };

/** Opens an assigned case: the draft begins, the lease is renewed. Opening again changes nothing. */
export async function openCase(
	{ app, actor }: Act,
	{ id }: { id: string }
): Promise<Result<OwnDraft, HeldError | 'not-in-state'>> {
	const now = app.clock.now();
	const held = await holdOwnDraft(app.db.read, actor.id, id);
	if (!held.ok || held.value.openedAt !== null) return held;
	return app.db.transaction(async (write) => {
		const current = await takeOwnDraft(write, actor.id, id);
		if (!current.ok) return current;
		const { assignments, drafts } = write.tables;
		const [opened] = await write
			.update(assignments)
			.set({ openedAt: now, leaseUntil: await leaseFrom(write, now) })
			.where(and(eq(assignments.id, id), eq(assignments.status, 'open'), isNull(assignments.openedAt)))
			.returning({ caseId: assignments.caseId });
		// Two tabs opened it at once: the other one did it.
		if (!opened) return holdOwnDraft(write, actor.id, id);
		const isReconsidered = current.value.purpose === 'reconsider';
		// A score that is thought over has its draft from the beginning, and its case waits for it where it is.
		if (!isReconsidered) {
			await write
				.insert(drafts)
				.values({ assignmentId: id, body: emptyDraftBody, revision: 0, updatedAt: now });
		}
		if (current.value.ordinal === 1 && !isReconsidered) {
			const moved = await moveCase(write, opened.caseId, ['open']);
			if (!moved.ok) return moved;
		}
		await recordAudit(write, {
			type: 'case.opened',
			subjectId: opened.caseId,
			facts: { assignmentId: id },
			at: now,
			actor
		});
		return holdOwnDraft(write, actor.id, id);
	});
}

/** Keeps what the reviewer has so far. Refused when another tab saved meanwhile; a locked impression stays as it is. */
export async function saveDraft(
	{ app, actor }: Act,
	input: FormInput
): Promise<Result<Saved, HeldError | 'stale-draft'>> {
	const saved = await app.db.transaction(async (write) => {
		const held = await holdOwnDraft(write, actor.id, input.id);
		if (!held.ok) return held;
		return storeDraft(write, held.value, input, app.clock.now());
	});
	if (!saved.ok) await keepLastWords(app, actor.id, input);
	return saved;
}

/** Locks the impression: from here on it is kept as it stands, and the report may be opened. */
export async function lockImpression(
	{ app, actor }: Act,
	input: FormInput
): Promise<
	Result<Saved, HeldError | 'stale-draft' | 'already-locked' | 'impression-required' | 'not-in-state'>
> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const held = await takeOwnDraft(write, actor.id, input.id);
		if (!held.ok) return held;
		const draft = held.value;
		if (reviewStep(draft) !== 'impression') return err('already-locked');
		if (input.impression.trim() === '') return err('impression-required');
		const saved = await storeDraft(write, draft, input, now, { impressionLockedAt: now });
		return saved.ok ? takeStep(write, draft, { step: 'lock-impression', saved: saved.value, actor }) : saved;
	});
}

/** Opens the sealed report, after the impression was locked. */
export async function revealReport(
	{ app, actor }: Act,
	input: FormInput
): Promise<
	Result<Saved, HeldError | 'stale-draft' | 'already-revealed' | 'impression-not-locked' | 'not-in-state'>
> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const held = await takeOwnDraft(write, actor.id, input.id);
		if (!held.ok) return held;
		const draft = held.value;
		const step = reviewStep(draft);
		if (step === 'impression') return err('impression-not-locked');
		if (step === 'score') return err('already-revealed');
		const saved = await storeDraft(write, draft, input, now, { reportRevealedAt: now });
		return saved.ok ? takeStep(write, draft, { step: 'reveal-report', saved: saved.value, actor }) : saved;
	});
}

const stepEvents = { 'lock-impression': 'impression.locked', 'reveal-report': 'report.revealed' } as const;

/** Moves the case with its first reviewer's draft, and writes the step down. */
async function takeStep(
	write: WriteHandle,
	{ ordinal, caseId, assignmentId }: OwnDraft,
	{ step, saved, actor }: { step: keyof typeof stepEvents; saved: Saved; actor: Actor }
): Promise<Result<Saved, 'not-in-state'>> {
	if (ordinal === 1) {
		const moved = await moveCase(write, caseId, [step]);
		if (!moved.ok) return moved;
	}
	await recordAudit(write, {
		...{ type: stepEvents[step], subjectId: caseId, facts: { assignmentId } },
		at: saved.savedAt,
		actor
	});
	return ok(saved);
}

/** Writes the draft's next revision when nobody wrote one since `input.revision`, and renews the lease. */
export async function storeDraft(
	write: WriteHandle,
	draft: OwnDraft,
	input: FormInput,
	now: Instant,
	change: { impressionLockedAt?: Instant; reportRevealedAt?: Instant } = {}
): Promise<Result<Saved, 'stale-draft'>> {
	const { assignments, drafts } = write.tables;
	const saved = await write
		.update(drafts)
		.set({
			body: input.body,
			revision: input.revision + 1,
			activeMs: plausibleActiveMs(draft, input.activeMs, now),
			impression: draft.impressionLockedAt === null ? input.impression : draft.impression,
			updatedAt: now,
			...change
		})
		.where(and(eq(drafts.assignmentId, draft.assignmentId), eq(drafts.revision, input.revision)))
		.returning({ revision: drafts.revision });
	if (saved.length === 0) return err('stale-draft');
	await write
		.update(assignments)
		.set({ leaseUntil: await leaseFrom(write, now) })
		.where(eq(assignments.id, draft.assignmentId));
	return ok({ revision: input.revision + 1, savedAt: now });
}

/** The browser measures active time; it can neither shrink nor pass the time since the case was opened. */
function plausibleActiveMs(draft: OwnDraft, claimedMs: number, now: Instant): number {
	const elapsedMs = now - (draft.openedAt ?? now);
	return Math.max(draft.activeMs, Math.min(claimedMs, elapsedMs));
}

async function leaseFrom(write: WriteHandle, now: Instant): Promise<Instant> {
	const { body } = await currentPolicy(write, 'review');
	return now + body.leaseHours * HOUR_MS;
}
