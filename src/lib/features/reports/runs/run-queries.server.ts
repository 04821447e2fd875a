import { and, desc, eq, gt, inArray, or } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { isOpen, runProgress, runStages, runStatuses } from '#lib/core/reports/runs.ts';
import type { App } from '#lib/server/app.ts';

const LATE_MS = 2 * MINUTE_MS;

/** One run that the actor asked for, or null. */
export async function findRun(app: App, actor: Actor, id: string) {
	const { reportRuns: t } = app.db.read.tables;
	const [row] = await app.db.read
		.select()
		.from(t)
		.where(and(eq(t.id, id), eq(t.askedBy, actor.id)));
	return row ? shown(row, app.clock.now()) : null;
}

/** What the actor asked for that is in the making, or failed within a day. */
export async function ownRuns(app: App, actor: Actor) {
	const { reportRuns: t } = app.db.read.tables;
	const since = app.clock.now() - DAY_MS;
	const rows = await app.db.read
		.select()
		.from(t)
		.where(
			and(
				eq(t.askedBy, actor.id),
				or(inArray(t.status, ['waiting', 'running']), and(eq(t.status, 'failed'), gt(t.endedAt, since)))
			)
		)
		.orderBy(desc(t.id))
		.limit(50);
	return rows.map((row) => shown(row, app.clock.now()));
}

type Row = App['db']['read']['tables']['reportRuns']['$inferSelect'];

function shown(row: Row, now: Instant) {
	const { id, kind, format, fromOn, throughOn, purpose, recipient } = row;
	// Rows hold nothing else.
	const status = runStatuses.find((one) => one === row.status) ?? 'failed';
	const stage = runStages.find((one) => one === row.stage) ?? null;
	return {
		id,
		kind,
		format,
		fromOn,
		throughOn,
		purpose,
		recipient,
		status,
		stage,
		stepsDone: row.stepsDone,
		stepsOf: row.stepsOf,
		isOpen: isOpen(status),
		/** Nobody has taken it up: others' reports take their turn before it, or no worker runs. */
		isLate: status === 'waiting' && now - row.askedAt > LATE_MS,
		progress: runProgress(row),
		errorCode: row.errorCode,
		/** Of a run that is done: where its file stands in the register. */
		exportId: status === 'done' ? row.exportId : null
	};
}

/** A run as its page shows it. */
export type ShownRun = ReturnType<typeof shown>;
