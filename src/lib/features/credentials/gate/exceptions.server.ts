import { and, desc, eq } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { reasonEffects, type GateReason } from '#lib/core/credentials/gate/reasons.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { failingReasons, standingOf } from './check.server.ts';
import type { AskException, DecideException } from './schemas.ts';

type AskError = 'read-not-found' | 'already-excepted' | 'ground-unknown' | 'own-read' | 'stale-result';

type Context = { readonly app: App; readonly actor: Actor };

/**
 * Asks for a read to stand although the gate fails it: with a ground of the policy and words of one's own. It covers the reasons for which
 * it fails now and no other. An approval that a newer reason has outgrown makes way for it. Nobody asks for a read of their own.
 */
export async function askException(
	{ app, actor }: Context,
	{ id: readId, ground, words }: AskException
): Promise<Result<{ id: string }, AskError>> {
	const { body } = await currentPolicy(app.db.read, 'credentials');
	if (!body.exceptionGrounds.some(({ code }) => code === ground)) return err('ground-unknown');
	const run = app.db.transaction(async (write): Promise<Result<{ id: string }, AskError>> => {
		const finding = await findingOf(write, readId);
		if (!finding) return err('read-not-found');
		if (actor.radiologistId === finding.radiologistId) return err('own-read');
		if (finding.outcome !== 'fail' || finding.standing !== 'open') return err('stale-result');
		const { gateExceptions: t } = write.tables;
		const at = app.clock.now();
		const outgrown = await write
			.update(t)
			.set({ status: 'outgrown' })
			.where(and(eq(t.readId, readId), eq(t.status, 'approved')))
			.returning({ id: t.id });
		const id = app.ids();
		await write.insert(t).values({
			id,
			readId,
			resultId: finding.resultId,
			reasons: failingReasons(finding.reasons).join(),
			ground,
			words,
			status: 'asked',
			askedAt: at,
			askedBy: actor.id
		});
		const directors = (await holdersOf(write, ['director'])).filter((person) => person !== actor.id);
		await notify(write, { ids: app.ids, now: at }, directors, {
			kind: 'exception.asked',
			facts: {},
			path: `/credentials/compliance/${readId}`
		});
		await recordAudit(
			write,
			...outgrown.map((old): AuditEntry => movedTo('outgrown', { id: old.id, readId, at, actor })),
			{ type: 'exception.asked', subjectId: id, facts: { readId, ground }, at, actor }
		);
		return ok({ id });
	});
	return run.catch((error: unknown) => {
		// One is open already: who comes second is told.
		if (app.db.read.dialect.isUniqueViolation(error)) return err('already-excepted');
		throw error;
	});
}

type DecideError =
	'exception-not-found' | 'already-settled' | 'own-exception' | 'own-read' | 'stale-result' | 'not-permitted';

/** Approves or refuses an exception. Nobody decides about what they asked for themselves, nor about a read of their own. */
export async function decideException(
	{ app, actor }: Context,
	{ id: readId, decision, words }: DecideException
): Promise<Result<{ id: string }, DecideError>> {
	if (!may(actor, 'exception.approve')) return err('not-permitted');
	return app.db.transaction(async (write): Promise<Result<{ id: string }, DecideError>> => {
		const open = await openOf(write, readId);
		if (!open.ok) return open;
		const { id, askedBy, reasons } = open.value;
		const finding = await findingOf(write, readId);
		if (!finding) return err('exception-not-found');
		if (askedBy === actor.id) return err('own-exception');
		if (actor.radiologistId === finding.radiologistId) return err('own-read');
		const standing = standingOf(finding.reasons, reasons);
		// What is approved must be what was asked for: since then the gate may have found more, or nothing any longer.
		if (decision === 'approved' && standing !== 'excepted') return err('stale-result');
		const { gateExceptions: t, gateFindings } = write.tables;
		const at = app.clock.now();
		const decided = await write
			.update(t)
			.set({ status: decision, decidedAt: at, decidedBy: actor.id, decidedWords: words })
			.where(and(eq(t.id, id), eq(t.status, 'asked')))
			.returning({ id: t.id });
		if (decided.length === 0) return err('already-settled');
		if (decision === 'approved')
			await write.update(gateFindings).set({ standing }).where(eq(gateFindings.readId, readId));
		const back = decision === 'approved' ? null : await bringBack(write, finding);
		await notify(write, { ids: app.ids, now: at }, [askedBy], {
			kind: 'exception.decided',
			facts: {},
			path: `/credentials/compliance/${readId}`
		});
		await recordAudit(
			write,
			movedTo(decision, { id, readId, at, actor }),
			...(back === null ? [] : [movedTo('stands-again', { id: back, readId, at, actor })])
		);
		return ok({ id });
	});
}

/** Takes back what one has asked for oneself, as long as nobody has decided. */
export async function withdrawException(
	{ app, actor }: Context,
	{ id: readId }: { readonly id: string }
): Promise<Result<{ id: string }, 'exception-not-found' | 'already-settled' | 'not-permitted'>> {
	return app.db.transaction(async (write) => {
		const finding = await findingOf(write, readId);
		const open = await openOf(write, readId);
		if (!open.ok) return open;
		const { id, askedBy } = open.value;
		if (askedBy !== actor.id) return err('not-permitted' as const);
		const { gateExceptions: t } = write.tables;
		const at = app.clock.now();
		const rows = await write
			.update(t)
			.set({ status: 'withdrawn', decidedAt: at, decidedBy: actor.id })
			.where(and(eq(t.id, id), eq(t.status, 'asked')))
			.returning({ id: t.id });
		if (rows.length === 0) return err('already-settled' as const);
		const back = finding ? await bringBack(write, finding) : null;
		await recordAudit(
			write,
			movedTo('withdrawn', { id, readId, at, actor }),
			...(back === null ? [] : [movedTo('stands-again', { id: back, readId, at, actor })])
		);
		return ok({ id });
	});
}

/** What became of an exception: decided by somebody, or through what somebody did with another one of the read. */
function movedTo(
	status: string,
	{ id, readId, at, actor }: { id: string; readId: string; at: Instant; actor: Actor }
): AuditEntry {
	return { type: 'exception.decided', subjectId: id, facts: { readId, status }, at, actor };
}

/** What a director approved stands again when nothing has come of what it made way for; answers its id, or null. */
async function bringBack(
	write: WriteHandle,
	{ readId, reasons }: { readonly readId: string; readonly reasons: readonly GateReason[] }
): Promise<string | null> {
	const { gateExceptions: t, gateFindings } = write.tables;
	const [last] = await write
		.select({ id: t.id, reasons: t.reasons })
		.from(t)
		.where(and(eq(t.readId, readId), eq(t.status, 'outgrown')))
		.orderBy(desc(t.decidedAt), desc(t.id))
		.limit(1);
	if (!last) return null;
	await write.update(t).set({ status: 'approved' }).where(eq(t.id, last.id));
	const standing = standingOf(reasons, last.reasons);
	await write.update(gateFindings).set({ standing }).where(eq(gateFindings.readId, readId));
	return last.id;
}

async function openOf(write: WriteHandle, readId: string) {
	const { gateExceptions: t } = write.tables;
	const rows = await write.select().from(t).where(eq(t.readId, readId));
	const asked = rows.find(({ status }) => status === 'asked');
	if (asked) return ok(asked);
	return err(rows.length === 0 ? ('exception-not-found' as const) : ('already-settled' as const));
}

/** What was found of a read, held so that no run of the gate changes it before the transaction ends. */
async function findingOf(write: WriteHandle, readId: string) {
	const lock = write.dialect.lockAudit();
	if (lock) await write.run(lock);
	const { gateFindings: t } = write.tables;
	const [row] = await write.select().from(t).where(eq(t.readId, readId));
	if (!row) return null;
	const reasons = row.reasons
		.split(',')
		.filter((reason): reason is GateReason => Object.hasOwn(reasonEffects, reason));
	return { ...row, reasons };
}
