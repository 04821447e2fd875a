import type { Page } from '@playwright/test';
import { addDays } from '#lib/core/credentials/calendar-day.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import { toZonedDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { GROUP_SETTING } from '#lib/features/admin/group-queries.server.ts';
import { remindOfExpirables } from '#lib/features/credentials/expiry/reminders.server.ts';
import { recordCredential } from '#lib/features/credentials/records/commands.server.ts';
import type { App } from '#lib/server/app.ts';
import { aFacility, aRadiologist, aUser, publishInitialPolicies, testPassword } from '../support/builders.ts';
import { aPdf } from '../fixtures/documents.ts';
import { readCalendar } from '../support/read-calendar.ts';
import { expect, makePortalTest, signIn } from './portal.ts';

const test = makePortalTest({ into: null });

/** A zone in which it is about noon: reminders go out at the start of a day. */
const offset = 12 - new Date().getUTCHours();
// POSIX's sign: Etc/GMT-5 is five hours ahead.
const timeZone = offset === 0 ? 'UTC' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;

async function record(app: App, radiologistId: string, credential: Credential): Promise<string> {
	return getValue(await recordCredential(app, null, { ...credential, radiologistId, source: 'hand' })).id;
}

const licence = (issuedOn: string, expiresOn: string): Credential => ({
	kind: 'licence',
	body: { jurisdiction: 'TX', pathway: 'full', status: 'active', number: 'T1234', issuedOn, expiresOn }
});
const check = (of: string, verifiedOn: string): Credential => ({
	kind: 'verification',
	body: {
		of,
		verifiedOn,
		result: 'confirmed',
		sourceName: 'Texas Medical Board',
		sourceType: 'primary',
		method: 'web'
	}
});

/** The row of a table that has some words. */
const rowWith = (page: Page, words: string) => page.getByRole('row').filter({ hasText: words });

test('a licence about to end: reminder, renewal, check at the source, and the facility is covered again', async ({
	page,
	portal
}) => {
	const { app } = portal;
	const today = toZonedDay(app.clock.now(), timeZone);
	await publishInitialPolicies(app, timeZone);
	const group = { name: 'Plains Radiology', timeZone };
	await app.db.transaction((write) =>
		write.insert(write.tables.settings).values({ key: GROUP_SETTING, value: group, updatedAt: 0 })
	);
	const facility = await aFacility(app, { name: 'Plains Hospital', timeZone });
	const [ending, other] = [
		await aRadiologist(app, { familyName: 'Okafor' }),
		await aRadiologist(app, { familyName: 'Berg' })
	];
	const desk = await aUser(app, 'coordinator');
	const owner = await aUser(app, 'radiologist', { radiologistId: ending.id });
	const first = await record(app, ending.id, licence('2024-01-01', addDays(today, 7)));
	await record(app, ending.id, check(first, '2024-01-02'));
	await record(app, other.id, licence('2024-01-01', addDays(today, 500)));
	expect(await remindOfExpirables(app)).toBe(1);

	// The reminder comes as a notice without a name, and leads to the list.
	await signIn(page, portal, desk.email, testPassword);
	await page.goto(`${portal.origin}/notices`);
	await page.getByText('1 credential of radiologists runs out').click();
	await expect(page).toHaveURL(/\/credentials\/expirables/);
	const row = rowWith(page, 'Okafor');
	await expect(row).toContainText('TX licence');
	await expect(row).toContainText('7 days left');
	await expect(row).toContainText('none recorded');
	await row.getByRole('button', { name: /I have seen it/ }).click();
	await expect(row).toContainText('Seen by');

	// The facility will have too few.
	await page.getByRole('link', { name: 'Who may read where' }).click();
	await rowWith(page, 'Plains Hospital').getByRole('link').click();
	const gap = page.getByText(/only 1 may read here/);
	await expect(gap).toBeVisible();

	// The radiologist sends the renewal in, with what the board has sent.
	await page.context().clearCookies();
	await signIn(page, portal, owner.email, testPassword);
	await page.goto(`${portal.origin}/me/credentials`);
	await page.getByRole('link', { name: /^Send in a renewal: Licence: TX/ }).click();
	await page.getByLabel('Photo or PDF').setInputFiles({
		name: 'renewal.pdf',
		mimeType: 'application/pdf',
		buffer: aPdf('Texas Medical Board')
	});
	await page.getByLabel('Valid from').fill(addDays(today, 8));
	await page.getByLabel('Valid until').fill(addDays(today, 730));
	await page.getByRole('button', { name: 'Send it' }).click();
	await expect(page.getByText('It has arrived.')).toBeVisible();

	// The coordinator finds it among the notices and accepts it beside the document; unchecked, it closes nothing.
	await page.context().clearCookies();
	await signIn(page, portal, desk.email, testPassword);
	await page.goto(`${portal.origin}/notices`);
	await page.getByText('1 thing that a radiologist sent in waits for a look').click();
	await expect(page.getByTitle(/renewal\.pdf/)).toBeVisible();
	await page.getByRole('button', { name: 'Accept', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'It is accepted and recorded.' })).toBeVisible();
	const inbox = page.url();
	await page.goto(`${portal.origin}/credentials/expirables`);
	await expect(rowWith(page, 'Okafor')).toContainText('not checked yet');

	// Checked at the source, it does: the list is empty, the matrix and the facility are whole again.
	await page.goto(inbox);
	await page.getByRole('radio', { name: 'the same' }).check();
	await page.getByLabel('Source', { exact: true }).fill('Texas Medical Board');
	await page.getByLabel('How', { exact: true }).selectOption('web');
	await page.getByRole('button', { name: 'Record the check' }).click();
	await expect(page.getByRole('heading', { name: 'It was checked at the source.' })).toBeVisible();
	await remindOfExpirables(app);
	await page.goto(`${portal.origin}/credentials/expirables`);
	await expect(page.getByText('Nothing runs out within 30 days').first()).toBeVisible();
	await page.goto(`${portal.origin}/credentials/expirables?state=closed`);
	await expect(rowWith(page, 'Okafor')).toContainText('checked');
	await page.goto(`${portal.origin}/credentials`);
	await expect(page.getByText('Nobody lacks a licence that they need').first()).toBeVisible();
	const cell = rowWith(page, 'Okafor').getByRole('cell').first();
	await expect(cell).toHaveAttribute('data-tone', 'good');
	await expect(cell).toContainText('licensed');
	await page.goto(`${portal.origin}/credentials/coverage?facility=${facility.id}`);
	await expect(page.getByText('2 radiologists may read for Plains Hospital today').first()).toBeVisible();
	await expect(gap).toBeHidden();
});

test('a calendar address is shown once, answers without a sign-in, and ends when it is taken back', async ({
	page,
	portal,
	playwright
}) => {
	const { app } = portal;
	const radiologist = await aRadiologist(app);
	const today = toZonedDay(app.clock.now(), timeZone);
	await record(app, radiologist.id, licence('2024-01-01', addDays(today, 40)));
	const own = await aUser(app, 'radiologist', { radiologistId: radiologist.id });
	await signIn(page, portal, own.email, testPassword);
	await page.goto(`${portal.origin}/`);
	await expect(page.getByRole('heading', { name: '1 credential of yours runs out' })).toBeVisible();
	await page.goto(`${portal.origin}/account#calendar`);
	await page.getByRole('button', { name: /Make an address/ }).click();
	const shown = page.getByRole('group', { name: /shown this once/ });
	await expect(shown).toBeFocused();
	const address = (await shown.locator('code').textContent()) ?? '';

	const stranger = await playwright.request.newContext();
	const answer = await stranger.get(address);
	expect(answer.headers()['content-type']).toContain('text/calendar');
	expect(readCalendar(await answer.text()).events.map(({ summary }) => summary)).toEqual([
		'Runs out: TX licence'
	]);
	await page.getByRole('button', { name: /Take back/ }).click();
	await expect(page.getByText('The address does not work any more.')).toBeVisible();
	const [gone, wrong] = [await stranger.get(address), await stranger.get(address.replace(/.ics$/, 'x.ics'))];
	expect([gone.status(), await gone.text()]).toEqual([wrong.status(), await wrong.text()]);
	expect(gone.status()).toBe(404);
	await stranger.dispose();
});
