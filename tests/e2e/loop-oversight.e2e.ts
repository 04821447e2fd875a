import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { takeForPlans } from '#lib/features/referrals/take-for-plans.server.ts';
import { allJobs, makePeriodicJob } from '#lib/runtime/worker.ts';
import { enqueue } from '#lib/server/jobs/queue.ts';
import { runDue } from '#lib/server/jobs/runner.ts';
import { enterOn, openLoop, sitDownAs, tabTo, typeInto } from '../support/loop-desk.ts';
import { markers } from '../support/study-files.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

test.describe.configure({ mode: 'serial' });

test('the director publishes an edition of the taxonomy and the policies of review and committee', async ({
	page,
	portal
}) => {
	await openLoop(portal);
	await sitDownAs(page, portal, 'director', '/admin/policies/taxonomy');
	await page.getByLabel('Name of the edition').fill('2027.1');
	const factors = page.getByLabel('Contributing factors');
	await factors.fill(`${await factors.inputValue()}\nnight-work | Work at night`);
	await page.getByRole('button', { name: 'Show what changes' }).click();
	await expect(page.getByText(/Work at night \(night-work\)/)).toBeVisible();
	await page.getByRole('button', { name: /^Publish version/ }).click();
	await expect(page.getByText(/^Version \d+ is in force\.$/)).toBeVisible();

	await page.goto(`${portal.origin}/admin/policies/review`);
	await page.getByLabel('Days until a review is due').fill('10');
	await page.getByRole('button', { name: 'Publish version 3' }).click();
	await expect(page.getByText('Version 3 is in force.')).toBeVisible();

	await page.goto(`${portal.origin}/admin/policies/committee`);
	await page.getByLabel(/^Quorum/).fill('3');
	await page.getByRole('button', { name: 'Publish version 2' }).click();
	await expect(page.getByText('Version 2 is in force.')).toBeVisible();
	await expect(page.getByLabel(/^Quorum/)).toHaveValue('3');
});

test('the director begins a focused review and ends it; its case is in no other rate', async ({
	page,
	portal
}) => {
	await sitDownAs(page, portal, 'director', '/referrals/focused');
	await page.getByRole('link', { name: 'Begin a plan' }).click();
	const radiologist = page.getByLabel('Radiologist');
	const reader = radiologist.locator('option', { hasText: markers.readerFamily });
	await radiologist.selectOption((await reader.getAttribute('value')) ?? '');
	await page.getByRole('radio', { name: 'New privilege' }).check();
	await page.getByLabel('Reason', { exact: false }).first().fill('Heads at night are new.');
	await page.getByLabel('Reads to review').fill('1');
	await page.getByLabel('First day').fill('2026-11-01');
	await page.getByLabel('Last day').fill(toUtcDay(Date.now() - DAY_MS));
	await page.getByLabel('Criteria').fill('No score of 3b.');
	await page.getByRole('button', { name: 'Begin' }).click();
	await expect(page.getByText('The plan has begun.')).toBeVisible();
	const plan = new URL(page.url()).pathname;
	await takeForPlans(portal.app);
	await page.goto(portal.origin + plan);
	await expect(page.getByText('0 of 1 reviewed, 1 drawn')).toBeVisible();

	await sitDownAs(page, portal, 'radiologist', '/feedback');
	await expect(page.getByText(/focused review of your reads/)).toBeVisible();

	await sitDownAs(page, portal, 'director', plan);
	await page.getByRole('radio', { name: /^Stopped/ }).check();
	await page.getByLabel('In words').fill('The privilege was withdrawn.');
	await page.getByRole('button', { name: 'End the plan' }).click();
	await expect(page.getByText(/: Stopped\.$/)).toBeVisible();
	await page.goto(`${portal.origin}/quality`);
	await expect(page.getByText(/none drawn for review yet/)).toBeVisible();
});

test('the director adds a known case whose answer is proven, and retires it', async ({ page, portal }) => {
	await sitDownAs(page, portal, 'director', '/calibration/new');
	await page.getByLabel('Accession number').fill(markers.accession);
	await page.getByRole('button', { name: 'Find' }).click();
	await page.locator('main a.row-link').first().click();
	await page.getByRole('radio', { name: 'Surgery, pathology or follow-up' }).check();
	await page.getByRole('radio', { name: '3b' }).check();
	await page.getByLabel('Why this is the answer').fill('The follow-up of the tenth day.');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Known case 1' })).toBeVisible();
	await expect(page.getByText('The follow-up of the tenth day.')).toBeVisible();
	await page.getByRole('button', { name: 'Retire' }).click();
	await expect(page.getByText(/^Retired/).first()).toBeVisible();
});

test('an improvement has an owner, who is told and closes it by key', async ({ page, portal }) => {
	await sitDownAs(page, portal, 'coordinator', '/learning/actions');
	await page.getByLabel('What is to be done').fill('Narrow window as a preset');
	const owner = page.getByLabel('Owner');
	await owner.selectOption({ label: `${markers.readerGiven} ${markers.readerFamily}` });
	await page.getByLabel('Due on').fill(toUtcDay(Date.now() + 30 * DAY_MS));
	await page.getByRole('button', { name: 'Open it' }).click();
	await expect(page.getByRole('heading', { name: 'Narrow window as a preset' })).toBeVisible();

	await sitDownAs(page, portal, 'radiologist', '/notices');
	await enterOn(page, page.getByRole('button', { name: /^An improvement is yours/ }));
	await expect(page).toHaveURL(/\/learning\/actions/);
	await page.waitForLoadState('networkidle');
	await enterOn(page, page.locator('summary', { hasText: 'Narrow window as a preset' }));
	await tabTo(page, page.getByRole('radio', { name: 'done' }));
	await page.keyboard.press('Space');
	await typeInto(page, page.getByLabel('What came of it'), 'It is a preset on every station.');
	await enterOn(page, page.getByRole('button', { name: 'Close it' }));
	await expect(page.getByText('Result: It is a preset on every station.')).toBeVisible();
});

test('the administrator sees that mail is off and what is stuck, and has it tried again', async ({
	page,
	portal
}) => {
	const { app } = portal;
	const unknown = makePeriodicJob([]);
	// What the pages before put into the queue is not what this is about.
	await runDue(app, allJobs);
	const context = { ids: app.ids, now: app.clock.now() };
	await app.db.transaction((write) => enqueue(write, context, unknown, { task: 'no-such-task' }));
	expect(await runDue(app, allJobs)).toBe(1);
	await sitDownAs(page, portal, 'administrator', '/admin/system');
	await expect(page.getByRole('heading', { name: 'Mail is off' })).toBeVisible();
	await expect(page.getByRole('heading', { name: '1 piece of work is stuck' })).toBeVisible();
	await expect(page.getByRole('row', { name: /task-unknown/ })).toBeVisible();
	await page.getByRole('button', { name: 'Try all again' }).click();
	await expect(page.getByText('They are tried again now.')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'No work is stuck' })).toBeVisible();
	expect(await runDue(app, allJobs)).toBe(1);
	await page.reload();
	await expect(page.getByRole('heading', { name: '1 piece of work is stuck' })).toBeVisible();
});
