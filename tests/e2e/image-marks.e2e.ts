import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { DAY_MS } from '#lib/core/instant.ts';
import { aVote, decideTogether } from '../support/deciding.ts';
import {
	giveImages,
	newReviewer,
	openDesk,
	sitDown,
	storedReviews,
	type Desk
} from '../support/review-desk.ts';
import { markers } from '../support/study-files.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

test.describe.configure({ mode: 'serial' });

let desk: Desk;
let given: { caseId: string; assignmentId: string };

test.beforeAll(async ({ portal }) => {
	desk = await openDesk(portal);
});

const cell = (page: Page) => page.locator('.cell').first();
const keyImages = (page: Page) => page.locator('.tools').getByLabel('Key images');
const saved = (page: Page) => expect(page.getByText(/^saved/)).toBeVisible();

/** Has the images open in one cell, at the first of 16. */
async function openFirst(page: Page): Promise<void> {
	await expect(cell(page)).toContainText('W ');
	await page.locator('.surface').first().focus();
	await page.keyboard.press('Home');
	await expect(cell(page)).toContainText('1/16');
}

test('key images and flags of quality are saved with the draft, and the flag judges the image quality', async ({
	page,
	portal
}) => {
	const reviewer = await newReviewer(portal);
	given = await giveImages(portal, desk, { reviewer, mode: 'random', level: 'L2' });
	await sitDown(page, portal, reviewer);
	await page.goto(`${portal.origin}/reviews/${given.assignmentId}`);
	await openFirst(page);
	await page.keyboard.press('PageDown');
	await expect(cell(page)).toContainText('11/16');
	await page.keyboard.press('Shift+K');
	await expect(cell(page)).toContainText('Key image');
	await page.keyboard.press('End');
	await expect(cell(page)).not.toContainText('Key image');
	await page.keyboard.press('Shift+U');
	await expect(cell(page)).toContainText('Image quality flagged');
	await expect(page.locator('select[name="imageQuality"]')).toHaveValue('limited');
	await expect(page.getByText('2 marks on the images')).toBeVisible();
	await page.getByText('2 marks on the images').click();
	await page.getByLabel('Text of mark 2').fill('Motion');
	await page.keyboard.press('Escape');
	await saved(page);

	await page.reload();
	await openFirst(page);
	await page.keyboard.press('Shift+N');
	await expect(cell(page)).toContainText('11/16');
	await expect(cell(page)).toContainText('Key image');
	await expect(page.locator('select[name="imageQuality"]')).toHaveValue('limited');
	await keyImages(page).click();
	await expect(page.getByRole('button', { name: /^Quality: .*, image 16$/ })).toBeVisible();
	expect((await new AxeBuilder({ page }).include('.tools').analyze()).violations).toEqual([]);
	await page.getByRole('button', { name: /^Quality: .*, image 16$/ }).click();
	await expect(cell(page)).toContainText('16/16');
	await page.getByRole('radio', { name: /^3/ }).check();
	await page.getByRole('radio', { name: /^b/i }).check();
	await page.getByRole('radio', { name: 'Miss' }).check();
	await page.getByRole('radio', { name: 'Perception' }).check();
	await page.getByLabel('Comment').fill('A dense rounded focus was not reported.');
	await page.getByRole('button', { name: /^Submit/ }).click();
	await expect(page.getByText('All done')).toBeVisible();

	const [review] = await storedReviews(portal, given.assignmentId);
	expect(review?.imageQuality).toBe('limited');
	const { marks } = portal.app.db.read.tables;
	const rows = await portal.app.db.read
		.select()
		.from(marks)
		.where(eq(marks.reviewId, review?.id ?? ''));
	expect(rows.map(({ frameOfReferenceUid }) => frameOfReferenceUid)).toEqual(
		Array(2).fill(markers.frameOfReferenceUid)
	);
	expect(rows.map(({ kind, label, points }) => [kind, label, points])).toEqual([
		['key', null, []],
		['quality', 'Motion', []]
	]);
});

/** The images open at the reviewer's key image, and the list leads to the flagged one. */
async function expectMarked(page: Page): Promise<void> {
	await expect(cell(page)).toContainText('11/16');
	await expect(cell(page)).toContainText('Key image');
	await expect(
		page.getByText('With the review: 1 key image, 1 image flagged for its quality.')
	).toBeVisible();
	await keyImages(page).click();
	await page.getByRole('button', { name: /^Quality: .*, image 16$/ }).click();
	await expect(cell(page)).toContainText('Image quality flagged');
	// What somebody else adds is no part of the review, and the reviewer's stay.
	await page.keyboard.press('Shift+K');
	await expect(cell(page)).toContainText('Key image');
	await page.keyboard.press('Shift+N');
	await expect(cell(page)).toContainText('11/16');
	await page.keyboard.press('Shift+K');
	await expect(cell(page)).toContainText('Key image');
}

test('the committee and, once it is released, the reader see them', async ({ page, portal }) => {
	await sitDown(page, portal, desk.committee);
	await page.goto(`${portal.origin}/committee/${given.caseId}`);
	await expectMarked(page);

	await decideTogether(portal.app, aVote(given.caseId));
	const { cases } = portal.app.db.read.tables;
	await portal.app.db.transaction((write) =>
		write
			.update(cases)
			.set({ releasedAt: Date.now() - DAY_MS })
			.where(eq(cases.id, given.caseId))
	);
	await sitDown(page, portal, desk.reader);
	await page.goto(`${portal.origin}/feedback/${given.caseId}`);
	await expectMarked(page);
});
