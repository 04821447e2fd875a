import { makeDemoTest, signInAs } from './demo-portal.ts';
import { expect } from './portal.ts';

const test = makeDemoTest();

test('a coordinator finds what runs out by key, renews it, checks it at the source, and the matrix turns', async ({
	page,
	portal
}) => {
	await signInAs(page, portal, 'coordinator');
	await page.keyboard.press('g');
	await page.keyboard.press('c');
	await expect(page).toHaveURL(/\/credentials$/);
	await page.getByLabel('People').selectOption({ label: 'only with something to be done' });
	await expect(page).toHaveURL(/only=problems/);

	// Arrows move among the cells, Enter opens the licence.
	const line = page.getByRole('row').filter({ hasText: 'Lansbury' });
	await line.getByRole('rowheader').getByRole('link').focus();
	await page.keyboard.press('End');
	await page.keyboard.press('Home');
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowRight');
	const cell = page.locator('td a:focus');
	await expect(cell).toContainText('runs out');
	await page.keyboard.press('Enter');

	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Victor Lansbury');
	const licence = page
		.getByRole('article')
		.filter({ has: page.getByRole('heading', { name: /MT Montana/ }) });
	const last = licence.first();
	await last.getByRole('link', { name: /^Renew/ }).click();
	await expect(page.getByText('The rules suggest')).toBeVisible();
	await expect(page.getByLabel('Last day')).toHaveValue('');
	await page.getByLabel('Status, in the board’s own words').fill('Gleefully current');
	await expect(page.getByText('Counts as: unknown')).toBeVisible();
	await page.getByLabel('Status, in the board’s own words').fill('Renewed & Current');
	await expect(page.getByText('Counts as: active')).toBeVisible();
	const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	await page.getByLabel('First day of the term').fill(day(10));
	await page.getByLabel('Last day').fill(day(5));
	await page.getByRole('button', { name: 'Record' }).click();
	await expect(page.getByText('The last day comes before the first.')).toBeVisible();
	await page.getByLabel('Last day').fill(day(740));
	await page.getByRole('button', { name: 'Record' }).click();
	await expect(page.getByText('It is recorded.')).toBeVisible();
	await expect(page.getByText('It counts from its first day, not before.')).toBeVisible();

	const newest = page
		.getByRole('article')
		.filter({ hasText: 'begins later' })
		.filter({ has: page.getByRole('heading', { name: /MT Montana/ }) });
	await newest.getByRole('link', { name: /^Record a check/ }).click();
	await page.getByLabel('Day of the check').fill(day(-1));
	await page.getByLabel('What the source says').selectOption({ label: 'as recorded' });
	await page.getByLabel('Source', { exact: true }).fill('Montana Board of Medical Examiners');
	await page.getByLabel('Kind of source').selectOption({ label: 'primary source' });
	await page.getByLabel('How').selectOption({ label: 'web page' });
	await page.getByRole('button', { name: 'Record' }).click();
	await expect(newest.getByText(/Montana Board of Medical Examiners.*as recorded/)).toBeVisible();

	await page.goto(`${portal.origin}/credentials`);
	const now = page.getByRole('row').filter({ hasText: 'Lansbury' });
	await expect(now.getByRole('cell').nth(2)).toContainText('licensed');
	await page.goto(`${portal.origin}/credentials?only=problems`);
	await expect(page.getByRole('row').filter({ hasText: 'Lansbury' })).toHaveCount(0);
});

test('a file with a row that cannot be read is named by line and taken whole once it is mended', async ({
	page,
	portal
}) => {
	await signInAs(page, portal, 'coordinator');
	await page.goto(`${portal.origin}/credentials/import`);
	const header = 'radiologist,jurisdiction,number,pathway,status,issued_on,expires_on';
	const give = (row: string) =>
		page.getByLabel('File', { exact: true }).setInputFiles({
			name: 'licences.csv',
			mimeType: 'text/csv',
			buffer: Buffer.from(`${header}\r\nR01,WI,W7,full,Active,2025-01-01,2027-12-31\r\n${row}\r\n`)
		});
	await give('R02,WI,W8,full,Active,2025-13-01,2027-12-31');
	await page.getByRole('button', { name: 'Take in' }).click();
	await expect(page.getByRole('heading', { name: 'Nothing is taken: 1 row cannot be read' })).toBeVisible();
	await expect(page.getByRole('row').filter({ hasText: 'Please enter a day as YYYY-MM-DD.' })).toContainText(
		'3'
	);
	await give('R02,WI,W8,full,Active,2025-01-01,2027-12-31');
	await page.getByRole('button', { name: 'Check' }).click();
	await expect(page.getByRole('heading', { name: '2 rows would be taken in' })).toBeVisible();
	await page.getByRole('button', { name: 'Take in' }).click();
	await expect(page.getByRole('heading', { name: '2 rows taken in' })).toBeVisible();
});
