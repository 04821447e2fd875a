import { setTimeout as wait } from 'node:timers/promises';
import { and, eq, inArray } from 'drizzle-orm';
import { DAY_MS } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { packKind, packRequestSchema, type PackRun } from '#lib/features/reports/bundle/pack-request.ts';
import { enterExport } from '#lib/features/reports/register/enter.server.ts';
import { exportRequestSchema, type ExportRequest } from '#lib/features/reports/schemas.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { dropExport } from '#lib/server/files/kept-exports.ts';
import type { Attempt, Job, JobError } from '#lib/server/jobs/job.ts';
import { reportRunJob } from './ask.server.ts';
import { dropUnnamed, failRun } from './fail.server.ts';
import { tellOfReport } from './tell.server.ts';
import { isTooLarge, makeApart, type Progress, type RunError } from './thread.server.ts';
import type { WrittenFile } from './write-file.server.ts';

/** How often a run in the making looks whether it is still wanted, and says how far it is. */
const LOOK_MS = 400;

type Row = ReadHandle['tables']['reportRuns']['$inferSelect'];

/** A run that this worker has begun: its file has a name of its own, so that another worker's is never taken for it. */
export type BegunRun = {
	readonly id: string;
	readonly exportId: string;
	readonly request: ExportRequest | PackRun;
	readonly lifeDays: number | null;
	readonly askedBy: string;
	readonly askedAt: number;
	readonly scheduleId: string | null;
};

/**
 * Makes a report that was asked for. A worker that dies leaves at most a file that no register names, which whoever takes the run up again
 * takes away.
 */
export const runReport: Job<{ runId: string }> = {
	...reportRunJob,
	retries: 3,
	isLong: true,
	run: async (app, { runId }, attempt) => {
		const run = await beginRun(app, runId);
		return run ? makeRun(app, run, attempt) : ok(null);
	}
};

async function makeRun(app: App, run: BegunRun, { isLast }: Attempt): Promise<Result<null, JobError>> {
	try {
		const made = await makeWatched(app, run);
		if (made === 'unwanted') await dropExport(app, run.exportId);
		else if (!made.ok) await failRun(app, run, made.error);
		else if (!(await endRun(app, run, made.value))) await dropExport(app, run.exportId);
		return ok(null);
	} catch (error) {
		// The register may name it all the same: a connection can be lost as the database has taken the end of a run.
		await dropUnnamed(app, run.exportId);
		if (isTooLarge(error)) await failRun(app, run, 'report-too-large');
		else if (isLast) await failRun(app, run, 'unexpected');
		else throw error;
		return err({ code: isTooLarge(error) ? 'report-too-large' : 'unexpected', isPermanent: true });
	}
}

/** The row of a run as long as it is this worker's. */
function stillOwn({ tables: { reportRuns: t } }: ReadHandle, run: Pick<BegunRun, 'id' | 'exportId'>) {
	return and(eq(t.id, run.id), eq(t.status, 'running'), eq(t.exportId, run.exportId));
}

/** Takes a run up, for the first time or again; null when it has ended. */
async function beginRun(app: App, runId: string): Promise<BegunRun | null> {
	const exportId = app.ids();
	const begun = await app.db.transaction(async (write) => {
		const { reportRuns: t } = write.tables;
		const isOpen = and(eq(t.id, runId), inArray(t.status, ['waiting', 'running']));
		const [before] = await write.select({ exportId: t.exportId }).from(t).where(isOpen);
		const fresh = { stage: null, stepsDone: 0, stepsOf: 0, startedAt: app.clock.now() };
		const [row] = await write
			.update(t)
			.set({ ...fresh, status: 'running', exportId })
			.where(isOpen)
			.returning();
		return row && before ? { row, before } : null;
	});
	if (!begun) return null;
	const { row, before } = begun;
	await dropExport(app, before.exportId);
	const request = requestOf(row);
	if (request) return { ...row, request };
	await failRun(app, row, 'kind-not-found');
	return null;
}

/** What a run is of; null for a report that there is no more. */
function requestOf(row: Row): ExportRequest | PackRun | null {
	const { kind, format, purpose, recipient } = row;
	const asked = { ...row.request, kind, format, purpose, recipient };
	if (kind === packKind) {
		const pack = packRequestSchema.safeParse(asked);
		return pack.success ? { ...pack.data, kind: packKind, format: 'zip' } : null;
	}
	const report = exportRequestSchema.safeParse(asked);
	return report.success ? report.data : null;
}

/** Makes the file in a thread, and looks meanwhile whether anybody still wants it. */
async function makeWatched(app: App, run: BegunRun): Promise<Result<WrittenFile, RunError> | 'unwanted'> {
	const { exportId, request, askedBy } = run;
	const thread = makeApart(app, { kind: 'make', userId: askedBy, exportId, request });
	const looking = new AbortController();
	try {
		for (let told: Progress | null = null; ;) {
			const turn = wait(LOOK_MS, null, { signal: looking.signal }).catch(() => null);
			const outcome = await Promise.race([thread.ended, turn]);
			if (outcome) return outcome;
			const progress = thread.progress();
			if (!(await keepProgress(app, run, progress === told ? null : progress))) return 'unwanted';
			told = progress;
		}
	} finally {
		looking.abort();
		await thread.stop();
	}
}

/** Writes down how far a run is, if that has changed. Answers whether it is still wanted, and still this worker's. */
async function keepProgress(app: App, run: BegunRun, progress: Progress | null): Promise<boolean> {
	const { reportRuns: t } = app.db.read.tables;
	const [row] = await app.db.read.select({ id: t.id }).from(t).where(stillOwn(app.db.read, run));
	if (!row) return false;
	if (progress === null) return true;
	const { stage, done, of } = progress;
	const set = { stage, stepsDone: done, stepsOf: of };
	await app.db.transaction((write) =>
		write.update(write.tables.reportRuns).set(set).where(stillOwn(write, run))
	);
	return true;
}

/** Enters the file in the register and ends its run. False: it was cancelled, or another worker has taken it up. */
async function endRun(app: App, run: BegunRun, file: WrittenFile): Promise<boolean> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const ended = { status: 'done', stage: null, endedAt: now };
		const rows = await write
			.update(write.tables.reportRuns)
			.set(ended)
			.where(stillOwn(write, run))
			.returning({ id: write.tables.reportRuns.id });
		if (rows.length === 0) return false;
		const { purpose, recipient } = run.request;
		const expiresAt = run.lifeDays === null ? null : now + run.lifeDays * DAY_MS;
		const actor = { id: run.askedBy };
		const readers = await tellOfReport(app, write, { run, file, now });
		await enterExport(write, file, { purpose, recipient, expiresAt, readers, actor, now });
		return true;
	});
}
