/** A thread that makes one report, or one copy of one, and ends (`features/reports/runs/thread.server.ts`). */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { ReportThreadData } from '#lib/features/reports/runs/thread.server.ts';

const data = workerData as ReportThreadData; // given by the one who starts it

// Compiling all that reports are made with takes longer than a short report does: it is done once, and kept by content.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/overread/code', import.meta.url)));
const { buildApp } = await import('./app.ts');
const { doReportTask } = await import('./report-task.ts');

const app = await buildApp(data.config, { clock: { now: () => data.now } });
try {
	await doReportTask(app, data, (message) => parentPort?.postMessage(message));
} finally {
	await app.db.close();
	flushCompileCache();
}
