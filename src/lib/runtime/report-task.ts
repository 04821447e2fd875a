import { may } from '#lib/core/actor.ts';
import { err } from '#lib/core/result.ts';
import { writeCopy } from '#lib/features/reports/register/copy.server.ts';
import type { ReportThreadData, ReportThreadMessage } from '#lib/features/reports/runs/thread.server.ts';
import { writeReportFile } from '#lib/features/reports/runs/write-file.server.ts';
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
	else {
		const { request, exportId } = task;
		const made = await writeReportFile(app, actor, {
			request,
			exportId,
			tell: (stage, done = 0, of = 0) => tell({ progress: { stage, done, of } })
		});
		tell({ made });
	}
}
