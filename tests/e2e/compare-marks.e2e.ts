import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { DAY_MS } from '#lib/core/instant.ts';
import { castVote } from '#lib/features/committee/commands.server.ts';
import { rebut } from '#lib/features/feedback/commands.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { aMember, aVote, decideTogether } from '../support/deciding.ts';
import { giveImages, newReviewer, openDesk, sitDown, type Desk } from '../support/review-desk.ts';
import { anArrow, reviewAtL3 } from '../support/reviewing.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

test.describe.configure({ mode: 'serial' });

let desk: Desk;
let caseId: string;

test.beforeAll(async ({ portal }) => {
	desk = await openDesk(portal);
	const reviewer = await newReviewer(portal);
	const given = await giveImages(portal, desk, { reviewer, mode: 'random', level: 'L3' });
	({ caseId } = given);
	const study = await blindedStudy(portal.app, caseId);
	const findings = [anArrow(study?.objects[7]?.blindedSopUid ?? '')];
	const review = await reviewAtL3(portal.app, reviewer.actor, given.assignmentId, '3b', { findings });
	if (!review.ok) throw new Error(review.error);
});

const whose = (page: Page, words: string) =>
	page.getByRole('button', { name: `Marks: ${words}`, exact: true });
const arrows = (page: Page) =>
	page.locator('.cell.active .surface svg polyline, .cell.active .surface svg line');
const outlines = (page: Page) => page.locator('.cell.active .surface svg ellipse');

test('a member of the committee marks beside the reviewer’s mark, and compares the two by key and by button', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, desk.committee);
	await page.goto(`${portal.origin}/committee/${caseId}`);
	await expect(page.locator('.cell').first()).toContainText('8/16');
	await expect(page.locator('.cell').nth(1)).toContainText('8/16');
	await expect(whose(page, 'yours, the reviewer’s')).toBeVisible();
	await expect(arrows(page)).not.toHaveCount(0);
	await page.locator('.surface').first().focus();
	await page.keyboard.press('n');
	await page.keyboard.press('n');
	await expect(outlines(page)).toHaveCount(1);
	const both = await arrows(page).count();
	await page.keyboard.press('Shift+J');
	await expect(whose(page, 'yours')).toBeVisible();
	await expect(arrows(page)).not.toHaveCount(both);
	await expect(outlines(page)).toHaveCount(1);
	await whose(page, 'yours').click();
	await expect(whose(page, 'the reviewer’s')).toBeVisible();
	await expect(outlines(page)).toHaveCount(0);
	// What is out of sight, or another's, is not deleted.
	await page.locator('.surface').first().focus();
	await page.keyboard.press('Delete');
	await whose(page, 'the reviewer’s').click();
	await expect(outlines(page)).toHaveCount(1);
	expect((await new AxeBuilder({ page }).include('.bar').analyze()).violations).toEqual([]);

	let asked = '';
	page.once('dialog', (dialog) => ((asked = dialog.message()), void dialog.dismiss()));
	await page.getByRole('link', { name: 'Committee', exact: true }).click();
	await expect.poll(() => asked).toContain('have not been sent');
	await expect(outlines(page)).toHaveCount(1);

	await page.getByRole('radio', { name: 'Uphold' }).check();
	await page.getByLabel('Attributed to').selectOption({ label: 'The reader' });
	await page.getByLabel('Words to the reader').fill('The focus is there.');
	await page.getByRole('button', { name: 'Vote', exact: true }).click();
	await expect(page.getByText('Your vote is cast.')).toBeVisible();
	await page.goto(`${portal.origin}/committee/${caseId}`);
	await expect(outlines(page)).toHaveCount(1);
	await page.locator('.surface').first().focus();
	await page.keyboard.press('m');
	await page.keyboard.press('m');
	await expect(page.getByText('send it again to keep the marks')).toBeVisible();
	await expect(page.getByRole('radio', { name: 'Uphold' })).toBeVisible();
});

test('the reader compares the committee’s mark with the colleague’s, without a name', async ({
	page,
	portal
}) => {
	const cast = await castVote({ app: portal.app, actor: await aMember(portal.app) }, aVote(caseId));
	expect(cast).toMatchObject({ ok: true, value: { isDecided: true } });
	const { cases } = portal.app.db.read.tables;
	await portal.app.db.transaction((write) =>
		write
			.update(cases)
			.set({ releasedAt: Date.now() - DAY_MS })
			.where(eq(cases.id, caseId))
	);
	await sitDown(page, portal, desk.reader);
	await page.goto(`${portal.origin}/feedback/${caseId}`);
	await expect(page.locator('.cell').first()).toContainText('8/16');
	await expect(whose(page, 'your colleague’s, the committee’s')).toBeVisible();
	await expect(outlines(page)).toHaveCount(1);
	await page.locator('.surface').first().focus();
	await page.keyboard.press('Shift+J');
	await expect(whose(page, 'your colleague’s')).toBeVisible();
	await expect(outlines(page)).toHaveCount(0);
	await page.keyboard.press('Shift+J');
	await expect(whose(page, 'the committee’s')).toBeVisible();
	await expect(outlines(page)).toHaveCount(1);
});

test('a mark whose words were overruled stands on the image only while they are unfolded', async ({
	page,
	portal
}) => {
	const { app } = portal;
	const objection = { id: caseId, disagreement: 'not-visible', argument: 'Noise.' } as const;
	expect((await rebut({ app, actor: desk.reader.actor }, objection)).ok).toBe(true);
	const answer = { asked: 'rebuttal-1', outcome: 'no-discrepancy', attribution: 'undetermined' } as const;
	await decideTogether(app, aVote(caseId, answer));
	const { cases } = app.db.read.tables;
	await app.db.transaction((write) =>
		write
			.update(cases)
			.set({ closedAt: Date.now() - 9 * DAY_MS })
			.where(eq(cases.id, caseId))
	);
	await sitDown(page, portal, desk.reader);
	await page.goto(`${portal.origin}/feedback/${caseId}`);
	const overruled = page.getByText('What was overruled');
	await expect(overruled).toBeVisible();
	await expect(page.locator('.cell').first()).toContainText('W ');
	await page.locator('.surface').first().focus();
	await page.keyboard.press('Home');
	for (let image = 1; image < 8; image++) await page.keyboard.press('ArrowDown');
	await expect(page.locator('.cell').first()).toContainText('8/16');
	await expect(arrows(page)).toHaveCount(0);
	await overruled.click();
	await expect(arrows(page)).not.toHaveCount(0);
	await overruled.click();
	await expect(arrows(page)).toHaveCount(0);
});
