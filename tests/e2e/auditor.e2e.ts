import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { setUpGroup } from '#lib/features/admin/set-up.server.ts';
import { sendMailJob } from '#lib/features/notices/mail-job.server.ts';
import { runReport } from '#lib/features/reports/runs/run-job.server.ts';
import { runDue } from '#lib/server/jobs/runner.ts';
import { aFacility, aRadiologist, aRead } from '../support/builders.ts';
import { readMail, startMailServer, type MailServer } from '../support/mail-server.ts';
import { setUpAuthenticator, signIn, startPortal, type Portal } from './portal.ts';

let mail: MailServer;
let portal: Portal;
let stop: () => Promise<void>;
let dataFolder: string;

const administrator = { email: 'ada@example.org', password: 'four slow herons' };
const today = (): number => Math.floor(Date.now() / DAY_MS) * DAY_MS;

test.beforeAll(async () => {
	mail = await startMailServer();
	dataFolder = mkdtempSync(join(tmpdir(), 'overread-e2e-'));
	const settings = { SMTP_URL: mail.url, MAIL_FROM: 'Saltmarsh QA <qa@example.org>' };
	({ portal, stop } = await startPortal(dataFolder, settings));
	const { app } = portal;
	await setUpGroup(app, {
		...administrator,
		groupName: 'Saltmarsh Teleradiology',
		timeZone: 'UTC',
		name: 'Ada Admin'
	});
	const facility = await aFacility(app, { code: 'SMG', name: 'Saltmarsh General' });
	const reader = await aRadiologist(app, { familyName: 'Vanterpool' });
	const finalAt = today() - DAY_MS;
	for (let nth = 0; nth < 5; nth++) {
		await aRead(app, { facilityId: facility.id, readerId: reader.id, accession: `ACC-${nth}`, finalAt });
	}
});
test.afterAll(async () => {
	await stop();
	await mail[Symbol.asyncDispose]();
	rmSync(dataFolder, { recursive: true, force: true });
});

/** Sends the mail that waits, as the worker does; gives the link in it. */
async function mailedLink(): Promise<string> {
	await runDue(portal.app, [sendMailJob]);
	const received = mail.received.at(-1);
	return /http:\S+\/invitation\/\S+/.exec(received ? readMail(received).text : '')?.[0] ?? '';
}

test('an auditor is invited by mail, sets an authenticator up, takes a report, checks it, and sees nothing else', async ({
	page,
	browser
}) => {
	await signIn(page, portal, administrator.email, administrator.password);
	await page.goto(`${portal.origin}/admin/auditors`);
	await page.getByRole('link', { name: 'Invite an auditor' }).click();
	await page.getByLabel('Name').fill('Sue Surveyor');
	await page.getByLabel('Email').fill('sue@example.org');
	await page.getByLabel('Saltmarsh General').check();
	await page.getByLabel('First day').fill(toUtcDay(today() - 30 * DAY_MS));
	await page.getByLabel('Last day').fill(toUtcDay(today()));
	await page.getByLabel('Peer-review summary').check();
	await page.getByLabel('Access ends after').fill(toUtcDay(today() + 10 * DAY_MS));
	await page.getByRole('button', { name: 'Send the invitation' }).click();
	await expect(page.getByText('The invitation to sue@example.org is on its way')).toBeVisible();
	const link = await mailedLink();
	expect(link).toContain('/invitation/');

	// Another browser, elsewhere: the link leads to a password, to the authenticator, to the desk.
	const context = await browser.newContext();
	const desk = await context.newPage();
	await desk.goto(link);
	await expect(desk.getByRole('heading', { level: 1 })).toContainText('Saltmarsh Teleradiology');
	await desk.getByLabel('Choose a password').fill('seven calm lanterns');
	await desk.getByRole('button', { name: 'Keep this password and go on' }).click();
	await expect(desk).toHaveURL(/\/sign-in\/authenticator$/);
	// Half a sign-in opens nothing.
	const early = await context.request.get(`${portal.origin}/reports`, { maxRedirects: 0 });
	expect(early.status()).not.toBe(200);
	expect(await setUpAuthenticator(desk)).toHaveLength(10);
	await expect(desk.getByRole('heading', { name: 'Auditor’s desk' })).toBeVisible();
	await expect(desk.getByText('SMG Saltmarsh General')).toBeVisible();
	await expect(desk.getByText(/Your access ends on/)).toBeVisible();
	await desk.goto(link);
	await expect(desk.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();

	// Takes the one report that was given, and checks it where it was taken to.
	await desk.goto(portal.origin);
	await desk.getByRole('link', { name: 'Peer-review summary' }).click();
	await desk.getByLabel('Purpose').fill('CT accreditation survey');
	await desk.getByLabel('Recipient').fill('Sue Surveyor');
	await desk.getByRole('button', { name: 'Download CSV' }).click();
	await expect(desk).toHaveURL(/\/reports\/runs\//);
	await runDue(portal.app, [runReport]);
	const download = desk.waitForEvent('download');
	await desk.getByRole('link', { name: 'Take a copy' }).click();
	const path = await (await download).path();
	const file = readFileSync(path, 'utf8');
	for (const secret of ['Vanterpool', 'ACC-']) expect(file).not.toContain(secret);
	await desk.goto(`${portal.origin}/verify`);
	await desk.getByLabel('File').setInputFiles(path);
	await expect(desk.getByText('This file is exactly as exported.')).toBeVisible();

	// What was not given is not there.
	for (const closed of [
		'/reads',
		'/quality',
		'/credentials',
		'/admin',
		'/reports/interpretation-compliance'
	]) {
		expect([closed, (await desk.goto(`${portal.origin}${closed}`))?.status()]).toEqual([closed, 403]);
	}

	// All of it stands in the log, and the access is taken away at once.
	await desk.goto(`${portal.origin}/audit?type=page.viewed`);
	await expect(desk.getByText('/reports/[kind]').first()).toBeVisible();
	await page.getByRole('link', { name: 'Open the auditor' }).click();
	await page.getByRole('button', { name: 'Take the access away' }).click();
	await expect(page.getByText('taken away', { exact: true })).toBeVisible();
	await desk.goto(`${portal.origin}/reports`);
	await expect(desk).toHaveURL(/\/sign-in/);
	await context.close();
});
