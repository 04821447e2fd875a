import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { aUser, publishInitialPolicies, testPassword } from '../support/builders.ts';
import { layStudy, sitDown, type Person } from '../support/review-desk.ts';
import { writeVolumeStudy } from '../support/volume-study.ts';
import { expect, makePortalTest, signIn } from './portal.ts';

const test = makePortalTest();

let reviewer: Person;
let caseUrl = '';

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	// A CT of the head: 30 soft images, 15 bone images, a scout.
	({ reviewer, caseUrl } = await layStudy(portal, writeVolumeStudy));
});

const cells = (page: Page) => page.locator('.cell');
const layouts = (page: Page) => page.locator('.hangings');

/** Each cell names its series and its window. */
async function expectCells(page: Page, expected: [series: RegExp, window: string][]): Promise<void> {
	await expect(cells(page)).toHaveCount(expected.length);
	for (const [at, [series, window]] of expected.entries()) {
		await expect(cells(page).nth(at)).toContainText(series);
		await expect(cells(page).nth(at)).toContainText(window);
	}
}

const head: [RegExp, string][] = [
	[/soft/i, 'W 80 L 40'],
	[/bone/i, 'W 2500 L 480'],
	[/soft/i, 'W 200 L 75']
];

test('a CT head opens in three windows; keys change the layout, and the choice is kept', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, reviewer);
	await page.goto(caseUrl);
	await expectCells(page, head);
	await expect(layouts(page)).toContainText('CT head: brain, bone, subdural');

	await page.keyboard.press('.');
	await expect(layouts(page).locator('summary')).toHaveText('CT: one series');
	await expect(cells(page)).toHaveCount(1);
	await page.keyboard.press('.');
	await expect(layouts(page).locator('summary')).toHaveText('CT: axial, coronal, sagittal');
	await expect(cells(page).nth(1)).toContainText('Coronal');
	await page.keyboard.press(',');
	await expect(cells(page)).toHaveCount(1);

	await page.waitForLoadState('networkidle');
	await page.reload();
	await expect(layouts(page).locator('summary')).toHaveText('CT: one series');
	await page.keyboard.press(',');
	await expectCells(page, head);

	await layouts(page).locator('summary').click();
	const panel = page.getByRole('group', { name: 'Layouts that fit' });
	await expect(panel).toContainText('Modality CT');
	await expect(panel).toContainText('Region: head');
	await expect(panel).toContainText('3 of 3 cells found what they ask for');
	await expect(panel.getByRole('button', { pressed: true })).toHaveText('CT head: brain, bone, subdural');
	const { violations } = await new AxeBuilder({ page }).include('.bar').analyze();
	expect(violations).toEqual([]);
	await panel.getByRole('button', { name: 'CT: one series' }).click();
	await expect(cells(page)).toHaveCount(1);
	await expect(panel).toBeHidden();
});

test('a tall screen has the cells below each other, a phone one, and a mark placed by keys has its text one key away', async ({
	page,
	portal
}) => {
	await portal.app.db.transaction((write) => write.delete(write.tables.viewerSettings));
	await sitDown(page, portal, reviewer);
	await page.setViewportSize({ width: 1000, height: 1600 });
	await page.goto(caseUrl);
	await expectCells(page, head);
	const places = await cells(page).evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().left));
	expect(new Set(places).size).toBe(1);

	await page.setViewportSize({ width: 390, height: 844 });
	await page.reload();
	await expectCells(page, head.slice(0, 1));

	await page.setViewportSize({ width: 1280, height: 720 });
	await page.reload();
	await expectCells(page, head);
	for (const key of ['m', 'm']) await page.keyboard.press(key);
	const text = page.getByRole('textbox', { name: 'Text of the mark' });
	await expect(text).toBeVisible();
	await expect(text).not.toBeFocused();
	await page.keyboard.press('y');
	await expect(text).toBeFocused();
	const [field, button, cell] = await Promise.all(
		[text, page.getByRole('button', { name: 'Delete the mark' }), cells(page).first()].map((each) =>
			each.boundingBox()
		)
	);
	if (!field || !button || !cell) throw new Error('the text of the mark has no place');
	expect(field.width).toBeGreaterThan(170);
	for (const { x, width } of [field, button]) expect(x + width).toBeLessThan(cell.x + cell.width);
	await page.keyboard.press('Escape');
	await page.keyboard.press('Delete');
	await expect(text).toHaveCount(0);
});

test('a number of cells that somebody chose wins over the protocol, wherever they sign in, until they go back', async ({
	page,
	portal,
	browser
}) => {
	await portal.app.db.transaction((write) => write.delete(write.tables.viewerSettings));
	await sitDown(page, portal, reviewer);
	await page.goto(caseUrl);
	await expectCells(page, head);
	await page.getByText('Views', { exact: true }).click();
	const kept = page.waitForResponse((answer) => answer.url().endsWith('/account/viewer'));
	await page.locator('details.views').getByRole('button', { name: '2 side by side', exact: true }).click();
	expect((await kept).ok()).toBe(true);

	const context = await browser.newContext();
	const elsewhere = await context.newPage();
	await sitDown(elsewhere, portal, reviewer);
	await elsewhere.goto(caseUrl);
	await expect(layouts(elsewhere).locator('summary')).toHaveText('Layout by hand');
	await expectCells(elsewhere, head.slice(0, 2));
	await layouts(elsewhere).locator('summary').click();
	const forgotten = elsewhere.waitForResponse((answer) => answer.url().endsWith('/account/viewer'));
	const back = elsewhere.getByRole('button', { name: 'Back to the layout of the group' });
	await back.click();
	await expectCells(elsewhere, head);
	await expect(back).toHaveCount(0);
	expect((await forgotten).ok()).toBe(true);
	await context.close();

	await page.reload();
	await expectCells(page, head);
	await expect(layouts(page).locator('summary')).toHaveText('CT head: brain, bone, subdural');
});

test('a director writes layouts, is told the line of a problem, sees them drawn, and viewers take them', async ({
	page,
	portal
}) => {
	const director = await aUser(portal.app, 'director');
	await signIn(page, portal, director.email, testPassword);
	await page.goto(`${portal.origin}/admin/policies/hanging`);
	const field = page.getByLabel('Protocols');
	await expect(field).toHaveValue(/protocol ct-head \| CT head: brain, bone, subdural/);

	await field.fill('protocol mine | Two bone windows\nfor CT\nlayout 1x2\ncell need wurd BONE');
	await page.getByRole('button', { name: 'Show what changes' }).click();
	await expect(page.getByText('Line 4: A clause of this line is not known.')).toBeVisible();

	const text =
		'protocol mine | Bone twice\nfor CT\nlayout 1x2\ncell need word BONE; preset bone\ncell same 1; preset lung';
	await field.fill(text);
	await page.getByRole('button', { name: 'Show what changes' }).click();
	await expect(page.getByText('Bone twice (mine)')).toBeVisible();
	await expect(page.getByText('CT head: brain, bone, subdural (ct-head)')).toBeVisible();
	await expect(field).toHaveValue(text);
	await page.getByRole('button', { name: 'Publish version 2' }).click();
	await expect(page.getByRole('cell', { name: /2/ }).first()).toBeVisible();

	await sitDown(page, portal, reviewer);
	await page.goto(caseUrl);
	await expectCells(page, [
		[/bone/i, 'W 2500 L 480'],
		[/bone/i, 'W 1500 L −600']
	]);
});
