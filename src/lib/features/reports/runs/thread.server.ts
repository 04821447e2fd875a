import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Instant } from '#lib/core/instant.ts';
import type { ReportForm } from '#lib/core/reports/forms.ts';
import type { CopyMark } from '#lib/core/reports/model.ts';
import type { RunStage } from '#lib/core/reports/runs.ts';
import type { Result } from '#lib/core/result.ts';
import type { PackRun } from '#lib/features/reports/bundle/pack-request.ts';
import type { PackError } from '#lib/features/reports/bundle/write-pack.server.ts';
import type { ReportRequest } from '#lib/features/reports/schemas.ts';
import type { App } from '#lib/server/app.ts';
import type { Config } from '#lib/server/config.ts';
import type { WrittenFile } from './write-file.server.ts';

/** What is written to a file: a report in a form, or a survey pack. */
export type FileRequest = (ReportRequest & { readonly format: ReportForm }) | PackRun;

/** What a thread is to do: make a report as somebody may see it, or write a copy of one. */
export type ReportTask =
	| {
			readonly kind: 'make';
			readonly userId: string;
			readonly exportId: string;
			readonly request: FileRequest;
	  }
	| {
			readonly kind: 'copy';
			readonly exportId: string;
			readonly format: ReportForm;
			readonly copy: CopyMark;
			readonly hidesCheckpoint: boolean;
	  };

/** What a thread begins with. Its clock stands at `now`: a report is of one moment. */
export type ReportThreadData = { readonly config: Config; readonly now: Instant; readonly task: ReportTask };

export type RunError = PackError | 'account-ended' | 'report-too-large';

export type Progress = { readonly stage: RunStage; readonly done: number; readonly of: number };

/** What a thread tells: how far it is, and at last what came of it. */
export type ReportThreadMessage =
	| { readonly progress: Progress }
	| { readonly made: Result<WrittenFile, RunError> }
	| { readonly bytes: Uint8Array };

export type ReportThread<T> = {
	/** What comes of it; throws where the thread fails. */
	readonly ended: Promise<T>;
	readonly progress: () => Progress | null;
	/** Ends it wherever it is; it has ended when this resolves. */
	readonly stop: () => Promise<void>;
};

/** Most memory of a report in the making, in MB: one that needs more ends alone, and takes nobody along. */
const MOST_HEAP_MB = 2048;

/** Makes a report beside the thread that answers, which waits for nothing. */
export function makeApart(
	app: Pick<App, 'sourceFolder' | 'config' | 'clock'>,
	task: Extract<ReportTask, { kind: 'make' }>
): ReportThread<Result<WrittenFile, RunError>> {
	return start(app, task, (message) => ('made' in message ? message.made : null));
}

/** Writes a copy of a long report beside the thread that answers. */
export function copyApart(
	app: Pick<App, 'sourceFolder' | 'config' | 'clock'>,
	task: Extract<ReportTask, { kind: 'copy' }>
): ReportThread<Uint8Array> {
	return start(app, task, (message) => ('bytes' in message ? message.bytes : null));
}

function start<T>(
	app: Pick<App, 'sourceFolder' | 'config' | 'clock'>,
	task: ReportTask,
	outcomeOf: (message: ReportThreadMessage) => T | null
): ReportThread<T> {
	const workerData: ReportThreadData = { config: app.config, now: app.clock.now(), task };
	const worker = new Worker(join(app.sourceFolder, 'runtime/report-thread.ts'), {
		workerData,
		// Those of a process that was given its script as a text would refuse a file.
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB }
	});
	let progress: Progress | null = null;
	const ended = new Promise<T>((resolve, reject) => {
		worker.on('message', (message: ReportThreadMessage) => {
			if ('progress' in message) ({ progress } = message);
			const outcome = outcomeOf(message);
			if (outcome !== null) resolve(outcome);
		});
		worker.on('error', reject);
		worker.on('exit', () => reject(new Error('the thread of a report has ended')));
	});
	// Whoever stops it does not wait for what comes of it.
	ended.catch(() => undefined);
	return {
		ended,
		progress: () => progress,
		stop: async () => {
			await worker.terminate();
		}
	};
}

/** Whether a thread ended because its report needs more memory than one may have. */
export function isTooLarge(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
