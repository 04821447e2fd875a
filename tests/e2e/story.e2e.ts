import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { runReport } from '#lib/features/reports/runs/run-job.server.ts';
import { runDue } from '#lib/server/jobs/runner.ts';
import { aRadiologist, aUser, testPassword } from '../support/builders.ts';
import { ctReportMessage, markers, writeCtStudy } from '../support/study-files.ts';
import { expect, signIn, makePortalTest, type Portal } from './portal.ts';

const test = makePortalTest();

test.describe.configure({ mode: 'serial' });

type People = Record<
	'coordinator' | 'reviewer' | 'committee' | 'chair' | 'radiologist' | 'director' | 'auditor',
	string
>;
let people: People;

/** A page signed in as one of the people, closed by the test that opened it. */
async function as(page: Page, portal: Portal, role: keyof People): Promise<void> {
	await page.context().clearCookies();
	await signIn(page, portal, people[role], testPassword);
}

test('an administrator sets the group up in the browser', async ({ page, portal }) => {
	await page.goto(portal.origin);
	await expect(page).toHaveURL(/\/set-up$/);
	await page.getByLabel('Name of the group').fill('Saltmarsh Teleradiology');
	await page.getByLabel('Time zone').fill('America/Chicago');
	await page.getByLabel('Your name').fill('Ada Admin');
	await page.getByLabel('Email').fill('ada@example.org');
	await page.getByLabel('Password').fill('four slow herons');
	await page.getByRole('button', { name: 'Set up and sign in' }).click();
	await expect(page).toHaveURL(`${portal.origin}/admin`);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('finished reads and their images come in', async ({ page, portal }) => {
	const { app } = portal;
	const incoming = join(portal.dataFolder, 'incoming');
	writeCtStudy(join(incoming, 'ct'));
	writeFileSync(join(incoming, 'report.hl7'), ctReportMessage());
	writeFileSync(join(incoming, 'holiday.txt'), 'not a message');

	const first = await portal.cli('import', incoming);
	expect(first.out).toContain('holiday.txt');
	const second = await portal.cli('import', join(incoming, 'ct'), join(incoming, 'report.hl7'));
	expect(second.code).toBe(0);

	const { radiologists, facilities, reads } = app.db.read.tables;
	const [reader] = await app.db.read
		.select()
		.from(radiologists)
		.where(eq(radiologists.familyName, markers.readerFamily));
	const [facility] = await app.db.read.select().from(facilities);
	const rows = await app.db.read.select().from(reads);
	expect(rows).toHaveLength(1);
	if (!reader || !facility) throw new Error('the import made no reader or facility');
	const reviewing = await aRadiologist(app, { familyName: 'Reviewson' });
	const email = async (role: keyof People, given: Parameters<typeof aUser>[2] = {}): Promise<string> =>
		(await aUser(app, role, given)).email;
	people = {
		coordinator: await email('coordinator'),
		reviewer: await email('reviewer', { radiologistId: reviewing.id }),
		committee: await email('committee'),
		chair: await email('chair'),
		radiologist: await email('radiologist', { radiologistId: reader.id }),
		director: await email('director'),
		auditor: await email('auditor', { expiresAt: Date.now() + 30 * DAY_MS })
	};
	const { auditorScopes, users } = app.db.read.tables;
	const [auditor] = await app.db.read.select().from(users).where(eq(users.email, people.auditor));
	await app.db.transaction((write) =>
		write.insert(auditorScopes).values({
			userId: auditor?.id ?? '',
			facilityId: facility.id,
			periodFrom: Date.UTC(2026, 0, 1),
			periodTo: Date.UTC(2030, 0, 1)
		})
	);

	await as(page, portal, 'coordinator');
	await page.goto(`${portal.origin}/reads`);
	await expect(page.getByText(markers.accession)).toBeVisible();
});

test('the coordinator publishes a policy, commits to a draw and reveals it', async ({ page, portal }) => {
	await as(page, portal, 'director');
	await page.goto(`${portal.origin}/sampling/policy`);
	await page.getByLabel('CT', { exact: true }).fill('100');
	await page.getByRole('button', { name: /Publish/ }).click();
	await expect(page.getByText(/version 2/i).first()).toBeVisible();

	await as(page, portal, 'coordinator');
	await page.goto(`${portal.origin}/sampling`);
	await page.getByLabel('Name').fill('2026-W46');
	await page.getByLabel('First day').fill('2026-11-01');
	await page.getByLabel('Last day').fill(toUtcDay(Date.now() - DAY_MS));
	await page.getByRole('button', { name: 'Commit' }).click();
	await expect(page.getByRole('heading', { name: '2026-W46' })).toBeVisible();
	await page.getByRole('button', { name: 'Draw and reveal' }).click();
	await expect(page.getByText('1 case drawn, 1 assigned.')).toBeVisible();

	const files: string[] = [];
	for (const name of ['Certificate (JSON)', 'Frame (CSV, no PHI)']) {
		const download = page.waitForEvent('download');
		await page.getByRole('link', { name }).click();
		files.push(await (await download).path());
	}
	const verdict = await portal.cli('draw', 'verify', ...files);
	expect(verdict).toMatchObject({ code: 0, out: expect.stringContaining('The draw holds.') });
});

test('the reviewer reads blinded at L3, marks the finding and scores', async ({ page, portal }) => {
	await as(page, portal, 'reviewer');
	await page.goto(`${portal.origin}/reviews`);
	// The key belongs to the page's script, which must have come.
	await page.waitForLoadState('networkidle');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/reviews\/[0-9a-f-]{36}/);
	await expect(page.getByText('blinded L3')).toBeVisible();
	await expect(page.getByText('Sealed until your impression is locked.')).toBeVisible();

	// The canvas shows more than black: the head is there.
	const canvas = page.locator('.surface canvas').first();
	await expect
		.poll(() =>
			canvas.evaluate((element: HTMLCanvasElement) => {
				const context = element.getContext('2d');
				if (!context) return 0;
				const { data } = context.getImageData(0, 0, element.width, element.height);
				let lit = 0;
				for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 0) > 40) lit += 1;
				return lit / (data.length / 4);
			})
		)
		.toBeGreaterThan(0.05);

	await page.getByLabel('What do you see?').fill('Rounded dense focus in the left frontal lobe.');
	await page.getByRole('button', { name: 'Lock impression' }).click();
	await page.getByRole('button', { name: 'Open the report' }).click();
	await expect(page.getByText('No acute intracranial abnormality.')).toBeVisible();

	const box = await canvas.boundingBox();
	if (!box) throw new Error('the canvas has no place');
	await canvas.hover();
	await page.keyboard.press('m');
	await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.45);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width * 0.72, box.y + box.height * 0.35, { steps: 8 });
	await page.mouse.up();
	await expect(page.getByText('1 mark on the images')).toBeVisible();
	await page.keyboard.press('Escape');

	await page.getByRole('radio', { name: /^3/ }).check();
	await page.getByRole('radio', { name: /^b/i }).check();
	await page.getByRole('radio', { name: 'Miss' }).check();
	await page.getByRole('radio', { name: 'Perception' }).check();
	await page.getByLabel('Comment').fill('A dense rounded focus was not reported.');
	await page.reload();
	await expect(page.getByLabel('Comment')).toHaveValue('A dense rounded focus was not reported.');
	await page.getByRole('button', { name: /^Submit/ }).click();
	await expect(page.getByText('All done')).toBeVisible();
});

test('two members of the committee vote, blind, and that decides', async ({ page, portal }) => {
	for (const [role, answer] of [
		['committee', 'Your vote is cast.'],
		['chair', 'Decided.']
	] as const) {
		await as(page, portal, role);
		await page.goto(`${portal.origin}/committee`);
		await page.getByRole('link', { name: /CT/ }).first().click();
		await expect(page.getByText('A reviewer scored this 3b.')).toBeVisible();
		await expect(page.getByText(markers.readerFamily)).toHaveCount(0);
		await page.getByRole('radio', { name: 'Uphold' }).check();
		await page.getByLabel('Attributed to').selectOption({ label: 'The reader' });
		await page.getByLabel('Words to the reader').fill('The focus is there. Please look again.');
		await page.getByRole('button', { name: 'Vote' }).click();
		await expect(page.getByText(answer)).toBeVisible();
	}
});

test('the reader sees the outcome with the mark and acknowledges', async ({ page, portal }) => {
	await as(page, portal, 'radiologist');
	await page.goto(`${portal.origin}/feedback`);
	await page.getByRole('link', { name: /CT/ }).first().click();
	await expect(page.getByText('A dense rounded focus was not reported.')).toBeVisible();
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await page.getByRole('button', { name: 'Acknowledge' }).click();
	await expect(page.getByText('You acknowledged this outcome.')).toBeVisible();
});

test('the director’s page counts it', async ({ page, portal }) => {
	await as(page, portal, 'director');
	await page.goto(`${portal.origin}/quality`);
	await expect(page.getByText(/1 of 1/).first()).toBeVisible();
});

test('the auditor takes the report away, and it verifies', async ({ page, portal }) => {
	await as(page, portal, 'auditor');
	await page.goto(`${portal.origin}/reports`);
	await page.getByRole('link', { name: 'Peer-review summary' }).click();
	await page.getByLabel('Purpose').fill('CT accreditation survey');
	await page.getByLabel('Recipient').fill('Surveyor');
	await page.getByRole('button', { name: 'Download CSV' }).click();
	await expect(page).toHaveURL(/\/reports\/runs\//);
	await runDue(portal.app, [runReport]);
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Take a copy' }).click();
	const path = await (await download).path();
	const csv = readFileSync(path, 'utf8');
	expect(csv).toContain('By physician and modality');
	expect(csv).not.toContain(markers.readerFamily);

	await page.goto(`${portal.origin}/verify`);
	await page.getByLabel('File').setInputFiles(path);
	await expect(page.getByText('This file is exactly as exported.')).toBeVisible();
	const changed = join(portal.dataFolder, 'changed.csv');
	writeFileSync(changed, csv.replace('CT', 'MR'));
	await page.getByLabel('File').setInputFiles(changed);
	await expect(page.getByText('No export has this SHA-256.')).toBeVisible();

	expect(await portal.cli('report', 'verify', path)).toMatchObject({ code: 0 });
	expect(await portal.cli('audit', 'verify')).toMatchObject({ code: 0 });
});
