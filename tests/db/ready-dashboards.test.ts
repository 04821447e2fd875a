import { describe, expect, it } from 'vitest';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { turnaroundView } from '#lib/features/turnaround/dashboard.server.ts';
import { readyDashboards, readyWhenUnhurried } from '#lib/runtime/ready-dashboards.ts';
import { rollupTopics } from '#lib/runtime/rollups.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { refreshRollups } from '#lib/server/rollups/refresh.ts';
import { aFacility, aRadiologist } from '../support/builders.ts';
import { aSetUpGroup, manyReviews } from '../support/many-reviews.ts';
import { engines, testApp, type Engine } from '../support/test-app.ts';

/** A group with two years of reads whose rollups are stored; `opened` counts the queries that open bodies of rollups. */
async function aBegunServer(engine: Engine) {
	const app = await testApp({ engine });
	await aSetUpGroup(app);
	for (const at of [1, 2]) {
		const { id: facilityId } = await aFacility(app);
		const { id: readerId } = await aRadiologist(app, { code: `RAD-00${at}` });
		const place = { facilityId, readerId, reviewerIds: [], isEvent: () => false };
		await manyReviews(app, { ...place, count: 100, fromDaysAgo: 700, everyDays: 7 });
	}
	await refreshRollups(app, rollupTopics);
	let opened = 0;
	const bytesRows: ReadHandle['bytesRows'] = (query) => {
		opened += 1;
		return app.db.read.bytesRows(query);
	};
	const watched: App = { ...app, db: { ...app.db, read: { ...app.db.read, bytesRows } } };
	return { app: watched, close: app.close, opened: () => opened };
}

const quality = (app: App, query: string) => qualityView(app, parseQualityFilter(new URLSearchParams(query)));
const director = {
	...{ id: 'd', name: 'Director', email: 'director@example.org' },
	...{ roles: ['director' as const], radiologistId: null, scope: null }
};
const turnaround = (app: App, query: string) => turnaroundView(app, director, new URLSearchParams(query));

describe.each(engines)('dashboards of a server that has begun, %s', (engine) => {
	it('hold the parts of every window: their first pages open none', async () => {
		const { app, close, opened } = await aBegunServer(engine);
		try {
			await readyDashboards(app, async () => true);
			const before = opened();
			expect(before).toBeGreaterThan(0);
			const { coverage } = await quality(app, 'months=24&modality=CT');
			await quality(app, 'months=12&compare=previous');
			const { classes } = await turnaround(app, 'months=12&clock=hospital&compare=before');
			expect([coverage.all.sampled > 0, classes.length > 0, opened() - before]).toEqual([true, true, 0]);
		} finally {
			await close();
		}
	});

	it('are left alone while there is something else to do, and where they are not to be made ready', async () => {
		const { app, close, opened } = await aBegunServer(engine);
		try {
			await readyDashboards(app, async () => false);
			await readyWhenUnhurried(app);
			expect(opened()).toBe(0);
		} finally {
			await close();
		}
	});

	it('that cannot be made ready stop nobody', async () => {
		const { app, close } = await aBegunServer(engine);
		await close();
		await expect(
			readyWhenUnhurried({ ...app, config: { ...app.config, isMadeReady: true } })
		).resolves.toBeUndefined();
	});
});
