import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import {
	giveImages,
	newReviewer,
	openDesk,
	sitDown,
	type Desk,
	type Person
} from '../support/review-desk.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

test.describe.configure({ mode: 'serial' });

let desk: Desk;
let reviewer: Person;
let first: string;
let second: string;

test.beforeAll(async ({ portal }) => {
	desk = await openDesk(portal);
	reviewer = await newReviewer(portal);
	const give = async (mode: 'random' | 'complaint') =>
		(await giveImages(portal, desk, { reviewer, mode, level: 'L2' })).assignmentId;
	first = `/reviews/${await give('random')}`;
	second = `/reviews/${await give('complaint')}`;
});

const cell = (page: Page) => page.locator('.cell').first();
const button = (page: Page) => page.getByRole('button', { name: /^Images in a second window/ });

async function openCase(page: Page, url: string): Promise<void> {
	await page.goto(url);
	await expect(cell(page)).toContainText('/16');
	await expect(cell(page)).toContainText('W ');
}

async function openSecond(page: Page): Promise<Page> {
	const opened = page.waitForEvent('popup');
	await button(page).click();
	const popup = await opened;
	await expect(popup.getByRole('status').filter({ hasText: 'In step' })).toBeVisible();
	await expect(cell(popup)).toContainText('W ');
	return popup;
}

async function press(page: Page, key: string): Promise<void> {
	await page.locator('.surface').first().focus();
	await page.keyboard.press(key);
}

test('a second window shows the case of the first, in place and in marks, and follows to the next', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, reviewer);
	await openCase(page, portal.origin + first);
	await press(page, 'Home');
	const popup = await openSecond(page);
	expect(new URL(popup.url()).pathname).toBe(`${first}/images`);
	await expect(popup.locator('form')).toHaveCount(0);
	await expect(cell(popup)).toContainText('1/16');
	expect((await new AxeBuilder({ page: popup }).analyze()).violations).toEqual([]);

	await press(page, 'PageDown');
	await expect(cell(popup)).toContainText('11/16');
	await press(popup, 'ArrowUp');
	await expect(cell(page)).toContainText('10/16');
	// The window in both ways, and the polarity.
	await press(page, 'Shift+Digit2');
	await expect(cell(popup)).toContainText('W 200 L 75');
	await press(popup, 'Shift+Digit1');
	await expect(cell(page)).toContainText('W 80 L 40');
	await press(popup, 'm');
	await popup.keyboard.press('m');
	await expect(page.getByText('1 mark on the images')).toBeVisible();
	await press(page, 'Shift+K');
	await expect(cell(popup)).toContainText('Key image');
	await popup.reload();
	await expect(cell(popup)).toContainText('10/16');
	await expect(cell(popup)).toContainText('Key image');

	await page.getByRole('radio', { name: /^1/ }).check();
	await page.getByRole('button', { name: /^Submit/ }).click();
	await page.waitForURL((url) => url.pathname === second);
	await popup.waitForURL((url) => url.pathname === `${second}/images`);
	await expect(popup.getByRole('status').filter({ hasText: 'In step' })).toBeVisible();
	await expect(cell(popup)).toContainText('/16');
	await expect(cell(popup)).not.toContainText('Key image');
	const closed = popup.waitForEvent('close');
	await page.getByRole('link', { name: /queue/i }).first().click();
	await closed;
});

test('a window that stays when somebody signs out elsewhere closes, and the server shows nobody else the case', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, reviewer);
	await openCase(page, portal.origin + second);
	const opened = page.waitForEvent('popup');
	await press(page, 'Shift+W');
	const popup = await opened;
	await expect(popup.getByRole('status').filter({ hasText: 'In step' })).toBeVisible();
	const closed = popup.waitForEvent('close');
	const elsewhere = await page.context().newPage();
	await elsewhere.goto(portal.origin);
	await elsewhere.getByRole('button', { name: 'Sign out' }).click();
	await closed;
	await elsewhere.close();

	await sitDown(page, portal, await newReviewer(portal));
	expect((await page.goto(`${portal.origin}${second}/images`))?.status()).toBe(404);
});

test('where the browser keeps the window from opening, the page says so', async ({ page, portal }) => {
	await page.addInitScript(() => {
		window.open = () => null;
	});
	await sitDown(page, portal, reviewer);
	await openCase(page, portal.origin + second);
	await button(page).click();
	await expect(page.getByRole('alert').filter({ hasText: 'Allow pop-ups' })).toBeVisible();
});

test('the report is in the second window when it is open in the first, and not before', async ({
	page,
	portal
}) => {
	const other = await newReviewer(portal);
	const { assignmentId } = await giveImages(portal, desk, {
		...{ reviewer: other, mode: 'self-nominated', level: 'L3' }
	});
	await sitDown(page, portal, other);
	await openCase(page, `${portal.origin}/reviews/${assignmentId}`);
	const popup = await openSecond(page);
	const report = popup.getByRole('button', { name: 'Report', exact: true });
	await expect(report).toHaveCount(0);
	expect(await popup.content()).not.toContain('No acute intracranial abnormality');
	await page.getByLabel('What do you see?').fill('No acute finding.');
	await page.getByRole('button', { name: 'Lock impression' }).click();
	await page.getByRole('button', { name: 'Open the report' }).click();
	await expect(page.getByText('No acute intracranial abnormality.')).toBeVisible();
	await report.click();
	await expect(popup.getByRole('region', { name: 'Report' })).toContainText(
		'No acute intracranial abnormality.'
	);
	expect((await new AxeBuilder({ page: popup }).analyze()).violations).toEqual([]);
	await report.click();
	await expect(popup.getByRole('region', { name: 'Report' })).toHaveCount(0);
	await popup.close();
});
