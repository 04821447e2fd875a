import { casesTopic } from '#lib/features/quality/rollup/cases-topic.server.ts';
import { readsTopic } from '#lib/features/quality/rollup/reads-topic.server.ts';
import { turnaroundTopic } from '#lib/features/turnaround/cells.server.ts';
import type { App } from '#lib/server/app.ts';
import { refreshRollups } from '#lib/server/rollups/refresh.ts';
import type { RollupTopic } from '#lib/server/rollups/topic.ts';

/** Everything that is counted ahead of the dashboards. */
export const rollupTopics: readonly RollupTopic[] = [readsTopic, casesTopic, turnaroundTopic];

/** Works out what has changed since the last time. */
export function keepRollups(app: App): Promise<number> {
	return refreshRollups(app, rollupTopics);
}
