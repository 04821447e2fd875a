import { and, eq, gt, lt } from 'drizzle-orm';
import type { AuditEvent } from '#lib/core/audit/events.ts';
import { happenedAt, type TimeError } from '#lib/core/corrections/times.ts';
import { MINUTE_MS, toIso, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import {
	criticalDueAt,
	isOpenLoop,
	nextCriticalStatus,
	parseCriticalStatus,
	type CriticalAct,
	type CriticalStatus
} from '#lib/core/turnaround/critical.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { endAlarm } from './late-criticals.server.ts';
import type { Communicate, ReceiveCritical, RecordCritical, WithdrawCritical } from './schemas.ts';

type Act = Pick<Context, 'app' | 'actor'>;
type Done = { readonly id: string };
type Held = {
	readonly status: CriticalStatus;
	readonly timeZone: string;
	readonly identifiedAt: Instant;
	readonly dueAt: Instant;
	readonly communicatedAt: Instant | null;
};
export type CriticalError = 'critical-not-found' | 'already-recorded';

/** What says the same of the same minute is the same result: a button was pressed twice. */
const SAME_MS = MINUTE_MS;

/**
 * Records a critical result of a read: what was found, when, and of which category. Its receipt is due under the policy in force. Nothing
 * was found before anything happened to the examination.
 */
export async function recordCritical(
	{ app, actor }: Act,
	{ readId, category, finding, at }: RecordCritical
): Promise<Result<Done, 'read-not-found' | TimeError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Promise<Result<Done, 'read-not-found' | TimeError>> => {
		const found = await findRead(write, { app, actor }, readId);
		if (!found) return err('read-not-found');
		const identifiedAt = happenedAt(at, { timeZone: found.timeZone, notBefore: found.beganAt, now });
		if (!identifiedAt.ok) return identifiedAt;
		const sent = await sentBefore(write, { readId, category, finding, at: identifiedAt.value });
		if (sent) return ok(sent);
		const { body: policy } = await currentPolicy(write, 'turnaround');
		const id = app.ids();
		const dueAt = criticalDueAt(category, identifiedAt.value, policy);
		const { criticalResults } = write.tables;
		await write.insert(criticalResults).values({
			id,
			readId,
			category,
			finding,
			identifiedAt: identifiedAt.value,
			dueAt,
			status: 'open',
			correctionId: await correctionOf(write, readId),
			recordedAt: now,
			recordedBy: actor.id
		});
		const facts = { category, dueAt: toIso(dueAt) };
		await recordAudit(write, { type: 'critical.recorded', subjectId: id, facts, at: now, actor });
		return ok({ id });
	});
}

async function sentBefore(
	read: ReadHandle,
	{ readId, category, finding, at }: Pick<RecordCritical, 'readId' | 'category' | 'finding'> & { at: Instant }
): Promise<Done | null> {
	const { criticalResults } = read.tables;
	const [row] = await read
		.select({ id: criticalResults.id })
		.from(criticalResults)
		.where(
			and(
				eq(criticalResults.readId, readId),
				eq(criticalResults.category, category),
				eq(criticalResults.finding, finding),
				eq(criticalResults.status, 'open'),
				gt(criticalResults.identifiedAt, at - SAME_MS),
				lt(criticalResults.identifiedAt, at + SAME_MS)
			)
		)
		.limit(1);
	return row ?? null;
}

async function findRead(
	read: ReadHandle,
	{ actor }: Act,
	id: string
): Promise<{ timeZone: string; beganAt: Instant } | null> {
	const { reads, facilities } = read.tables;
	const [row] = await read
		.select({
			timeZone: facilities.timeZone,
			ordered: reads.orderedAt,
			completed: reads.examCompletedAt,
			images: reads.imagesReceivedAt
		})
		.from(reads)
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(and(eq(reads.id, id), unseenReads(read, actor) ?? undefined));
	if (!row) return null;
	const { timeZone, ordered, completed, images } = row;
	const known = [ordered, completed, images].filter((at) => at !== null);
	return { timeZone, beganAt: known.length > 0 ? Math.min(...known) : 0 };
}

/** A discrepancy that changes care is itself such a communication: the loop of its correction is linked. */
async function correctionOf(read: ReadHandle, readId: string): Promise<string | null> {
	const { corrections } = read.tables;
	const [row] = await read
		.select({ id: corrections.id })
		.from(corrections)
		.where(and(eq(corrections.readId, readId), eq(corrections.status, 'open')))
		.limit(1);
	return row?.id ?? null;
}

/** Who told whom, how and when. */
export async function communicateCritical(
	context: Act,
	{ id, by, to, how, at }: Communicate
): Promise<Result<Done, CriticalError | TimeError>> {
	return act(
		context,
		id,
		async (write, held, now): Promise<Result<AuditEvent, CriticalError | TimeError>> => {
			const { timeZone, identifiedAt } = held;
			const communicatedAt = happenedAt(at, { timeZone, notBefore: identifiedAt, now });
			if (!communicatedAt.ok) return communicatedAt;
			const values = {
				communicatedBy: by,
				communicatedTo: to,
				method: how,
				communicatedAt: communicatedAt.value
			};
			if (!(await move(write, { id, held, act: 'communicate', at: now }, values)))
				return err('already-recorded');
			return ok({ type: 'critical.communicated', subjectId: id, facts: { how } });
		}
	);
}

/** Somebody who can act has confirmed that they have it: the loop is closed. */
export async function receiveCritical(
	context: Act,
	{ id, from, at }: ReceiveCritical
): Promise<Result<Done, CriticalError | TimeError>> {
	return act(
		context,
		id,
		async (write, held, now): Promise<Result<AuditEvent, CriticalError | TimeError>> => {
			const { timeZone, communicatedAt, dueAt } = held;
			if (communicatedAt === null) return err('already-recorded');
			const receivedAt = happenedAt(at, { timeZone, notBefore: communicatedAt, now });
			if (!receivedAt.ok) return receivedAt;
			const values = { receivedBy: from, receivedAt: receivedAt.value };
			if (!(await move(write, { id, held, act: 'receive', at: now }, values))) return err('already-recorded');
			const facts = { isLate: receivedAt.value > dueAt };
			return ok({ type: 'critical.received', subjectId: id, facts });
		}
	);
}

/** Takes back what was recorded by mistake: it leaves the numbers and stays in the list, with the reason. */
export async function withdrawCritical(
	context: Act,
	{ id, words }: WithdrawCritical
): Promise<Result<Done, CriticalError>> {
	return act(context, id, async (write, held, now): Promise<Result<AuditEvent, CriticalError>> => {
		if (!(await move(write, { id, held, act: 'withdraw', at: now }, { withdrawnWords: words }))) {
			return err('already-recorded');
		}
		return ok({ type: 'critical.withdrawn', subjectId: id, facts: {} });
	});
}

/** Runs one act on a result that the actor may see, and writes it down. */
async function act<E extends string>(
	{ app, actor }: Act,
	id: string,
	work: (write: WriteHandle, held: Held, now: Instant) => Promise<Result<AuditEvent, E>>
): Promise<Result<Done, E | CriticalError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Promise<Result<Done, E | CriticalError>> => {
		const { criticalResults, reads, facilities } = write.tables;
		const [row] = await write
			.select({
				status: criticalResults.status,
				timeZone: facilities.timeZone,
				identifiedAt: criticalResults.identifiedAt,
				dueAt: criticalResults.dueAt,
				communicatedAt: criticalResults.communicatedAt
			})
			.from(criticalResults)
			.innerJoin(reads, eq(reads.id, criticalResults.readId))
			.innerJoin(facilities, eq(facilities.id, reads.facilityId))
			.where(and(eq(criticalResults.id, id), unseenReads(write, actor) ?? undefined));
		if (!row) return err('critical-not-found');
		const done = await work(write, { ...row, status: parseCriticalStatus(row.status) }, now);
		if (!done.ok) return done;
		await recordAudit(write, { ...done.value, at: now, actor });
		return ok({ id });
	});
}

/** Moves a result on; false where somebody else did so before. */
async function move(
	write: WriteHandle,
	{
		id,
		held,
		act: step,
		at
	}: { readonly id: string; readonly held: Held; readonly act: CriticalAct; readonly at: Instant },
	values: Partial<WriteHandle['tables']['criticalResults']['$inferInsert']>
): Promise<boolean> {
	const status = nextCriticalStatus(held.status, step);
	if (status === null) return false;
	const { criticalResults } = write.tables;
	const changed = await write
		.update(criticalResults)
		.set({ ...values, status })
		.where(and(eq(criticalResults.id, id), eq(criticalResults.status, held.status)))
		.returning({ id: criticalResults.id });
	if (changed.length === 0) return false;
	if (!isOpenLoop(status)) await endAlarm(write, { id, at });
	return true;
}
