import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { DAY_MS } from '#lib/core/instant.ts';
import { linkAddenda } from '#lib/features/corrections/addenda.server.ts';
import { releaseFeedback } from '#lib/features/feedback/release.server.ts';
import {
	endTheDay,
	enterOn,
	holderOf,
	judges,
	openLoop,
	sitDownAs,
	tabTo,
	typeInto,
	writeAddendum,
	type Part
} from '../support/loop-desk.ts';
import { markers } from '../support/study-files.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

test.describe.configure({ mode: 'serial' });

const complaint = `Dr. ${markers.referrerFamily} says that ${markers.readerFamily} missed a bleed.`;
const finding = 'A dense rounded focus, left frontal, 9 mm.';
const siteWords = 'Tilt the gantry as the protocol says.';
const argument = 'The focus is a calcification that stood in the report of the year before.';
const learningPoint = 'Look at the convexities in a narrow and in a wide window.';

/** The reviewer who scored the complaint. */
let judge: Part = 'reviewerOne';

const row = (page: Page) => page.locator('main a.row-link').first();
const mark = (page: Page) => page.locator('.surface svg').locator('line, polyline, path').first();

/** Nothing on the page names a reader, a reviewer or a patient. */
async function namesNobody(page: Page): Promise<void> {
	const words = await page.locator('body').innerText();
	for (const name of [...judges, markers.readerFamily, markers.patientFamily, markers.referrerFamily]) {
		expect(words).not.toContain(name);
	}
}

test('a study that declares text in its pixels waits until the coordinator has looked', async ({
	page,
	portal
}) => {
	await openLoop(portal);
	await sitDownAs(page, portal, 'coordinator', '/pixels');
	await expect(page.getByText('1 study waits for a check')).toBeVisible();
	await row(page).click();
	await expect(page.getByRole('heading', { name: 'Is there a name in these images?' })).toBeVisible();
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await page.getByRole('radio', { name: /nothing here identifies anybody/ }).check();
	await page.getByRole('button', { name: 'Decide' }).click();
	await expect(page.getByText('The study was released as it is.')).toBeVisible();
});

test('the coordinator enters a complaint and accepts it; the radiologist asks for a second opinion', async ({
	page,
	portal
}) => {
	await sitDownAs(page, portal, 'coordinator', '/referrals/new');
	await page.getByLabel('Accession number').fill(markers.accession);
	await page.getByRole('button', { name: 'Find' }).click();
	await row(page).click();
	await page.getByRole('radio', { name: /Complaint/ }).check();
	await page.getByRole('radio', { name: 'Clinician' }).check();
	await page.getByLabel('What do they say?').fill(complaint);
	await page.getByRole('button', { name: 'Enter' }).click();
	await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible();
	await expect(page.getByText(complaint)).toBeVisible();
	await page.getByRole('button', { name: 'Accept' }).click();
	await expect(page.getByText('Accepted. The case is under way.')).toBeVisible();

	await sitDownAs(page, portal, 'radiologist', '/requests');
	await row(page).click();
	await page.getByRole('radio', { name: /A second opinion/ }).check();
	await page.getByLabel('Your question or reason').fill('Is the fourth ventricle displaced?');
	await page.getByRole('button', { name: 'Ask' }).click();
	await expect(page.getByText('Asked. You are told when there is an answer.')).toBeVisible();

	await sitDownAs(page, portal, 'coordinator', '/notices');
	await page.getByRole('button', { name: '1 referral waits for a decision', exact: true }).click();
	await expect(page).toHaveURL(/\/referrals$/);
	await row(page).click();
	await page.getByRole('button', { name: 'Accept' }).click();
	await expect(page.getByText('Accepted. The case is under way.')).toBeVisible();
});

test('one reviewer gives the complaint back by key, another scores it 3b by key', async ({
	page,
	portal
}) => {
	const first = await holderOf(portal, 'complaint');
	await sitDownAs(page, portal, first, '/reviews');
	await page.keyboard.press('Enter');
	await expect(page.getByText('Sealed until your impression is locked.')).toBeVisible();
	await enterOn(page, page.locator('summary', { hasText: 'Give back' }));
	await tabTo(page, page.getByRole('radio', { name: 'Conflict of interest' }));
	await page.keyboard.press('ArrowDown');
	await expect(page.getByRole('radio', { name: 'I recognise the case' })).toBeChecked();
	await enterOn(page, page.getByRole('button', { name: 'Give the case back' }));
	await expect(page.getByText('You gave the case back')).toBeVisible();

	judge = await holderOf(portal, 'complaint');
	expect(judge).not.toBe(first);
	await sitDownAs(page, portal, judge, '/reviews');
	await page.keyboard.press('Enter');
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await page.waitForLoadState('networkidle');
	await page.keyboard.press('Enter');
	await page.keyboard.type('Dense focus in the left frontal lobe.');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('button', { name: 'Open the report' })).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(page.getByText('No acute intracranial abnormality.')).toBeVisible();
	for (const key of ['m', 'm', '3', 'b', 'd', '4', 's', 'u', 'u']) await page.keyboard.press(key);
	await expect(page.getByText('1 mark on the images')).toBeVisible();
	await expect(page.getByLabel(/care may have to change/)).toBeChecked();
	await enterOn(page, page.locator('summary', { hasText: 'To the site' }));
	await tabTo(page, page.locator('input[name="imageIssues"]').first());
	await page.keyboard.press('Space');
	await typeInto(page, page.getByLabel('Words to the site'), siteWords);
	await page.keyboard.press('Escape');
	await page.keyboard.press('e');
	await page.keyboard.type(finding);
	const here = new URL(page.url()).pathname;
	await page.keyboard.press('Control+Enter');
	await expect(page).not.toHaveURL(portal.origin + here);
});

test('the facility is informed and confirms; the site is told what was wrong with the images', async ({
	page,
	portal
}) => {
	await sitDownAs(page, portal, 'coordinator', '/notices');
	await page.getByRole('button', { name: /^A correction was opened/ }).click();
	await expect(page).toHaveURL(/\/corrections\//);
	await expect(page.getByText(finding).first()).toBeVisible();
	const words = await page.locator('body').innerText();
	for (const name of judges) expect(words).not.toContain(name);
	await page.getByLabel('Who was told').fill('Dr. Okafor, emergency physician');
	await page.getByRole('button', { name: 'The facility is informed' }).click();
	await page.getByLabel('Who confirmed it').fill('Nurse Adeyemi');
	await page.getByRole('button', { name: 'The receipt is confirmed' }).click();
	await expect(page.getByRole('heading', { name: 'Next: close' })).toBeVisible();

	await page.goto(`${portal.origin}/site-notes`);
	await row(page).click();
	await expect(page.getByText(siteWords)).toBeVisible();
	await page.getByRole('button', { name: 'The site is told' }).click();
	await expect(page.getByRole('heading', { name: 'Next: the answer' })).toBeVisible();
	await page.getByLabel('What was done').fill('The technologists were shown the protocol.');
	await page.getByRole('button', { name: 'Close the note' }).click();
	await expect(page.getByRole('heading', { name: 'This note is closed' })).toBeVisible();
});

test('a member stands back, another sends the score back, and the reviewer changes it', async ({
	page,
	portal
}) => {
	await sitDownAs(page, portal, 'memberOne', '/committee');
	await page.keyboard.press('Enter');
	await expect(page.getByText('A reviewer scored this 3b.')).toBeVisible();
	await expect(mark(page)).toBeAttached();
	const words = await page.locator('main, body').last().innerText();
	for (const name of [markers.readerFamily, markers.referrerFamily, ...judges.slice(0, 3)]) {
		expect(words).not.toContain(name);
	}
	await enterOn(page, page.locator('summary', { hasText: 'Stand back or send back' }));
	await tabTo(page, page.getByLabel('Why you stand back'));
	await page.keyboard.type('Conflict');
	await enterOn(page, page.getByRole('button', { name: 'Stand back', exact: true }));
	await expect(page.getByText('You stood back. This case will not come to you again.')).toBeVisible();
	await expect(row(page)).toHaveCount(0);

	await sitDownAs(page, portal, 'memberTwo', '/committee');
	await page.keyboard.press('Enter');
	await enterOn(page, page.locator('summary', { hasText: 'Stand back or send back' }));
	await typeInto(page, page.getByLabel('What to think over'), 'Was it to be expected on the first look?');
	await enterOn(page, page.getByRole('button', { name: 'Send back to the reviewer' }));
	await expect(page.getByText(/^Sent back to the reviewer/)).toBeVisible();

	await sitDownAs(page, portal, judge, '/notices');
	await enterOn(
		page,
		page.getByRole('button', { name: 'A review came back to you with a question', exact: true })
	);
	await expect(page.getByText('Was it to be expected on the first look?')).toBeVisible();
	await expect(page.getByLabel('Comment')).toHaveValue(finding);
	await page.waitForLoadState('networkidle');
	const here = new URL(page.url()).pathname;
	await page.keyboard.press('2');
	await page.keyboard.press('b');
	await page.keyboard.press('Control+Enter');
	await expect(page).not.toHaveURL(portal.origin + here);
});

test('two members vote differently by key, and the chair decides', async ({ page, portal }) => {
	await sitDownAs(page, portal, 'memberTwo', '/committee');
	await page.keyboard.press('Enter');
	await expect(page.getByText('A reviewer scored this 2b.')).toBeVisible();
	await expect(page.getByText('The reviewer has thought this score over.')).toBeVisible();
	await page.waitForLoadState('networkidle');
	for (const key of ['1', 'a', 't']) await page.keyboard.press(key);
	await page.keyboard.type(learningPoint);
	await page.keyboard.press('Control+Enter');
	await expect(page.getByText('Your vote is cast.')).toBeVisible();

	await sitDownAs(page, portal, 'chair', '/committee');
	await page.keyboard.press('Enter');
	await expect(page.getByText('What the others voted is shown once you have voted.')).toBeVisible();
	await page.getByRole('radio', { name: 'Lower' }).check();
	await page.getByLabel('Attributed to').selectOption({ label: 'The system' });
	await page.getByLabel('Words to the reader').fill('It is small.');
	await page.getByRole('button', { name: 'Vote' }).click();
	await expect(page.getByText('Your vote is cast.')).toBeVisible();
	await row(page).click();
	await expect(page.getByText('As chair you decide between them.')).toBeVisible();
	await expect(page.getByText(learningPoint)).toBeVisible();
	await page.getByRole('radio', { name: 'Uphold' }).check();
	await page.getByLabel('Attributed to').selectOption({ label: 'The reader' });
	await page.getByLabel('Words to the reader').fill('The focus is there, and it was to be seen.');
	await page.getByLabel('Learning point').fill(learningPoint);
	await page.getByRole('button', { name: 'Decide as chair' }).click();
	await expect(page.getByText(/^Decided\./)).toBeVisible();

	await page.getByRole('link', { name: 'Minutes' }).click();
	await expect(page.getByText(/chair’s casting vote/)).toBeVisible();
	await expect(page.getByText('reconsidered by the reviewer')).toBeVisible();
	const minutes = await page.locator('table').innerText();
	for (const name of [...judges, markers.readerFamily]) expect(minutes).not.toContain(name);
});

test('the reader is told at once, sees the mark and what to learn, and disagrees once, by key', async ({
	page,
	portal
}) => {
	expect(await releaseFeedback(portal.app)).toBe(1);
	await sitDownAs(page, portal, 'radiologist', '/notices');
	await enterOn(page, page.getByRole('button', { name: 'Feedback on 1 read of yours is here', exact: true }));
	await expect(page).toHaveURL(/\/feedback$/);
	await page.waitForLoadState('networkidle');
	await enterOn(page, row(page));
	await expect(page.getByText(finding)).toBeVisible();
	await expect(page.getByText(learningPoint)).toBeVisible();
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await expect(mark(page)).toBeAttached();
	const words = await page.locator('body').innerText();
	for (const name of [...judges, 'Ashgrove']) expect(words).not.toContain(name);
	await enterOn(page, page.locator('summary', { hasText: 'I disagree' }));
	await tabTo(page, page.getByLabel('What do you disagree with?'));
	await page.keyboard.type('The finding was');
	await typeInto(page, page.getByLabel('Your argument'), argument);
	await enterOn(page, page.getByRole('button', { name: 'Send to the committee' }));
	await expect(page.getByText('Your rebuttal is with the committee.')).toBeVisible();
	await expect(page.getByText('I disagree')).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
});

test('the committee answers the rebuttal by votes, and the reader sees the answer', async ({
	page,
	portal
}) => {
	await sitDownAs(page, portal, 'memberOne', '/committee');
	await expect(row(page)).toHaveCount(0);
	for (const [part, answer] of [
		['memberTwo', 'Your vote is cast.'],
		['chair', /^Decided\./]
	] as const) {
		await sitDownAs(page, portal, part, '/committee');
		await page.keyboard.press('Enter');
		await expect(page.getByText(argument)).toBeVisible();
		await page.waitForLoadState('networkidle');
		for (const key of ['1', 'a', 'e']) await page.keyboard.press(key);
		await page.keyboard.type('It was not in that report.');
		await page.keyboard.press('Control+Enter');
		await expect(page.getByText(answer)).toBeVisible();
	}
	await sitDownAs(page, portal, 'radiologist', '/notices');
	await expect(page.getByText('The committee answered your rebuttal')).toHaveCount(0);
	await endTheDay(portal);
	await page.reload();
	await enterOn(
		page,
		page.getByRole('button', { name: 'The committee answered your rebuttal', exact: true })
	);
	await expect(page.getByText('The committee’s answer to your rebuttal: the score stands.')).toBeVisible();
	await expect(page.getByText('It was not in that report.')).toBeVisible();
	await expect(page.getByText('This outcome is final.')).toBeVisible();
});

test('the second opinion is a great catch, and the reader acknowledges it by key', async ({
	page,
	portal
}) => {
	await sitDownAs(page, portal, await holderOf(portal, 'second-opinion'), '/reviews');
	await page.keyboard.press('Enter');
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await page.waitForLoadState('networkidle');
	await expect(page.getByText('fourth ventricle')).toHaveCount(0);
	await page.keyboard.press('Enter');
	await page.keyboard.type('Midline as it should be.');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('button', { name: 'Open the report' })).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(page.getByText('Is the fourth ventricle displaced?')).toBeVisible();
	for (const key of ['1', 'v', 'e']) await page.keyboard.press(key);
	await page.keyboard.type('It is not. Well seen.');
	const here = new URL(page.url()).pathname;
	await page.keyboard.press('Control+Enter');
	await expect(page.getByText('Is the report clear?')).toBeVisible();
	await page.keyboard.press('Control+Enter');
	await expect(page).not.toHaveURL(portal.origin + here);

	// The week's batch is over by now.
	const { cases } = portal.app.db.read.tables;
	await portal.app.db.transaction((write) =>
		write
			.update(cases)
			.set({ releasedAt: Date.now() - DAY_MS })
			.where(eq(cases.state, 'final'))
	);
	expect(await releaseFeedback(portal.app)).toBe(1);
	await sitDownAs(page, portal, 'radiologist', '/feedback');
	await expect(page.getByText('1 new outcome')).toBeVisible();
	await enterOn(page, page.getByRole('row', { name: /New/ }).locator('a.row-link'));
	await expect(page.getByText('Your colleague called this a great catch.')).toBeVisible();
	await enterOn(page, page.getByRole('button', { name: 'Acknowledge' }));
	await expect(page.getByText('You acknowledged this outcome.')).toBeVisible();
});

test('the addendum comes in, is linked by itself, and the correction is closed', async ({ page, portal }) => {
	const imported = await portal.cli('import', writeAddendum(portal));
	expect(imported.code, imported.out).toBe(0);
	expect(await linkAddenda(portal.app)).toBe(1);
	await sitDownAs(page, portal, 'coordinator', '/corrections');
	await row(page).click();
	await expect(page.getByText('The addendum is linked.')).toBeVisible();
	await expect(page.getByText(/^Version 2 of the report/)).toBeVisible();
	await page.getByRole('button', { name: 'Close the correction' }).click();
	await expect(page.getByRole('heading', { name: 'This correction is closed' })).toBeVisible();
	await page.goto(`${portal.origin}/corrections`);
	await expect(page.getByText('No correction is open')).toBeVisible();
});

test('the director sees each way into review apart, and none in the rate of the random sample', async ({
	page,
	portal
}) => {
	await sitDownAs(page, portal, 'director', '/quality');
	await expect(page.getByText(/none drawn for review yet/)).toBeVisible();
	const ways = await page.getByLabel('Way into review').locator('option').allInnerTexts();
	expect(ways.join('\n')).toMatch(/complaint \(1\)/i);
	expect(ways.join('\n')).toMatch(/second.opinion \(1\)/i);
});

test('the auditor sees all of it without a name, and verifies the chain', async ({ page, portal }) => {
	await sitDownAs(page, portal, 'auditor', '/audit');
	for (const type of [
		'pixels.checked',
		'referral.accepted',
		'review.submitted',
		'correction.closed',
		'site-note.answered',
		'committee.decided',
		'feedback.rebutted',
		'feedback.acknowledged'
	]) {
		await page.goto(`${portal.origin}/audit?type=${type}`);
		await expect(page.locator('main tbody tr').filter({ hasText: type }).first()).toBeVisible();
		await namesNobody(page);
	}
	await page.getByRole('button', { name: 'Verify the whole chain' }).click();
	await expect(page.getByText('The chain is whole', { exact: false })).toBeVisible();
	expect(await portal.cli('audit', 'verify')).toMatchObject({ code: 0 });
});
