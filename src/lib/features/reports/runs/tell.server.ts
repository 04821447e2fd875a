import { and, eq, inArray } from 'drizzle-orm';
import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

/** Whoever asked for a report that came sooner was still looking at its page. */
const SOON_MS = MINUTE_MS;

type Run = {
	readonly id: string;
	readonly askedBy: string;
	readonly askedAt: Instant;
	readonly scheduleId: string | null;
};

/**
 * Tells who waits for a report that it is there, in the transaction that ends its run: a link, never the file. Answers who may take it
 * besides whoever asked: those whom its schedule names, but for the one it is about.
 */
export async function tellOfReport(
	app: Pick<App, 'ids'>,
	write: WriteHandle,
	{
		run,
		file,
		now
	}: { run: Run; file: { readonly exportId: string; readonly aboutId: string | null }; now: Instant }
): Promise<readonly string[]> {
	const context = { ids: app.ids, now };
	const path = `/reports/register/${file.exportId}`;
	if (run.scheduleId === null) {
		const isLate = now - run.askedAt >= SOON_MS;
		if (isLate) await notify(write, context, [run.askedBy], { kind: 'report.ready', facts: {}, path });
		return [];
	}
	const readers = await readersOf(write, run.scheduleId, file.aboutId);
	const told = { kind: 'report.scheduled', facts: {}, path, onceKey: `report.scheduled ${run.id}` } as const;
	await notify(write, context, readers, told);
	return readers.filter((id) => id !== run.askedBy);
}

/** Tells the owner of a schedule and those who wait for its reports that one could not be made. */
export async function tellOfFailure(
	app: Pick<App, 'ids'>,
	write: WriteHandle,
	{ run, now }: { run: Run; now: Instant }
): Promise<void> {
	const context = { ids: app.ids, now };
	const { scheduleId, askedBy } = run;
	const readers = scheduleId === null ? [] : await readersOf(write, scheduleId, null);
	const path = scheduleId === null ? `/reports/runs/${run.id}` : '/reports/schedules';
	const told = { kind: 'report.failed', facts: {}, path, onceKey: `report.failed ${run.id}` } as const;
	await notify(write, context, [askedBy, ...readers], told);
}

/** Users whom a schedule names and whose accounts are active, but for the radiologist whom its report is about. */
async function readersOf(write: WriteHandle, scheduleId: string, aboutId: string | null): Promise<string[]> {
	const { reportSchedules, users } = write.tables;
	const [schedule] = await write
		.select({ readers: reportSchedules.readers })
		.from(reportSchedules)
		.where(eq(reportSchedules.id, scheduleId));
	if (!schedule || schedule.readers.length === 0) return [];
	const rows = await write
		.select({ id: users.id, radiologistId: users.radiologistId })
		.from(users)
		.where(and(inArray(users.id, [...schedule.readers]), eq(users.status, 'active')));
	return rows
		.filter(({ radiologistId }) => aboutId === null || radiologistId !== aboutId)
		.map(({ id }) => id)
		.sort();
}
