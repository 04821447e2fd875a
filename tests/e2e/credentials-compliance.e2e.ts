import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { runReport } from '#lib/features/reports/runs/run-job.server.ts';
import { runDue } from '#lib/server/jobs/runner.ts';
import { aRow, aFolder, csvHeader } from '../fixtures/inbound.ts';
import { aFacility, aRadiologist, aUser, publishInitialPolicies, testPassword } from '../support/builders.ts';
import { recordLicence, runGateJobs, sweepAll } from '../support/gate.ts';
import { expect, makePortalTest, signIn } from './portal.ts';

const test = makePortalTest();

test('a read without a licence: found as it comes in, excepted by a director, in the auditor’s report', async ({
	page,
	portal
}) => {
	const { app } = portal;
	await publishInitialPolicies(app);
	const facility = await aFacility(app, { code: 'EAST', name: 'Plains Hospital' });
	const reader = await aRadiologist(app, { externalId: 'R07', familyName: 'Okafor', givenName: 'Ada' });
	await recordLicence(app, reader.id, { jurisdiction: 'OK' });
	await runGateJobs(app);
	await sweepAll(app);
	const [coordinator, director] = [
		await aUser(app, 'coordinator', { name: 'Dana Desk' }),
		await aUser(app, 'director', { name: 'Iris Lead' })
	];
	// A scope is one of whole days.
	const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
	const auditor = await aUser(app, 'auditor', { expiresAt: Date.now() + 30 * DAY_MS });
	await app.db.transaction((write) =>
		write.insert(write.tables.auditorScopes).values({
			userId: auditor.id,
			facilityId: facility.id,
			periodFrom: today - 90 * DAY_MS,
			periodTo: today + 30 * DAY_MS
		})
	);
	const as = async ({ email }: { email: string }): Promise<void> => {
		await page.context().clearCookies();
		await signIn(page, portal, email, testPassword);
	};

	// The read comes in, and is checked at once.
	const row = aRow('A900', { finalAt: `${toUtcDay(Date.now() - DAY_MS)}T09:30:00` });
	const folder = aFolder({ 'reads.csv': `${csvHeader}\n${row}\n` });
	expect((await portal.cli('import', join(folder, 'reads.csv'))).code).toBe(0);
	await runGateJobs(app);

	// The coordinator finds it, sees why, and asks for an exception.
	await as(coordinator);
	await page.goto(`${portal.origin}/credentials/compliance`);
	await expect(page.getByText('1 read fails and awaits an exception').first()).toBeVisible();
	await page.getByRole('row').filter({ hasText: 'A900' }).getByRole('link').click();
	await expect(page.getByText('No licence in force where the patient was').first()).toBeVisible();
	await expect(page.getByText('as it came in')).toBeVisible();
	const readPage = page.url();
	await page.getByRole('button', { name: 'Ask for an exception' }).click();
	await expect(page.getByLabel('Ground')).toBeFocused();
	await page.getByLabel('Ground').selectOption('emergency');
	await page.getByLabel('In your own words').fill('Both readers of the state were in surgery.');
	await page.getByRole('button', { name: 'Ask for an exception' }).click();
	await expect(page.getByText('awaits a decision')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Record decision' })).toBeHidden();

	// The director is told, and lets it stand.
	await as(director);
	await page.goto(`${portal.origin}/notices`);
	await page.getByText('An exception for a read waits for your decision').click();
	await expect(page).toHaveURL(readPage);
	await page.getByRole('radio', { name: 'Let the read stand' }).check();
	await page.getByLabel('In your own words').fill('I have looked at the rota of that night.');
	await page.getByRole('button', { name: 'Record decision' }).click();
	await expect(page.getByText(/^Iris Lead, /)).toBeVisible();
	await page.goto(`${portal.origin}/credentials/compliance?show=excepted`);
	await expect(page.getByRole('row').filter({ hasText: 'A900' })).toContainText('let stand');

	// The auditor's report has both, without a name of the reader, and the file verifies.
	await as(auditor);
	await page.goto(`${portal.origin}/reports?for=cms`);
	await page.getByRole('link', { name: 'Interpretation-time compliance' }).click();
	const exceptions = page.getByRole('table', { name: 'Exceptions' });
	await expect(exceptions).toContainText('Emergency: nobody licensed could be reached in time');
	await expect(exceptions).toContainText('Iris Lead');
	await page.getByLabel('Purpose').fill('Licensure survey');
	await page.getByLabel('Recipient').fill('Surveyor');
	await page.getByRole('button', { name: 'Download CSV' }).click();
	await expect(page).toHaveURL(/\/reports\/runs\//);
	await runDue(portal.app, [runReport]);
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Take a copy' }).click();
	const path = await (await download).path();
	const csv = readFileSync(path, 'utf8');
	for (const words of ['Emergency: nobody licensed', 'Dana Desk', 'Iris Lead']) expect(csv).toContain(words);
	expect(csv).not.toContain('Both readers of the state');
	for (const secret of ['Okafor', 'A900', 'MA900', 'DOE']) expect(csv).not.toContain(secret);
	expect(await portal.cli('report', 'verify', path)).toMatchObject({ code: 0 });
	expect(await portal.cli('audit', 'verify')).toMatchObject({ code: 0 });
	await page.goto(`${portal.origin}/verify`);
	await page.getByLabel('File').setInputFiles(path);
	await expect(page.getByText('This file is exactly as exported.')).toBeVisible();
});
