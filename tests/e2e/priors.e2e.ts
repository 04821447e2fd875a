import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { aRead, publishInitialPolicies } from '../support/builders.ts';
import { giveImages, newReviewer, sitDown, type Person } from '../support/review-desk.ts';
import { ctReportMessage, earlier, markers, writeEarlierStudy } from '../support/study-files.ts';
import { writeVolumeStudy } from '../support/volume-study.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

let reviewer: Person;
let caseUrl = '';
const olderUid = `${earlier.studyUid}.7`;

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	const incoming = join(portal.dataFolder, 'incoming');
	writeVolumeStudy(join(incoming, 'ct'));
	writeFileSync(join(incoming, 'report.hl7'), ctReportMessage());
	writeEarlierStudy(join(incoming, 'before'));
	await importPaths(portal.app, null, [incoming]);
	// The one before that declares text in its pixels, so nobody sees it before a check.
	const older = join(portal.dataFolder, 'older');
	writeEarlierStudy(older, {
		StudyInstanceUID: olderUid,
		SeriesInstanceUID: `${olderUid}.1`,
		SOPInstanceUID: `${olderUid}.1.1`,
		StudyDate: '20200302',
		BurnedInAnnotation: 'YES'
	});
	await importPaths(portal.app, null, [join(older, 'slice-01.dcm')]);
	const { reads } = portal.app.db.read.tables;
	const [read] = await portal.app.db.read.select({ id: reads.id }).from(reads);
	if (!read) throw new Error('the import made no read');
	// Its report came without a number of the patient.
	const before = await aRead(portal.app, { studyUid: earlier.studyUid, accession: earlier.accession });
	await portal.app.db.transaction((write) =>
		write.insert(write.tables.reports).values({
			readId: before.id,
			text: `IMPRESSION: Small meningioma. Dictated by Dr. ${earlier.readerFamily} on 08/06/2024 for ${markers.patientFamily}.`,
			knownPeople: [`${earlier.readerFamily}, Lucinda`],
			knownIdentifiers: []
		})
	);
	reviewer = await newReviewer(portal);
	const desk = { reader: reviewer, committee: reviewer, readId: read.id };
	const { assignmentId } = await giveImages(portal, desk, { reviewer, mode: 'random', level: 'L3' });
	caseUrl = `${portal.origin}/reviews/${assignmentId}`;
});

const cells = (page: Page) => page.locator('.cell');
const menu = (page: Page) => page.locator('.priors');
const findings = (page: Page) => page.locator('input[name="findings"]');

/** Every text that came, so that a date in one of them is found. */
function listen(page: Page): string[] {
	const bodies: string[] = [];
	page.on('response', async (response) => {
		if (/json|html/.test(response.headers()['content-type'] ?? '')) bodies.push(await response.text());
	});
	return bodies;
}

const isMetadata = (body: string) => body.startsWith('[{"0');

test('an earlier study is fetched when it is asked for, hangs beside the current one and tells its interval alone', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, reviewer);
	const bodies = listen(page);
	await page.goto(caseUrl);
	await expect(cells(page).first()).toContainText('W ');
	expect(bodies.filter(isMetadata)).toHaveLength(1);
	await menu(page).locator('summary').click();
	await expect(menu(page)).toContainText('1 earlier study is not shown');
	const offered = menu(page).getByRole('button');
	await expect(offered).toHaveText(['2 years 3 months earlier']);
	expect((await new AxeBuilder({ page }).include('.priors').analyze()).violations).toEqual([]);
	await offered.click();
	await expect(cells(page)).toHaveCount(2);
	await expect(cells(page).nth(1)).toContainText('2 years 3 months earlier');
	await expect(cells(page).nth(1)).toContainText('/16');
	expect(bodies.filter(isMetadata)).toHaveLength(2);
	const told = bodies.join();
	expect(told).not.toContain('meningioma');
	for (const secret of [
		...[earlier.day, '2024-08', '20200302', olderUid, earlier.studyUid, earlier.accession],
		...[earlier.readerFamily, markers.patientFamily, markers.mrn, markers.institution]
	])
		expect(told).not.toContain(secret);
});

test('a mark on an earlier study is refused in words, by key and by hand, and the review goes on', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, reviewer);
	await page.goto(caseUrl);
	await expect(cells(page).first()).toContainText('W ');
	// What somebody looks at stays, at its slice.
	await page.getByRole('navigation', { name: 'Series' }).getByRole('button', { name: /bone/i }).click();
	await expect(cells(page).first()).toContainText('8/15');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Shift+T');
	await expect(cells(page).first()).toContainText('9/15');
	await expect(cells(page).nth(1)).toContainText('/16');
	await expect(cells(page).nth(1)).toContainText('W ');

	await cells(page).nth(1).click();
	await page.keyboard.press('m');
	await page.keyboard.press('m');
	const refusal = page.getByText('Nothing was kept on the earlier one');
	await expect(refusal).toBeVisible();
	await page.keyboard.press('ArrowDown');
	await expect(refusal).toBeHidden();
	const box = await cells(page).nth(1).boundingBox();
	if (!box) throw new Error('the cell has no place');
	const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
	await page.mouse.move(...at(0.4, 0.4));
	await page.mouse.down();
	await page.mouse.move(...at(0.6, 0.6), { steps: 8 });
	await expect(findings(page)).toHaveValue('[]');
	await page.mouse.up();
	await expect(refusal).toBeVisible();
	await expect(findings(page)).toHaveValue('[]');

	await cells(page).nth(0).click();
	await expect(refusal).toBeHidden();
	await page.keyboard.press('m');
	await expect(findings(page)).not.toHaveValue('[]');
	await page.getByLabel('What do you see?').fill('Normal.');
	await page.getByRole('button', { name: 'Lock impression' }).click();
	await page.getByRole('button', { name: 'Open the report' }).click();
	await expect(page.getByText('No acute intracranial abnormality.')).toBeVisible();

	// What was said then is there with the report of the case, scrubbed as that is.
	const bodies = listen(page);
	await page.reload();
	await expect(cells(page).first()).toContainText('W ');
	await menu(page).locator('summary').click();
	await menu(page).getByRole('button', { name: 'Report, 2 years 3 months earlier' }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog).toContainText('Small meningioma.');
	expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
	for (const secret of [earlier.readerFamily, earlier.accession, markers.patientFamily])
		expect(bodies.join()).not.toContain(secret);
	// A year begins a day; within a UID any digits may stand.
	expect(bodies.join()).not.toMatch(/(?<![\d.])2024/);
	await page.keyboard.press('Escape');
	await expect(dialog).toHaveCount(0);
});
