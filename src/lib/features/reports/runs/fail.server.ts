import { and, eq, inArray } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { dropExport } from '#lib/server/files/kept-exports.ts';
import { tellOfFailure } from './tell.server.ts';

type Run = {
	readonly id: string;
	readonly exportId: string;
	readonly askedBy: string;
	readonly askedAt: Instant;
	readonly scheduleId: string | null;
};

/** Ends a run without a report, for a reason that is a code. Nothing happens where it has ended, or another worker has taken it up. */
export async function failRun(app: App, run: Run, code: string): Promise<void> {
	const now = app.clock.now();
	await app.db.transaction(async (write) => {
		const { reportRuns: t } = write.tables;
		const failed = await write
			.update(t)
			.set({ status: 'failed', stage: null, endedAt: now, errorCode: code })
			.where(and(eq(t.id, run.id), inArray(t.status, ['waiting', 'running']), eq(t.exportId, run.exportId)))
			.returning({ id: t.id });
		if (failed.length === 0) return;
		await tellOfFailure(app, write, { run, now });
		await recordAudit(write, {
			type: 'report.failed',
			subjectId: run.id,
			facts: { code },
			at: now,
			actor: null
		});
	});
	// Not before: whoever has it for lost may have seen it before it was done.
	await dropUnnamed(app, run.exportId);
}

/** Takes away the file of a run that has ended or is another worker's by now, unless the register names it. */
export async function dropUnnamed(app: App, exportId: string): Promise<void> {
	const { exports } = app.db.read.tables;
	const named = await app.db.read.select({ id: exports.id }).from(exports).where(eq(exports.id, exportId));
	if (named.length === 0) await dropExport(app, exportId);
}
