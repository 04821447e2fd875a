import { rollupTopics } from '#lib/runtime/rollups.ts';
import type { App } from '#lib/server/app.ts';
import { checkRollups, rebuildRollups } from '#lib/server/rollups/refresh.ts';
import type { Printer } from './audit.ts';

/** Compares every cell with its rows; the exit code is 0 only where all are the same. */
export async function check(app: App, print: Printer): Promise<number> {
	const verdict = await checkRollups(app, rollupTopics);
	const lines = verdict.differences.map(
		({ topic, facilityId, period }) => `${topic} ${period} of facility ${facilityId} is not what its rows say`
	);
	const summary = `${verdict.cells} cells, ${verdict.marked} to be counted anew, ${verdict.differences.length} different`;
	print(verdict, [...lines, summary].join('\n'));
	return verdict.differences.length === 0 ? 0 : 1;
}

/** Counts every cell anew. */
export async function rebuild(app: App, print: Printer): Promise<number> {
	const cells = await rebuildRollups(app, rollupTopics);
	print({ cells }, `${cells} cells counted`);
	return 0;
}
