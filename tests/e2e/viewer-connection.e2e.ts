import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishInitialPolicies, withoutLayouts } from '../support/builders.ts';
import { giveImages, newReviewer, sitDown } from '../support/review-desk.ts';
import { ctReportMessage } from '../support/study-files.ts';
import { writeVolumeStudy } from '../support/volume-study.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();
/** Slices of the longest series of the study. */
const sliceCount = 30;

test('a connection that is lost while images load is said, and they go on when it is back', async ({
	page,
	portal
}) => {
	await publishInitialPolicies(portal.app);
	await withoutLayouts(portal.app);
	const incoming = join(portal.dataFolder, 'incoming');
	writeVolumeStudy(join(incoming, 'ct'));
	writeFileSync(join(incoming, 'report.hl7'), ctReportMessage());
	await portal.cli('import', incoming);
	const { reads } = portal.app.db.read.tables;
	const [read] = await portal.app.db.read.select({ id: reads.id }).from(reads);
	if (!read) throw new Error('the import made no read');
	const reviewer = await newReviewer(portal);
	const desk = { reader: reviewer, committee: reviewer, readId: read.id };
	const { assignmentId } = await giveImages(portal, desk, { reviewer, mode: 'random', level: 'L3' });
	await sitDown(page, portal, reviewer);

	const answered = new Set<string>();
	const line = { isWhole: false };
	await page.route('**/frames/*', async (route) => {
		// As much as a third of that series comes, then nothing does.
		if (!line.isWhole && answered.size >= sliceCount / 3) return route.abort('connectionfailed');
		if (route.request().method() === 'GET') answered.add(route.request().url());
		return route.continue();
	});
	await page.goto(`${portal.origin}/reviews/${assignmentId}`);
	const notice = page.getByRole('status').filter({ hasText: 'Connection lost. Trying again' });
	await expect(notice).toBeVisible();
	expect(answered.size).toBe(sliceCount / 3);
	await expect(page.getByText(/\d+ of \d+ loaded/).first()).toBeVisible();

	line.isWhole = true;
	await expect(notice).toBeHidden({ timeout: 15_000 });
	// Each series says how much of it is here until all of it is.
	await expect(page.getByText(/\d+ of \d+ loaded/)).toHaveCount(0);
	expect(answered.size).toBeGreaterThanOrEqual(sliceCount);
	await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});
