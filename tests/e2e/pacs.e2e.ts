import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { takeFromPacs } from '#lib/features/ingest/take-from-pacs.server.ts';
import { startArchive } from '../support/archive.ts';
import { aCase, aRead, publishInitialPolicies, withoutLayouts } from '../support/builders.ts';
import { newReviewer, sitDown } from '../support/review-desk.ts';
import { anAssignment } from '../support/reviewing.ts';
import { markers, writeCtStudy } from '../support/study-files.ts';
import { startPortal } from './portal.ts';

test('images that lie in a PACS are shown; while it fails the viewport says so, and nothing else stops', async ({
	page
}) => {
	const files = mkdtempSync(join(tmpdir(), 'overread-pacs-'));
	const dataFolder = mkdtempSync(join(tmpdir(), 'overread-e2e-'));
	writeCtStudy(files);
	await using archive = await startArchive(readdirSync(files).map((name) => readFileSync(join(files, name))));
	const { portal, stop } = await startPortal(dataFolder, { PACS_URL: archive.url });
	try {
		const { app } = portal;
		await publishInitialPolicies(app);
		await withoutLayouts(app);
		await takeFromPacs(app, markers.studyUid);
		const read = await aRead(app, { studyUid: markers.studyUid });
		const { id: caseId } = await aCase(app, { readId: read.id, state: 'assigned', blindingLevel: 'L3' });
		const reviewer = await newReviewer(portal);
		const assignment = await anAssignment(app, { caseId, reviewerId: reviewer.actor.id });

		// The PACS fails for the slice that is shown first alone.
		let asked = 0;
		archive.mood = (request, response) => {
			if (!/instances\/[\d.]+\.(8|9)$/.test(request.url ?? '')) return false;
			asked += 1;
			response.writeHead(500).end();
			return true;
		};
		// The queue fetches ahead of the eye, and comes to rest though the PACS fails.
		await sitDown(page, portal, reviewer);
		await page.goto(`${portal.origin}/reviews/${assignment}`);
		const alert = page.locator('.cell').getByRole('alert');
		await expect(alert).toContainText('cannot be shown: the archive that holds it gives no usable answer');
		expect(asked).toBeGreaterThan(0);
		await expect(page.getByText('The other images stay usable.')).toBeVisible();

		archive.mood = null;
		await page.locator('.cell').getByRole('button', { name: 'Try again' }).click();
		await expect(alert).toHaveCount(0);
		await expect(page.getByText(/\d+ of \d+ loaded/)).toHaveCount(0);
	} finally {
		await stop();
		for (const folder of [files, dataFolder]) rmSync(folder, { recursive: true, force: true });
	}
});
