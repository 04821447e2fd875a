import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { checkPdf, hasPdfTools, pdfText } from '../support/pdf-tools.ts';
import { makeDemoTest, signInAs } from './demo-portal.ts';
import { expect } from './portal.ts';

const test = makeDemoTest();

/** Makes a document by its button and fetches it: where it is, and its bytes. */
async function take(page: Page, button: string): Promise<{ path: string; bytes: Buffer }> {
	const before = page.url();
	await page.getByRole('button', { name: button }).click();
	await page.waitForURL((url) => url.href !== before && url.searchParams.has('new'));
	const download = page.waitForEvent('download');
	await page
		.getByRole('status')
		.getByRole('link', { name: /Download/ })
		.click();
	const file = await download;
	expect(file.suggestedFilename()).toMatch(/^overread-[a-z-]+-\d{4}-\d{2}-\d{2}\.pdf$/);
	const path = await file.path();
	return { path, bytes: readFileSync(path) };
}

/** What the cells of a table of the page hold, row by row. */
function rowsOf(page: Page, caption: string): Promise<string[][]> {
	return page
		.getByRole('table', { name: caption, exact: true })
		.locator('tbody tr')
		.evaluateAll((rows) =>
			rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? ''))
		);
}

test('credentials go out as FHIR and come back without a change', async ({ page, portal }) => {
	await signInAs(page, portal, 'radiologist');
	await page.goto(`${portal.origin}/me/portfolio`);
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: /FHIR bundle/ }).click();
	const text = readFileSync(await (await download).path(), 'utf8');
	const bundle = JSON.parse(text) as { entry: { resource: { resourceType: string } }[] };
	expect(bundle.entry[0]?.resource.resourceType).toBe('Practitioner');

	await page.context().clearCookies();
	await signInAs(page, portal, 'coordinator');
	await page.goto(`${portal.origin}/credentials/fhir`);
	await page.getByLabel('or paste it').fill(text.replace('"period"', '"period_"'));
	await page.getByRole('button', { name: 'Check it' }).click();
	await expect(page.getByRole('heading', { name: /^0 new, \d+ recorded already$/ })).toBeVisible();
	await expect(page.getByRole('heading', { name: '1 item is not taken' })).toBeVisible();
	await expect(page.getByRole('table', { name: 'What is not taken, and why' })).toContainText(
		'Bundle.entry[0].resource.qualification[0].period.start'
	);
});

const squeeze = (text: string): string => text.replace(/\s+/gu, ' ');

test('a radiologist takes away the portfolio and the evidence of a year', async ({ page, portal }) => {
	await signInAs(page, portal, 'radiologist');
	await page.goto(`${portal.origin}/me/credentials`);
	await page.getByRole('link', { name: 'My portfolio' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'My portfolio' })).toBeVisible();

	const sums = await rowsOf(page, 'Continuing experience');
	const [year] = await rowsOf(page, 'What you did in peer review, by year');
	expect(sums.length).toBeGreaterThan(0);

	const portfolio = await take(page, 'Make the portfolio');
	await page.getByLabel('Year').selectOption({ index: 0 });
	const letter = await take(page, 'Make the letter');
	for (const { bytes } of [portfolio, letter]) expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
	const files = await rowsOf(page, 'Documents that you took away');
	expect(files.map(([document]) => document)).toEqual(['Evidence of participation', 'Portfolio']);
	expect(files[1]?.[3]).toBe(createHash('sha256').update(portfolio.bytes).digest('hex'));

	await page.goto(`${portal.origin}/verify`);
	await page.getByLabel('SHA-256').fill(files[1]?.[3] ?? '');
	await page.getByRole('button', { name: 'Check' }).click();
	await expect(page.getByText('Portfolio of a radiologist')).toBeVisible();

	if (!hasPdfTools()) return;
	for (const { path } of [portfolio, letter]) checkPdf(path);
	const text = squeeze(pdfText(portfolio.path));
	for (const row of sums) expect(text).toContain(squeeze(row.join(' ')));
	expect(squeeze(pdfText(letter.path))).toContain(`Second looks done ${squeeze(year?.[1] ?? '')}`);
});
