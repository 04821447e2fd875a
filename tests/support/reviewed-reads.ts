import { DAY_MS } from '#lib/core/instant.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { aCase, aRead } from './builders.ts';
import type { TestApp } from './test-app.ts';

type Reviewed = { readerId: string; facilityId: string; modality?: string; daysAgo?: number };
export type Given = Parameters<typeof aCase>[1];

/** Finished reads with a case each: `scores` in order, of one reader. */
export async function reviewedReads(
	app: TestApp,
	{ modality = 'CT', daysAgo = 40, ...read }: Reviewed,
	scores: readonly string[],
	given: Given = {}
): Promise<void> {
	for (const finalScore of scores) {
		const finalAt = app.clock.now() - daysAgo * DAY_MS;
		const { id } = await aRead(app, { ...read, modality, finalAt, examCompletedAt: finalAt - 1000 });
		await aCase(app, { readId: id, state: 'closed', finalScore, dueAt: finalAt + 20 * DAY_MS, ...given });
	}
}

export const many = (n: number, score = '1'): string[] => Array.from({ length: n }, () => score);
/** The quality page under a query. */
export const view = (app: TestApp, query = '') =>
	qualityView(app, parseQualityFilter(new URLSearchParams(query)));
