import { may, type Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { extractForPack } from '#lib/features/audit/pack-extract.server.ts';
import { isPackRun } from '#lib/features/reports/bundle/pack-request.ts';
import { writePack } from '#lib/features/reports/bundle/write-pack.server.ts';
import { writeCopy } from '#lib/features/reports/register/copy.server.ts';
import type {
	Progress,
	ReportTask,
	ReportThreadData,
	ReportThreadMessage,
	RunError
} from '#lib/features/reports/runs/thread.server.ts';
import { writeReportFile, type WrittenFile } from '#lib/features/reports/runs/write-file.server.ts';
import type { App } from '#lib/server/app.ts';
import { findActor } from '#lib/server/auth/actor.ts';

/** Does what a thread of reports was started for, and tells how far it is and what came of it. */
export async function doReportTask(
	app: App,
	{ task, now }: ReportThreadData,
	tell: (message: ReportThreadMessage) => void
): Promise<void> {
	if (task.kind === 'copy') {
		tell({ bytes: await writeCopy(app, task) });
		return;
	}
	// Asked anew: since it was asked for, the account may have ended or may do less.
	const actor = await findActor(app.db.read, task.userId, now);
	if (!actor) tell({ made: err('account-ended') });
	else if (!may(actor, 'report.export')) tell({ made: err('not-permitted') });
	else tell({ made: await writeFile(app, actor, task, (progress) => tell({ progress })) });
}

async function writeFile(
	app: App,
	actor: Actor,
	{ request, exportId }: Extract<ReportTask, { kind: 'make' }>,
	tell: (progress: Progress) => void
): Promise<Result<WrittenFile, RunError>> {
	if (!isPackRun(request)) {
		return writeReportFile(app, actor, {
			request,
			exportId,
			tell: (stage, done = 0, of = 0) => tell({ stage, done, of })
		});
	}
	const pack = await writePack(app, actor, {
		request,
		exportId,
		extract: extractForPack,
		tell: (done, of) => tell({ stage: 'making', done, of })
	});
	return pack.ok ? ok({ ...pack.value, aboutId: null, modelSha256: null }) : pack;
}
