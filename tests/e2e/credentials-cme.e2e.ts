import { aPdf } from '../fixtures/documents.ts';
import { makeDemoTest, signInAs } from './demo-portal.ts';
import { expect } from './portal.ts';

const test = makeDemoTest();

const file = (...lines: string[]) => ({
	name: 'transcript.csv',
	mimeType: 'text/csv',
	buffer: Buffer.from(['person,title,provider,completedOn,credits,category,modalities', ...lines].join('\n'))
});

test('a file with bad rows, who is short, and a meter that turns', async ({ page, portal }) => {
	await signInAs(page, portal, 'coordinator');
	await page.goto(`${portal.origin}/credentials/cme/import`);
	const code = 'R04';
	const chosen = file(
		`${code},Body imaging course,Society,2026-03-01,5,1,CT;MRI`,
		`${code},A part,Society,2026-03-01,1.1,1,CT`,
		'1234567890,Nobody,Society,2026-03-01,1,1,CT',
		`${code},Someday,Society,2026-02-31,1,1,CT`
	);
	await page.getByLabel('File').setInputFiles(chosen);
	await page.getByRole('button', { name: 'Look at the file' }).click();
	await expect(page.getByText('1 activity can be taken in, 3 rows are refused')).toBeVisible();
	const refused = page.getByRole('table', { name: 'Refused rows' });
	await expect(refused.getByRole('row')).toHaveCount(4);
	await expect(refused.getByRole('row').nth(1)).toContainText(/3\s*credits\s*is not in quarter hours/);
	await page.getByRole('button', { name: 'Take in what can be taken' }).click();
	await expect(page.getByText('1 activity was taken in, 3 rows were refused')).toBeVisible();

	await page.goto(`${portal.origin}/credentials/cme?result=problems`);
	const matrix = page.getByRole('table', { name: 'Radiologists by rule' });
	await expect(matrix).toContainText('short');
	await matrix
		.getByRole('row', { name: /short|at risk/ })
		.first()
		.getByRole('rowheader')
		.getByRole('link')
		.click();

	const rule = page.locator('#ABR-P2');
	const meter = rule.getByRole('progressbar', { name: 'In all' });
	await expect(rule).toContainText('ABR Part 2');
	const before = Number(await meter.getAttribute('value'));
	const form = page.locator('#activity');
	await form.getByLabel('Title').fill('Imaging of the chest');
	await form.getByLabel('Provider').fill('Society');
	await form.getByLabel('Completed on').fill(`${new Date().getFullYear() - 1}-05-04`);
	await form.getByLabel('Credits', { exact: true }).first().fill('4.5');
	await form.getByLabel('I have seen the certificate').check();
	await form.getByRole('button', { name: 'Record activity' }).click();
	await expect(page.getByText('The activity is recorded.')).toBeVisible();
	await expect.poll(async () => Number(await meter.getAttribute('value'))).toBeGreaterThan(before);
	await rule.getByText(/activit(y|ies) counts?$/).click();
	await expect(rule).toContainText('Imaging of the chest');
});

test('a radiologist sends in an activity with its certificate, and a coordinator accepts it beside that', async ({
	page,
	portal
}) => {
	await signInAs(page, portal, 'radiologist');
	await page.goto(`${portal.origin}/me/cme`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('My continuing education');
	await page.getByLabel('Title').fill('Reading group');
	await page.getByLabel('Provider').fill('The group');
	await page.getByLabel('Completed on').fill(`${new Date().getFullYear() - 1}-06-01`);
	await page.getByLabel('Category of credits').selectOption('AMA-2');
	await page.getByLabel('Credits', { exact: true }).first().fill('2');
	await page.getByLabel('New certificate: photo or PDF').setInputFiles({
		name: 'reading-group.pdf',
		mimeType: 'application/pdf',
		buffer: aPdf('Reading group')
	});
	await page.getByRole('button', { name: 'Send it in' }).click();
	await expect(page.getByText(/please attest/)).toBeVisible();
	await expect(page.getByText(/please say what was done/)).toBeVisible();
	await page.getByLabel('Description').fill('Monthly reading group on chest CT.');
	await page.getByLabel(/I attest/).check();
	await page.getByLabel('New certificate: photo or PDF').setInputFiles({
		name: 'reading-group.pdf',
		mimeType: 'application/pdf',
		buffer: aPdf('Reading group')
	});
	await page.getByRole('button', { name: 'Send it in' }).click();
	await expect(page.getByText(/^It has arrived/)).toBeVisible();
	const activities = page.getByRole('table', { name: 'Activities' });
	await expect(activities).not.toContainText('Reading group');
	const answer = await page.goto(`${portal.origin}/credentials/cme`);
	expect(answer?.status()).toBe(403);

	await page.context().clearCookies();
	await signInAs(page, portal, 'coordinator');
	await page.goto(`${portal.origin}/credentials/inbox`);
	await page.getByRole('row').filter({ hasText: 'Reading group' }).getByRole('link').click();
	await expect(page.getByTitle(/reading-group\.pdf/)).toBeVisible();
	await page.keyboard.press('a');
	await expect(page.getByRole('heading', { name: 'It is accepted and recorded.' })).toBeVisible();
	await page.getByRole('link', { name: 'Open their continuing education' }).click();
	await expect(activities.getByRole('row').filter({ hasText: 'Reading group' })).toContainText('document');
});
