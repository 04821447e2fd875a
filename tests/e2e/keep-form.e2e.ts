import type { Page } from '@playwright/test';
import { submitReferral } from '#lib/features/referrals/referral-commands.server.ts';
import { aRadiologist, aRead, aUser, publishInitialPolicies, testPassword } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { expect, makePortalTest, signIn } from './portal.ts';

const test = makePortalTest();

const story = 'The nodule stood beside the rib.';
const email = (role: string): string => `${role}@example.org`;

/** Types a case to be shared and sends it. */
async function sendCase(page: Page, title: string, words = story): Promise<void> {
	await page.getByRole('radio', { name: 'Great catch' }).check();
	await page.getByLabel('Title').fill(title);
	await page.getByLabel('What happened').fill(words);
	await page.getByLabel('What can be learned').fill('Look there as well.');
	await page.getByRole('button', { name: 'Share it' }).click();
}

const thanks = (page: Page) => page.getByText('Thank you. Your case was taken.');

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	const { id } = await aRadiologist(portal.app);
	await aUser(portal.app, 'radiologist', { email: email('radiologist'), radiologistId: id });
	await aUser(portal.app, 'coordinator', { email: email('coordinator') });
});

test('a session that ends keeps what was typed in its form: sign in elsewhere and send again', async ({
	page,
	portal
}) => {
	await signIn(page, portal, email('radiologist'), testPassword);
	await page.goto(`${portal.origin}/learning/new`);
	await page.context().clearCookies();
	await sendCase(page, 'Beside the rib');

	const said = page.getByRole('alert').filter({ hasText: 'You are signed out' });
	await expect(said).toBeInViewport();
	await expect(page.getByLabel('What happened')).toHaveValue(story);
	await expect(page).toHaveURL(/\/learning\/new$/);

	const [other] = await Promise.all([
		page.context().waitForEvent('page'),
		page.getByRole('link', { name: 'Sign in in a new tab' }).click()
	]);
	await signIn(other, portal, email('radiologist'), testPassword);
	await other.close();
	await page.getByRole('button', { name: 'Send again' }).click();
	await expect(thanks(page)).toBeVisible();
});

test('without scripts the answer gives back what was typed, to be sent again', async ({
	browser,
	portal
}) => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await signIn(page, portal, email('radiologist'), testPassword);
	await page.goto(`${portal.origin}/learning/new`);
	await context.clearCookies();
	await sendCase(page, 'Behind the heart');
	await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
	await expect(page.getByText(story)).toBeVisible();

	const other = await context.newPage();
	await signIn(other, portal, email('radiologist'), testPassword);
	await page.getByRole('button', { name: 'Send again' }).click();
	await expect(thanks(page)).toBeVisible();
	await context.close();
});

test('without a connection nothing is sent and nothing is lost', async ({ page, portal }) => {
	await signIn(page, portal, email('radiologist'), testPassword);
	await page.goto(`${portal.origin}/learning/new`);
	await page.context().setOffline(true);
	await sendCase(page, 'Under the clavicle');
	const said = page.getByRole('alert').filter({ hasText: 'The portal cannot be reached' });
	await expect(said).toContainText('nothing was sent');
	await expect(page.getByLabel('What happened')).toHaveValue(story);

	await page.context().setOffline(false);
	await page.getByRole('button', { name: 'Send again' }).click();
	await expect(thanks(page)).toBeVisible();
});

test('a text that is too long is refused with its length and its limit', async ({ page, portal }) => {
	await signIn(page, portal, email('radiologist'), testPassword);
	await page.goto(`${portal.origin}/learning/new`);
	await sendCase(page, 'Too much', 'x'.repeat(8001));
	await expect(page.getByText(/This has 8\s001 characters; at most 8\s000 fit\./)).toBeInViewport();
	await expect(page.getByLabel('What happened')).toBeFocused();
});

test('a tab that somebody else was quicker than says so in view and shows what is now', async ({
	page,
	portal
}) => {
	const { app } = portal;
	const coordinator = await aUser(app, 'coordinator');
	const read = await aRead(app);
	const entered = await submitReferral(
		{ app, actor: await getActor(app, coordinator.id) },
		{ readId: read.id, mode: 'complaint', source: 'clinician', grade: null, words: story }
	);
	if (!entered.ok) throw new Error(entered.error);
	await signIn(page, portal, email('coordinator'), testPassword);
	const path = `${portal.origin}/referrals/${entered.value.id}`;
	await page.goto(path);
	const other = await page.context().newPage();
	await other.goto(path);
	await other.getByRole('button', { name: 'Accept' }).click();
	await expect(other.getByRole('button', { name: 'Accept' })).toBeHidden();
	await other.close();

	await page.getByLabel('Reason').selectOption({ index: 1 });
	await page.getByRole('button', { name: 'Refuse' }).click();
	const said = page.getByRole('alert');
	await expect(said).toBeInViewport();
	await expect(said).toBeFocused();
	await expect(page.getByRole('button', { name: 'Refuse' })).toBeHidden();
	await expect(page.getByText(/Accepted on/)).toBeVisible();
});
