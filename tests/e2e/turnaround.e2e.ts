import { expect } from '@playwright/test';
import { makeDemoTest, signInAs } from './demo-portal.ts';

const test = makeDemoTest();

test('a coordinator follows a late read from the number to its cause, holds a clock and closes a critical loop', async ({
	page,
	portal
}) => {
	await signInAs(page, portal, 'coordinator');
	await page.goto(`${portal.origin}/turnaround`);
	await expect(page.getByRole('heading', { level: 1, name: 'Turnaround' })).toBeVisible();
	await expect(page.getByRole('table', { name: 'Turnaround by class' })).toContainText('STAT and emergency');
	await page.getByLabel('Period', { exact: true }).selectOption('last year');
	await expect(page).toHaveURL(/months=12/);
	await page.getByLabel('Tier of the reader').selectOption({ index: 1 });
	await expect(page).toHaveURL(/tier=\w/);
	await expect(page).toHaveURL(/months=12/);
	await page.getByRole('link', { name: 'Show the late reads' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Late reads' })).toBeVisible();
	await page.locator('main a.row-link').first().click();

	const panel = page.locator('#turnaround');
	await panel.getByLabel('Cause', { exact: true }).selectOption('Too few readers on shift');
	await panel.getByLabel('Words').fill('Two of five ill.');
	await panel.getByRole('button', { name: 'Save the cause' }).click();
	await expect(panel.getByText('Too few readers on shift – Two of five ill.')).toBeVisible();

	await panel.getByText('Hold the clock').click();
	await panel.getByLabel('Why', { exact: true }).selectOption('Priors missing');
	await panel.getByLabel('From', { exact: true }).fill('2020-01-01T10:00');
	await panel.getByLabel('Until').fill('2020-01-01T09:00');
	await panel.getByRole('button', { name: 'Write the hold down' }).click();
	await expect(panel.getByText('The hold ends before it begins.')).toBeVisible();
	await panel.getByLabel('Until').fill('2020-01-01T11:00');
	await panel.getByRole('button', { name: 'Write the hold down' }).click();
	await expect(panel.getByText('written down by hand')).toHaveCount(2);
	await panel.getByRole('button', { name: 'Take back' }).first().click();
	await expect(panel.getByText('taken back')).toHaveCount(1);

	await panel.getByText('Record a critical result').click();
	await panel.getByLabel('Category 1').check();
	await panel.getByLabel('Finding').fill('Tension pneumothorax on the left.');
	await panel.getByRole('button', { name: 'Record', exact: true }).click();
	await expect(page).toHaveURL(/\/turnaround\/critical\//);
	await page.getByLabel('Who told').fill('Reading room desk');
	await page.getByLabel('Who was told').fill('Dr. Ode, emergency');
	await page.getByLabel('How', { exact: true }).selectOption('telephone');
	await page.getByRole('button', { name: 'Communicated' }).click();
	await page.getByLabel('Who has it').fill('Dr. Ode, emergency');
	await page.getByRole('button', { name: 'Received' }).click();
	await expect(page.locator('main').getByText('received', { exact: true })).toBeVisible();
	await expect(page.locator('main')).toContainText('Reading room desk, at');
});

test('a director reads, filters and prints a facility’s page that names nobody, and odd addresses get sensible words', async ({
	page,
	portal
}) => {
	await signInAs(page, portal, 'director');
	await page.goto(`${portal.origin}/turnaround?months=99&modality=XX`);
	await expect(page.locator('main')).toContainText('not part of what is shown: period, modality.');
	await page.getByLabel('Facility', { exact: true }).selectOption({ index: 1 });
	await page.getByLabel('Period', { exact: true }).selectOption('last year');
	await page.getByRole('button', { name: 'Show' }).click();
	await page.getByRole('link', { name: 'Page for the facility' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Turnaround for');
	await expect(page.getByText('It names no reader and no patient.')).toBeVisible();
	await expect(page.locator('main')).not.toContainText('NaN');
	await page.goto(`${portal.origin}/turnaround?clock=read-time&class=trauma&modality=FL`);
	await expect(page.getByText('No examination ended in this period')).toBeVisible();
	await page.goto(`${portal.origin}/turnaround/facilities/nowhere`);
	await expect(page.locator('main')).toContainText('This facility does not exist.');
});
