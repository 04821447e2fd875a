/** How a report that was asked for stands. */
export const runStatuses = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof runStatuses)[number];

/** What is done while it runs, in order. */
export const runStages = ['making', 'writing', 'keeping'] as const;
export type RunStage = (typeof runStages)[number];

/** Whether it may still come to something: then it can be cancelled. */
export function isOpen(status: string): boolean {
	return status === 'waiting' || status === 'running';
}

/** Steps that are done of all, for a bar that moves: of the stages, and within one where its own steps are counted. */
export function runProgress(run: {
	readonly status: string;
	readonly stage: string | null;
	readonly stepsDone: number;
	readonly stepsOf: number;
}): { readonly value: number; readonly max: number } {
	const max = runStages.length;
	if (run.status === 'done') return { value: max, max };
	const nth = runStages.findIndex((stage) => stage === run.stage);
	if (nth < 0) return { value: 0, max };
	return { value: nth + (run.stepsOf > 0 ? Math.min(1, run.stepsDone / run.stepsOf) : 0), max };
}
