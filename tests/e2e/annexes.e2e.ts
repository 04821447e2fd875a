import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { writeAnnexes } from '../support/annex-files.ts';
import { publishInitialPolicies, withoutLayouts } from '../support/builders.ts';
import { giveImages, layStudy, newReviewer, sitDown, type Person } from '../support/review-desk.ts';
import { markers, writeCtStudy } from '../support/study-files.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

let sealed: { reviewer: Person; caseUrl: string };
let open: { reviewer: Person; caseUrl: string };

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	await withoutLayouts(portal.app);
	sealed = await layStudy(portal, (folder) => {
		writeCtStudy(folder);
		writeAnnexes(folder);
	});
	const { reads } = portal.app.db.read.tables;
	const [read] = await portal.app.db.read.select({ id: reads.id }).from(reads);
	const reviewer = await newReviewer(portal);
	const given = { reviewer, mode: 'complaint', level: 'L2' } as const;
	const { assignmentId } = await giveImages(portal, { readId: read?.id ?? '' }, given);
	open = { reviewer, caseUrl: `${portal.origin}/reviews/${assignmentId}` };
});

const menu = (page: Page) => page.locator('.annexes');
const showMenu = (page: Page) => menu(page).locator('summary').click();

test('before the report is open, what a person made beside the images is not even named', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, sealed.reviewer);
	const html = await (await page.goto(sealed.caseUrl))?.text();
	for (const word of [
		'113000',
		'circled this',
		'Hyperdense',
		'segmentation',
		'encapsulated',
		markers.readerFamily
	])
		expect(html).not.toContain(word);
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await showMenu(page);
	await expect(menu(page).getByRole('button')).toHaveCount(0);
	await expect(menu(page).getByRole('listitem')).toHaveText([
		'1 waveform: an ECG or another curve is no image.'
	]);
	await page.keyboard.press('Escape');

	// Opened on the page itself, it is there without opening the images anew.
	const position = page.locator('.note.bottom.left');
	await page.locator('.surface').focus();
	await page.keyboard.press('ArrowDown');
	await expect(position).toContainText('10/16');
	await page.getByLabel('What do you see?').fill('No acute finding.');
	await page.getByRole('button', { name: 'Lock impression' }).click();
	await page.getByRole('button', { name: 'Open the report' }).click();
	await expect(page.getByText('No acute intracranial abnormality.')).toBeVisible();
	await showMenu(page);
	await expect(menu(page).getByRole('button', { name: 'image 9' })).toBeVisible();
	await expect(position).toContainText('10/16');
});

test('afterwards key images are gone to, a presentation is laid over its image, and a report is read', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, open.reviewer);
	await page.goto(open.caseUrl);
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	const position = page.locator('.note.bottom.left');
	const window = page.locator('.note.bottom.right');
	await expect(position).toContainText('9/16');

	await showMenu(page);
	await menu(page).getByRole('button', { name: 'image 4' }).click();
	await expect(position).toContainText('4/16');

	// By keys: the presentation goes to its image, with its window, its turn and its circle.
	await menu(page).locator('summary').focus();
	await page.keyboard.press('Enter');
	await menu(page).getByRole('button', { name: 'Presentation 1' }).focus();
	await page.keyboard.press('Enter');
	await expect(position).toContainText('9/16');
	await expect(window).toContainText('W 30 L 70');
	const circle = page.locator('svg.presented polyline');
	await expect(circle).toHaveCount(1);
	// Turned by a quarter to the right: what lay above and right of the middle lies below and right of it.
	const [box, cell] = [await circle.boundingBox(), await page.locator('.surface').boundingBox()];
	if (!box || !cell) throw new Error('nothing is drawn');
	const scale = Math.min(cell.width, cell.height) / 128;
	const centre = [
		box.x + box.width / 2 - cell.x - cell.width / 2,
		box.y + box.height / 2 - cell.y - cell.height / 2
	];
	expect(Math.abs((centre[0] ?? 0) - (63.5 - 54) * scale)).toBeLessThan(2);
	expect(Math.abs((centre[1] ?? 0) - (84 - 63.5) * scale)).toBeLessThan(2);
	expect(Math.abs(box.width - 20 * scale)).toBeLessThan(4);
	await page.locator('.surface').focus();
	await page.keyboard.press('ArrowDown');
	await expect(position).toContainText('10/16');
	await expect(circle).toHaveCount(0);
	await page.keyboard.press('ArrowUp');
	await expect(circle).toHaveCount(1);
	// Its words stand where they were written, without the name in them.
	const drawn = page.locator('svg.presented text');
	await expect(drawn).toHaveText('▮▮▮ circled this');
	await showMenu(page);
	await expect(menu(page)).toContainText('▮▮▮ circled this');
	await expect(menu(page)).toContainText('saw a bright ball');
	await expect(menu(page)).not.toContainText(markers.readerFamily);
	await menu(page).getByRole('button', { name: 'Without a presentation' }).click();
	await expect(circle).toHaveCount(0);
	await expect(window).toContainText('W 80 L 40');

	await showMenu(page);
	await expect(menu(page).getByRole('listitem')).toHaveCount(3);
	await menu(page)
		.getByRole('button', { name: /^Structured report 1/ })
		.click();
	const dialog = page.getByRole('dialog');
	await expect(dialog).toContainText('Long axis: 18.5 mm');
	await expect(dialog).toContainText('Finding: Hyperdense ball');
	await expect(dialog).not.toContainText(markers.readerFamily);
	const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
	expect(violations).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(dialog).toHaveCount(0);
	await expect(page.locator('.surface')).toBeFocused();

	// By its key; an item goes to what it was measured on, and leaves window and turn alone.
	await page.keyboard.press('Home');
	await page.keyboard.press('Shift+Digit2');
	await expect(window).toContainText('W 200 L 75');
	await page.keyboard.press('Shift+Y');
	await expect(menu(page).getByRole('button').first()).toBeFocused();
	const openReport = menu(page).getByRole('button', { name: /^Structured report 1/ });
	await openReport.click();
	const items = dialog.getByRole('listitem');
	await items.filter({ hasText: 'Long axis' }).getByRole('button').click();
	await expect(dialog).toHaveCount(0);
	await expect(position).toContainText('9/16');
	await expect(circle).toHaveCount(1);
	const [line, here] = [await circle.boundingBox(), await page.locator('.surface').boundingBox()];
	if (!line || !here) throw new Error('nothing is drawn');
	expect(Math.abs(line.width - 19 * scale)).toBeLessThan(4);
	expect(Math.abs(line.x + line.width / 2 - here.x - here.width / 2 - (84.5 - 63.5) * scale)).toBeLessThan(3);
	await expect(window).toContainText('W 200 L 75');
	// A point of the patient is on the image whose slice holds it.
	await showMenu(page);
	await openReport.click();
	await items.filter({ hasText: 'Centre' }).getByRole('button').click();
	await expect(position).toContainText('5/16');
	await expect(page.locator('svg.presented circle')).toHaveCount(1);
	await showMenu(page);
	await menu(page).getByRole('button', { name: 'Without the lines of the report' }).click();
	await expect(page.locator('svg.presented')).toHaveCount(0);
	await expect(window).toContainText('W 200 L 75');
});

test('on a phone the page says that it is too small to read on, and nothing lies over another', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, open.reviewer);
	await page.goto(open.caseUrl);
	const words = page.getByText('This screen is too small to read images on.');
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await expect(words).toBeHidden();
	await page.setViewportSize({ width: 390, height: 844 });
	await expect(words).toBeVisible();
	const widest = () => page.evaluate(() => document.documentElement.scrollWidth);
	expect(await widest()).toBeLessThanOrEqual(390);
	for (const place of ['.views', '.tools']) {
		const opens = page.locator(`${place} summary`).first();
		await opens.click();
		expect(await widest(), place).toBeLessThanOrEqual(390);
		await page.keyboard.press('Escape');
	}
	const [position, button] = [
		await page.locator('.scrubber .position').boundingBox(),
		await menu(page).locator('summary').boundingBox()
	];
	if (!position || !button) throw new Error('the row under the images is not there');
	const isBeside = position.x + position.width <= button.x;
	expect(isBeside || position.y + position.height <= button.y).toBe(true);
	await showMenu(page);
	const panel = await menu(page).locator('.panel').boundingBox();
	expect(panel?.x).toBeGreaterThanOrEqual(0);
	expect((panel?.x ?? 0) + (panel?.width ?? 999)).toBeLessThanOrEqual(390);
	await menu(page).getByRole('button', { name: 'image 4' }).click();
	await expect(page.locator('.note.bottom.left')).toContainText('4/16');
});
