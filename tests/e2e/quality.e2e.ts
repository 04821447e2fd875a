import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { makeDemoTest, signInAs } from './demo-portal.ts';
import { expect, type Portal } from './portal.ts';

const test = makeDemoTest();

const chartOf = (page: Page, name: RegExp) => page.getByRole('slider', { name });
const panelOf = (page: Page, filename: string) =>
	page.locator('figure').filter({ has: page.locator(`a[download="${filename}.csv"]`) });

test.beforeEach(async ({ page, portal }) => {
	await signInAs(page, portal, 'director');
	await page.goto(`${portal.origin}/quality`);
});

test('the morning stands in words, and every panel has its finding, its chart and its table', async ({
	page
}) => {
	await expect(page.locator('main header').first()).toContainText(/due reviews? (are|is) done/);
	await expect(chartOf(page, /^Points of the chart/).first()).toBeVisible();
	for (const name of ['programme-health', 'rate-by-modality', 'trend', 'causes', 'score-mix']) {
		await expect(panelOf(page, name), name).toHaveCount(1);
	}
});

test('a chart is walked by key, says each point, and opens its cases', async ({ page }) => {
	const chart = panelOf(page, 'rate-by-modality').getByRole('slider');
	await chart.focus();
	await expect(chart).toHaveAttribute('aria-valuetext', /arrow keys walk through them/);
	await page.keyboard.press('ArrowRight');
	await expect(chart).toHaveAttribute('aria-valuetext', /n.\d.*1 of \d/);
	const first = await chart.getAttribute('aria-valuetext');
	await page.keyboard.press('End');
	await expect(chart).not.toHaveAttribute('aria-valuetext', first ?? '');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/quality\/cases\?.*outcome=any/);
	await expect(page.getByRole('heading', { level: 1, name: /case/ })).toBeVisible();
});

test('a chart is taken away as table, CSV and picture with the same numbers', async ({ page }) => {
	const figure = panelOf(page, 'rate-by-modality');
	await figure.getByText('Table', { exact: true }).click();
	const rows = await figure.locator('tbody tr').count();
	const csvDownload = page.waitForEvent('download');
	await figure.getByRole('link', { name: 'Download CSV' }).click();
	const lines = readFileSync(await (await csvDownload).path(), 'utf8').split('\r\n');
	expect(lines.filter((line) => line !== '' && !line.includes('# '))).toHaveLength(rows + 1);

	const pngDownload = page.waitForEvent('download');
	await figure.getByRole('button', { name: 'Download PNG' }).click();
	const png = readFileSync(await (await pngDownload).path());
	expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
	expect(png.readUInt32BE(16)).toBe(1920);
});

test('the filter is in the address, and comes back from it', async ({ page }) => {
	const period = page.getByLabel('Period', { exact: true });
	await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
	await period.focus();
	await period.selectOption('24');
	await expect(page).toHaveURL(/months=24/);
	await expect(page.getByText(/^Now: last 24 months\. .*reviews? (are|is) done/)).toBeAttached();
	await expect(period).toBeFocused();
	await page.getByLabel('Compared with').selectOption('previous');
	await expect(page).toHaveURL(/compare=previous/);
	await expect(page.getByRole('table', { name: 'Outcomes in both periods' })).toBeVisible();
	expect(await page.evaluate(() => 'isSamePage' in globalThis), 'nothing but the figures was loaded').toBe(
		true
	);
	await page.reload();
	await expect(page.getByLabel('Period', { exact: true })).toHaveValue('24');
	await expect(page.getByLabel('Way into review').locator('option[value=""]')).toHaveCount(0);
});

test('what is out of sight follows a filter when it comes near, and all of it before it is printed', async ({
	page
}) => {
	const period = page.getByLabel('Period', { exact: true });
	const panel = page.locator('main section:has([id$="-basis"])').last();
	const lastBasis = () => panel.locator('[id$="-basis"]').innerText();
	// As on a machine that never has time: nothing waits for anything but sight and paper.
	await page.addInitScript(() => Object.assign(globalThis, { requestIdleCallback: () => 0 }));
	await page.reload();
	await expect(chartOf(page, /^Points of the chart/).first()).toBeVisible();
	const year = await lastBasis();
	const choose = async (months: string) => {
		await page.evaluate(() => scrollTo(0, 0));
		await period.selectOption(months);
		await expect(page.getByText(`Now: last ${months} months`)).toBeAttached();
	};
	await choose('24');
	expect(await lastBasis(), 'out of sight').toBe(year);
	await panel.scrollIntoViewIfNeeded();
	await expect.poll(() => lastBasis(), 'in sight').not.toBe(year);
	await choose('12');
	expect(await lastBasis(), 'out of sight again').not.toBe(year);
	await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
	expect(await lastBasis(), 'on paper').toBe(year);
});

test('an address edited by hand is answered in words', async ({ page, portal }) => {
	await page.goto(`${portal.origin}/quality?months=7&facility=nowhere&level=L9&region=tail&compare=never`);
	await expect(page.getByText(/Not understood in the address/)).toBeVisible();
	await expect(page.locator('main')).not.toContainText(/NaN|undefined|Infinity|\[object/);
	await page.goto(`${portal.origin}/quality/cases?outcome=everything&month=2026-99&reader=%27--`);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.locator('main')).not.toContainText(/NaN|undefined|Invalid/);
	const firstOf = async (path: string, link: string) => {
		await page.goto(portal.origin + path);
		return (await page.locator(`main a[href^="${link}"]`).first().getAttribute('href')) ?? '';
	};
	for (const path of [
		'/quality/trend',
		'/quality/signals',
		'/quality/cases',
		await firstOf('/quality', '/quality/radiologists/'),
		'/turnaround',
		'/turnaround/reads',
		'/turnaround/critical',
		await firstOf('/turnaround/critical', '/turnaround/critical/'),
		`/turnaround/facilities/${await page.goto(`${portal.origin}/turnaround`).then(() => page.getByLabel('Facility', { exact: true }).locator('option').nth(1).getAttribute('value'))}`
	]) {
		await page.goto(`${portal.origin}${path}?colour=blue`);
		await expect(page.getByText(/^Not understood in the address.*: colour\.$/), path).toBeVisible();
	}
	await page.goto(`${portal.origin}/quality/trend?months=7`);
	await expect(page.getByText(/Not understood in the address.*: period\.$/)).toBeVisible();
	await page.goto(`${portal.origin}/turnaround/critical?after=nowhere`);
	await expect(page.getByText(/Not understood in the address.*: after\.$/)).toBeVisible();
	const answer = await page.goto(`${portal.origin}/quality/radiologists/nobody`);
	expect(answer?.status()).toBe(404);
});

test('cases stand without readers until somebody says why, and that is on record', async ({
	page,
	portal
}) => {
	await page.goto(`${portal.origin}/quality/cases?outcome=any`);
	await expect(page.getByRole('columnheader', { name: 'Reader', exact: true })).toHaveCount(0);
	await page.getByLabel('Reason').selectOption('data-check');
	await page.getByRole('button', { name: 'Show readers and reviewers' }).click();
	await expect(page.getByRole('columnheader', { name: 'Reader', exact: true })).toBeVisible();
	await page.goto(`${portal.origin}/audit?type=cases.unblinded`);
	await expect(page.locator('main tbody tr').filter({ hasText: 'cases.unblinded' }).first()).toBeVisible();
});

test('the director notes what happened, and withdraws it', async ({ page, portal }) => {
	await page.goto(`${portal.origin}/quality/trend`);
	await page.getByLabel('What changed').selectOption('scanner');
	await page.getByLabel('In a few words').fill('A new scanner in the north');
	await page.getByRole('button', { name: 'Add the note' }).click();
	const table = page.getByRole('table', { name: 'Notes on the trend' });
	await expect(table).toContainText('A new scanner in the north');
	await expect(page.locator('figure ol')).toContainText('Scanner: A new scanner in the north');
	await page.getByRole('button', { name: /^Withdraw the note “A new scanner in the north/ }).click();
	await expect(page.getByText('A new scanner in the north')).toHaveCount(0);
});

test('the director freezes the baseline', async ({ page, portal }) => {
	await page.goto(`${portal.origin}/quality/trend`);
	await page.getByRole('button', { name: 'Freeze the baseline' }).click();
	await expect(page.locator('figure')).toContainText('frozen by the director');
});

/** A signal as the watch raises it. */
async function raiseSignal(portal: Portal): Promise<string> {
	const { app } = portal;
	const { radiologists, qualityAlerts } = app.db.read.tables;
	const [reader] = await app.db.read.select().from(radiologists).limit(1);
	if (!reader) throw new Error('the group has no radiologist');
	const evidence = {
		code: reader.code,
		month: null,
		observed: 39,
		expected: 16.04,
		n: 340,
		ratio: 2.43,
		lower: 1.73,
		upper: 3.32,
		tail: 0.00004,
		reviewers: 14,
		changesWithReviewers: false,
		since: null,
		fromMonth: '2025-11',
		throughMonth: '2026-10'
	};
	const row = { id: app.ids(), kind: 'ratio', onceKey: 'story', radiologistId: reader.id, evidence };
	await app.db.transaction((write) =>
		write.insert(qualityAlerts).values({ ...row, status: 'open', raisedAt: app.clock.now() })
	);
	return reader.code;
}

test('a signal waits on the home page, is taken up, noted and closed by key, and stays on record', async ({
	page,
	portal
}) => {
	const code = await raiseSignal(portal);
	await page.goto(portal.origin);
	await page.getByRole('link', { name: /signals? waits? for you/ }).focus();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/quality\/signals$/);
	const task = page.getByRole('region', { name: new RegExp(`^${code}: 39 discrepancies where 16.0`) });
	await expect(task).toContainText('less than once in 20');
	await task.getByRole('button', { name: 'I look at it' }).focus();
	await page.keyboard.press('Enter');
	await expect(task.getByText('being looked at')).toBeVisible();

	await task.getByText('Add a note', { exact: true }).first().focus();
	await page.keyboard.press('Enter');
	await task.getByLabel('Note', { exact: true }).fill('Asked the committee to read them again.');
	await task.getByRole('button', { name: 'Add a note' }).focus();
	await page.keyboard.press('Enter');
	await expect(task.locator('.written')).toHaveText('Asked the committee to read them again.');

	await task.getByText('Close the signal', { exact: true }).first().focus();
	await page.keyboard.press('Enter');
	await task.getByLabel('What became of it').selectOption('not-confirmed');
	await task.getByLabel('Why').fill('Three of five readers scored them 1.');
	await task.getByRole('button', { name: 'Close the signal' }).focus();
	await page.keyboard.press('Enter');
	await expect(task.getByText('Not confirmed by re-reading').first()).toBeVisible();
	await expect(task.getByRole('button')).toHaveCount(0);

	await page.goto(`${portal.origin}/audit?type=alert.closed`);
	await expect(page.locator('main tbody tr').filter({ hasText: 'alert.closed' })).toHaveCount(1);
});

test('the page of a radiologist has its windows, and the name with a reason', async ({ page }) => {
	await page
		.getByRole('table', { name: /Observed against expected/ })
		.getByRole('link')
		.first()
		.click();
	await expect(page.getByRole('heading', { level: 1, name: /^Radiologist/ })).toBeVisible();
	await expect(page.getByText(/^6 months, /).first()).toBeVisible();
	await expect(page.getByText(/^12 months, /).first()).toBeVisible();
	await expect(page.getByText(/^24 months, /).first()).toBeVisible();
	await expect(page.getByRole('table', { name: 'Turnaround beside that of the section' })).toContainText(
		'24 months'
	);
	const code = await page.getByRole('heading', { level: 1 }).innerText();
	await page.getByLabel('Reason').selectOption('evaluation');
	await page.getByRole('button', { name: 'Show names' }).click();
	await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(code);
});

test('radiologists see their own page and nobody’s name or code but their own', async ({ page, portal }) => {
	await page.context().clearCookies();
	await signInAs(page, portal, 'radiologist');
	await page.goto(`${portal.origin}/me`);
	await expect(page.getByRole('heading', { level: 1, name: 'My quality' })).toBeVisible();
	const own = /under the code (\S+);/.exec(await page.locator('main').innerText())?.[1];
	const codes = new Set((await page.content()).match(/\bR\d\d\b/g) ?? []);
	codes.delete(own ?? '');
	expect([...codes]).toEqual([]);
	expect((await page.goto(`${portal.origin}/quality`))?.status()).toBe(403);
});

test('where the chart cannot be drawn the table says the same', async ({ page, portal }) => {
	await page.route(/chunks\/.*\.js/, async (route) => {
		const answer = await route.fetch();
		const body = await answer.text();
		return body.includes('Canvas is already in use')
			? route.abort()
			: route.fulfill({ response: answer, body });
	});
	await page.goto(`${portal.origin}/quality`);
	const figure = panelOf(page, 'rate-by-modality');
	await expect(figure.getByText('The chart could not be drawn')).toBeVisible();
	await expect(figure.locator('tbody tr').first()).toBeVisible();
});
