import { and, eq } from 'drizzle-orm';
import type { AuditEvent } from '#lib/core/audit/events.ts';
import { happenedAt, type TimeError } from '#lib/core/corrections/times.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { isHeld, type Hold } from '#lib/core/turnaround/events.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { findAccession } from './read-turnaround.server.ts';
import type { CauseInput, EndHold, HoldInput, TakeBack } from './schemas.ts';
import { findTimeline } from './timelines.server.ts';

type Act = Pick<Context, 'app' | 'actor'>;
type Done = { readonly id: string };
type Found = {
	readonly facilityId: string;
	readonly accession: string;
	readonly timeZone: string;
	readonly holds: readonly Hold[];
};

/** Writes down by hand that the clock was held, and until when where it is over. */
export async function holdRead(
	context: Act,
	{ id, reason, from, to }: HoldInput
): Promise<Result<Done, 'read-not-found' | 'already-held' | 'hold-reversed' | TimeError>> {
	return act(context, id, async (write, found, now) => {
		const { timeZone } = found;
		const began = happenedAt(from, { timeZone, notBefore: 0, now });
		if (!began.ok) return began;
		const ended = to === '' ? null : happenedAt(to, { timeZone, notBefore: 0, now });
		if (ended && !ended.ok) return ended;
		if (ended && ended.value <= began.value) return err('hold-reversed');
		const until = ended?.value ?? now;
		const overlaps = found.holds.some((hold) => hold.from < until && (hold.to ?? now) > began.value);
		if (overlaps || isHeld(found.holds, began.value)) return err('already-held');
		await append(write, context, { found, name: 'hold_start', at: began.value, reason });
		if (ended) await append(write, context, { found, name: 'hold_end', at: ended.value });
		return ok({ type: 'read.held', subjectId: id, facts: { reason } });
	});
}

/** Writes down that a hold is over. */
export async function endHold(
	context: Act,
	{ id, at }: EndHold
): Promise<Result<Done, 'read-not-found' | 'not-held' | TimeError>> {
	return act(context, id, async (write, found, now) => {
		const open = found.holds.find((hold) => hold.to === null);
		if (!open) return err('not-held');
		const ended = happenedAt(at, { timeZone: found.timeZone, notBefore: open.from + 1, now });
		if (!ended.ok) return ended;
		await append(write, context, { found, name: 'hold_end', at: ended.value });
		return ok({ type: 'read.hold-ended', subjectId: id, facts: {} });
	});
}

/** Takes back an event that was written down by hand. It stays, and counts no more. */
export async function takeBackEvent(
	context: Act,
	{ id, event }: TakeBack
): Promise<Result<Done, 'read-not-found' | 'event-not-found'>> {
	return act(context, id, async (write, found, now) => {
		const { readEvents } = write.tables;
		const isOfRead = and(
			eq(readEvents.facilityId, found.facilityId),
			eq(readEvents.accession, found.accession)
		);
		const rows = await write
			.select({
				id: readEvents.id,
				name: readEvents.name,
				source: readEvents.source,
				withdraws: readEvents.withdraws
			})
			.from(readEvents)
			.where(isOfRead);
		const known = rows.find((row) => row.id === event && row.source === 'hand' && row.withdraws === null);
		if (!known || rows.some(({ withdraws }) => withdraws === event)) return err('event-not-found');
		await append(write, context, { found, name: 'withdrawn', at: now, withdraws: event });
		return ok({ type: 'read.event-withdrawn', subjectId: id, facts: { name: known.name } });
	});
}

/** Puts the lateness of a read down to a cause of the policy; what was said before stays in the audit log. */
export async function explainBreach(
	context: Act,
	{ id, cause, note }: CauseInput
): Promise<Result<Done, 'read-not-found' | 'cause-unknown'>> {
	return act(context, id, async (write, { facilityId, accession }, now) => {
		const { body: policy } = await currentPolicy(write, 'turnaround');
		if (!policy.causes.some(({ code }) => code === cause)) return err('cause-unknown');
		const { breachCauses } = write.tables;
		const values = { cause, note, decidedAt: now, decidedBy: context.actor.id };
		await write
			.insert(breachCauses)
			.values({ facilityId, accession, ...values })
			.onConflictDoUpdate({ target: [breachCauses.facilityId, breachCauses.accession], set: values });
		return ok({ type: 'breach.explained', subjectId: id, facts: { cause } });
	});
}

type EventToAppend = {
	readonly found: Found;
	readonly name: string;
	readonly at: Instant;
	readonly reason?: string;
	readonly withdraws?: string;
};

async function append(
	write: WriteHandle,
	{ app, actor }: Act,
	{ found: { facilityId, accession }, reason = '', withdraws = '', ...event }: EventToAppend
): Promise<void> {
	const recordedAt = app.clock.now();
	const about = {
		facilityId,
		accession,
		source: 'hand',
		quality: 'entered',
		recordedAt,
		recordedBy: actor.id
	};
	await write
		.insert(write.tables.readEvents)
		.values({ id: app.ids(), ...about, ...event, reason: reason || null, withdraws: withdraws || null });
}

/** Runs one act on the accession of a read that the actor may look up, and writes it down. */
async function act<E extends string>(
	{ app, actor }: Act,
	id: string,
	work: (write: WriteHandle, found: Found, now: Instant) => Promise<Result<AuditEvent, E>>
): Promise<Result<Done, E | 'read-not-found'>> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Promise<Result<Done, E | 'read-not-found'>> => {
		const known = await findAccession(write, actor, id);
		const timed = known && (await findTimeline(write, known));
		if (!known || !timed) return err('read-not-found');
		const done = await work(write, { ...known, holds: timed.timeline.holds }, now);
		if (!done.ok) return done;
		await recordAudit(write, { ...done.value, at: now, actor });
		return ok({ id });
	});
}
