import { parentPort } from 'node:worker_threads';
import type { DemoGroup } from '#lib/core/demo/group/types.ts';
import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { writeStudy } from './write-study.ts';

type Task = { readonly group: DemoGroup; readonly plan: StudyPlan; readonly folder: string };

parentPort?.on('message', ({ group, plan, folder }: Task) => {
	writeStudy(group, plan, folder).then(
		(study) => parentPort?.postMessage(study),
		(failure: unknown) => {
			// An unhandled failure ends the worker with an error event, which the pool passes on.
			setImmediate(() => {
				throw failure;
			});
		}
	);
});
