import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { and, eq, inArray } from 'drizzle-orm';
import { HOUR_MS } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import { dropExport, exportPath } from '#lib/server/files/kept-exports.ts';
import { runKey } from './ask.server.ts';
import { failRun } from './fail.server.ts';

/**
 * Ends the runs that no worker will take up again, because each that did was lost, and takes away files that no register names. Answers how
 * many runs it ended.
 */
export async function tidyRuns(app: App): Promise<number> {
	const { reportRuns: t, jobs } = app.db.read.tables;
	const open = await app.db.read
		.select()
		.from(t)
		.where(inArray(t.status, ['waiting', 'running']));
	let ended = 0;
	for (const run of open) {
		const [job] = await app.db.read
			.select({ id: jobs.id })
			.from(jobs)
			.where(and(eq(jobs.uniqueKey, runKey(run.id)), inArray(jobs.status, ['waiting', 'running'])));
		if (job) continue;
		await failRun(app, run, 'worker-lost');
		ended += 1;
	}
	await dropStrays(app);
	return ended;
}

/** Files of exports that neither the register nor a run in the making names, once they are too old to be on their way there. */
async function dropStrays(app: App): Promise<void> {
	const folder = dirname(exportPath(app, 'any'));
	const names = await readdir(folder).catch(() => []);
	const ids = [...new Set(names.map((name) => name.split('.')[0] ?? ''))];
	const { exports, reportRuns } = app.db.read.tables;
	for (let at = 0; at < ids.length; at += 500) {
		const some = ids.slice(at, at + 500);
		const known = [
			...(await app.db.read.select({ id: exports.id }).from(exports).where(inArray(exports.id, some))),
			...(await app.db.read
				.select({ id: reportRuns.exportId })
				.from(reportRuns)
				.where(and(inArray(reportRuns.exportId, some), inArray(reportRuns.status, ['waiting', 'running']))))
		].map(({ id }) => id);
		for (const id of some) {
			if (!known.includes(id) && (await isOld(folder, names, id))) await dropExport(app, id);
		}
	}
}

async function isOld(folder: string, names: readonly string[], id: string): Promise<boolean> {
	for (const name of names.filter((one) => one.split('.')[0] === id)) {
		const file = await stat(join(folder, name)).catch(() => null);
		// By the machine's clock, which is that of its files.
		if (file && Date.now() - file.mtimeMs < HOUR_MS) return false;
	}
	return true;
}
