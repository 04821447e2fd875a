import { and, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { may } from '#lib/core/actor.ts';
import { usualLifeDays } from '#lib/core/reports/register.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { PackRun } from '#lib/features/reports/bundle/pack-request.ts';
import { refusalOf } from '#lib/features/reports/make-report.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { ExportRequest } from '#lib/features/reports/schemas.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Job } from '#lib/server/jobs/job.ts';
import { enqueue } from '#lib/server/jobs/queue.ts';

/** What the queue knows of a run. */
export const reportRunJob: Pick<Job<{ runId: string }>, 'name' | 'version' | 'payload'> = {
	name: 'report.run',
	version: 1,
	payload: z.object({ runId: z.string() })
};

/** The key under which the queue holds a run's job: one at a time. */
export function runKey(runId: string): string {
	return `report.run ${runId}`;
}

/** A run that is to be: of a person, or of a schedule. */
export type NewRun = {
	readonly actorId: string;
	readonly request: ExportRequest | PackRun;
	readonly lifeDays: number | null;
	readonly scheduleId: string | null;
};

/** Most that one person may have in the making. */
const MOST_OPEN = 10;

export type AskError = ReportError | 'too-many-reports';

/** Asks for a report in a form: it is made in the background. Answers its run. */
export async function askForReport(
	app: App,
	actor: Actor,
	request: ExportRequest
): Promise<Result<{ runId: string }, AskError>> {
	if (!may(actor, 'report.export')) return err('not-permitted');
	const refusal = refusalOf(actor, request);
	if (refusal) return err(refusal);
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	return askForRun(app, actor, { request, lifeDays: request.lifeDays ?? usualLifeDays });
}

/** Puts a run of a person into the queue, unless they have too many there. */
export async function askForRun(
	app: App,
	actor: Actor,
	{ request, lifeDays }: Pick<NewRun, 'request' | 'lifeDays'>
): Promise<Result<{ runId: string }, 'too-many-reports'>> {
	return app.db.transaction(async (write) => {
		if ((await openRunsOf(write, actor.id)) >= MOST_OPEN) return err('too-many-reports');
		const runId = await addRun(app, write, { actorId: actor.id, request, lifeDays, scheduleId: null });
		if (runId === null) throw new Error('a run of nobody’s schedule is always new');
		return ok({ runId });
	});
}

/** Adds a run and its job, in the transaction of what it follows from. Null: its schedule has one of that span. */
export async function addRun(
	app: Pick<App, 'ids' | 'clock'>,
	write: WriteHandle,
	{ actorId, request, lifeDays, scheduleId }: NewRun
): Promise<string | null> {
	const { purpose, recipient, format, ...asked } = request;
	const now = app.clock.now();
	const id = app.ids();
	const added = await write
		.insert(write.tables.reportRuns)
		.values({
			id,
			exportId: app.ids(),
			kind: asked.kind,
			format,
			request: asked,
			fromOn: asked.from,
			throughOn: asked.through,
			purpose,
			recipient,
			lifeDays,
			askedBy: actorId,
			askedAt: now,
			scheduleId,
			status: 'waiting'
		})
		.onConflictDoNothing()
		.returning({ id: write.tables.reportRuns.id });
	if (added.length === 0) return null;
	await enqueue(write, { ids: app.ids, now }, reportRunJob, { runId: id }, { uniqueKey: runKey(id) });
	await recordAudit(write, {
		type: 'report.asked',
		subjectId: id,
		facts: { kind: asked.kind, format, because: scheduleId === null ? 'person' : 'schedule' },
		at: now,
		actor: scheduleId === null ? { id: actorId } : null
	});
	return id;
}

async function openRunsOf(write: WriteHandle, userId: string): Promise<number> {
	const { reportRuns: t } = write.tables;
	const rows = await write
		.select({ id: t.id })
		.from(t)
		.where(and(eq(t.askedBy, userId), inArray(t.status, ['waiting', 'running']), isNull(t.scheduleId)));
	return rows.length;
}
