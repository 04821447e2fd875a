import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { GROUP_SETTING } from '#lib/features/admin/group-queries.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { aUser, publishInitialPolicies, testPassword } from '../support/builders.ts';
import { makeLeakFinder } from '../support/leaks.ts';
import { aDay, aPerson, aText, type Secret } from '../support/secrets.ts';
import { ctReportMessage, markers, writeCtStudy } from '../support/study-files.ts';
import { lookAtImages, tryOriginals } from '../support/walk-images.ts';
import { leaksOf, startWalk } from '../support/walk.ts';
import { expect, makePortalTest, signIn, type Portal } from './portal.ts';

const test = makePortalTest();

test.describe.configure({ mode: 'serial' });

const CT_OBJECTS = 16;
const roles = ['radiologist', 'reviewer', 'committee', 'coordinator'] as const;
type Role = (typeof roles)[number];
const names: Readonly<Record<Role, readonly [string, string]>> = {
	radiologist: [markers.readerGiven, markers.readerFamily],
	reviewer: ['Petronella', 'Skarsgaardh'],
	committee: ['Bartholomea', 'Okonkworthy'],
	coordinator: ['Wilhelmina', 'Mountbattenby']
};
const email = (role: Role): string => `first.${role}@example.org`;
let meetingPath = '';

async function as(page: Page, portal: Portal, role: Role): Promise<void> {
	await page.context().clearCookies();
	await signIn(page, portal, email(role), testPassword);
}

/** How much of the picture is not black. */
async function litShare(page: Page): Promise<number> {
	const canvas = page.locator('.surface canvas').first();
	return canvas.evaluate((element: HTMLCanvasElement) => {
		const context = element.getContext('2d');
		if (!context) return 0;
		const { data } = context.getImageData(0, 0, element.width, element.height);
		let lit = 0;
		for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 0) > 40) lit += 1;
		return lit / (data.length / 4);
	});
}

async function share(page: Page, portal: Portal, title: string, withImages: boolean): Promise<void> {
	await page.goto(`${portal.origin}/learning/new`);
	await page.getByRole('radio', { name: 'Great catch' }).check();
	if (withImages) {
		await page.getByLabel('Which of your reads').selectOption({ index: 1 });
	}
	await page.getByLabel('Title').fill(title);
	await page
		.getByLabel('What happened')
		.fill(`Dr. ${markers.readerFamily} read accession ${markers.accession} at ${markers.institution}.`);
	await page.getByLabel('What can be learned').fill('Look twice at the convexity.');
	await page.getByRole('button', { name: 'Share it' }).click();
	await expect(page.getByText('Thank you. Your case was taken.')).toBeVisible();
}

test('a group has a radiologist with a read and its images', async ({ portal }) => {
	const { app } = portal;
	await publishInitialPolicies(app);
	const value = { name: 'Kestrel Imaging', timeZone: 'America/Chicago' };
	await app.db.transaction((write) =>
		write.insert(write.tables.settings).values({ key: GROUP_SETTING, value, updatedAt: Date.now() })
	);
	const incoming = join(portal.dataFolder, 'incoming');
	writeCtStudy(join(incoming, 'ct'));
	writeFileSync(join(incoming, 'report.hl7'), ctReportMessage());
	expect((await importPaths(app, null, [incoming])).refused).toBe(0);
	const { radiologists, reads } = app.db.read.tables;
	const [reader] = await app.db.read
		.select()
		.from(radiologists)
		.where(eq(radiologists.familyName, markers.readerFamily));
	// Signed yesterday, whenever the test runs: own reads are offered for sixty days.
	await app.db.transaction((write) => write.update(reads).set({ finalAt: Date.now() - DAY_MS }));
	for (const role of roles) {
		await aUser(app, role, {
			email: email(role),
			name: names[role].join(' '),
			radiologistId: role === 'radiologist' ? (reader?.id ?? '') : null
		});
	}
});

test('a radiologist shares two cases, one with images; names are taken out', async ({ page, portal }) => {
	await as(page, portal, 'radiologist');
	await share(page, portal, 'A focus that is easily missed', true);
	await expect(page.getByText(/names or numbers were taken out/)).toBeVisible();
	await share(page, portal, 'A story without pictures', false);
	await expect(page.getByRole('row', { name: /A story without pictures/ })).toBeVisible();
});

test('the coordinator accepts both, plans a meeting and orders its cases by key', async ({
	page,
	portal
}) => {
	await as(page, portal, 'coordinator');
	for (const title of ['A focus that is easily missed', 'A story without pictures']) {
		await page.goto(`${portal.origin}/learning/cases`);
		await page.getByRole('link', { name: title }).click();
		await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
		await expect(page.getByLabel('Story')).toHaveValue(/▮▮▮/);
		await page.getByRole('button', { name: 'Accept' }).click();
		await expect(page.getByText('accepted', { exact: true }).first()).toBeVisible();
	}
	await page.goto(`${portal.origin}/learning/conferences/new`);
	await page.getByLabel('Title').fill('Easily missed');
	await page.getByLabel('Day').fill(toUtcDay(Date.now() + 7 * DAY_MS));
	await page.getByLabel('Time').fill('12:30');
	await page.getByRole('button', { name: 'Plan it' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Easily missed' })).toBeVisible();
	meetingPath = new URL(page.url()).pathname;
	for (const title of ['A story without pictures', 'A focus that is easily missed']) {
		const option = page.getByLabel('Add a case').locator('option', { hasText: title });
		await page.getByLabel('Add a case').selectOption((await option.getAttribute('value')) ?? '');
		await page.getByRole('button', { name: 'Add', exact: true }).click();
		await expect(page.locator('.programme').getByText(title)).toBeVisible();
	}
	const earlier = page.getByRole('button', { name: 'Move earlier: A focus that is easily missed' });
	await earlier.focus();
	await page.keyboard.press('Enter');
	await expect(page.locator('.programme li').first()).toContainText('A focus that is easily missed');
	// The focus stays with what was moved: its other button, as this one is at its end.
	await expect(page.locator('.programme button:focus')).toHaveCount(1);
});

test('nobody else sees the cases before the meeting begins', async ({ page, portal }) => {
	await as(page, portal, 'reviewer');
	await page.goto(portal.origin + meetingPath);
	await expect(page.getByText('The cases are shown when the meeting begins.')).toBeVisible();
	await page.goto(`${portal.origin}${meetingPath}/present`);
	await expect(page).toHaveURL(portal.origin + meetingPath);
});

test('the coordinator presents two cases with keys, the first with its images', async ({ page, portal }) => {
	await as(page, portal, 'coordinator');
	await page.goto(portal.origin + meetingPath);
	await page.getByRole('checkbox', { name: /Yes, today/ }).check();
	await page.getByRole('button', { name: 'Begin the meeting' }).click();
	await expect(page.getByText('running now')).toBeVisible();
	await page.getByRole('link', { name: 'Presenter view' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'A focus that is easily missed' })).toBeVisible();
	await expect.poll(() => litShare(page)).toBeGreaterThan(0.05);
	await expect(page.getByText('Look twice at the convexity.')).toBeHidden();
	await page.keyboard.press('Enter');
	await expect(page.getByText('Look twice at the convexity.')).toBeVisible();
	await page.keyboard.press('t');
	const field = page.getByLabel('What we take away');
	await expect(field).toBeFocused();
	// Every key is the field's while somebody types.
	await page.keyboard.type('Next time: both windows, not one.');
	await expect(page).not.toHaveURL(/case=2/);
	await page.keyboard.press('Escape');
	await expect(page.getByText('Saved.')).toBeVisible();
	// A clicker turns the pages also while the choice of windows has the focus.
	await page.getByLabel('Window', { exact: true }).focus();
	await page.keyboard.press('PageDown');
	await expect(page.getByRole('heading', { level: 1, name: 'A story without pictures' })).toBeVisible();
	await page.keyboard.press(' ');
	await expect(page.getByText('Look twice at the convexity.')).toBeVisible();
	await page.keyboard.press('PageUp');
	await expect(page.getByLabel('What we take away')).toHaveValue('Next time: both windows, not one.');
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog')).toContainText('Show what can be learned');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Escape');
	await expect(page).toHaveURL(portal.origin + meetingPath);
});

test('people mark themselves present, and the points go to everybody', async ({ page, portal }) => {
	await as(page, portal, 'reviewer');
	await page.goto(portal.origin + meetingPath);
	// The key works once the page runs its scripts; pressed twice, it is the same.
	await expect(async () => {
		await page.keyboard.press('j');
		await expect(page.getByText('You are marked as present.')).toBeVisible({ timeout: 1000 });
	}).toPass();

	await as(page, portal, 'coordinator');
	await page.goto(portal.origin + meetingPath);
	await page.getByRole('button', { name: 'End the meeting' }).click();
	await expect(page.getByLabel('Learning point: A focus')).toHaveValue('Next time: both windows, not one.');
	await page.getByText('1 person').click();
	await page.getByRole('checkbox', { name: names.committee.join(' ') }).check();
	await page.getByRole('button', { name: 'Save who was there' }).click();
	await expect(page.getByText('2 people')).toBeVisible();
	await page.getByLabel('Learning point: A focus').fill('Next time: both windows, always.');
	await page.getByRole('button', { name: 'Send the learning points to everybody' }).click();
	await expect(page.getByRole('listitem').filter({ hasText: 'both windows, always.' })).toBeVisible();
	await page.getByRole('button', { name: 'Send them now' }).click();
	await expect(page.getByText('The learning points were sent to everybody.')).toBeVisible();

	await as(page, portal, 'committee');
	await page.goto(`${portal.origin}/notices`);
	await expect(page.getByText('2 learning points from a meeting')).toBeVisible();
	await page.goto(`${portal.origin}/learning/points?words=windows`);
	await expect(page.getByText('Next time: both windows, always.')).toBeVisible();
	await page.goto(`${portal.origin}/learning/year/${new Date().getFullYear()}`);
	await expect(page.getByRole('row', { name: /Cases shown/ })).toContainText('2');
	await expect(page.getByText('Participation by name')).toBeHidden();
});

const ofRead: readonly Secret[] = [
	aPerson('the reader', markers.readerFamily, markers.readerGiven),
	aPerson('the patient', markers.patientFamily, markers.patientGiven),
	aPerson('the referrer', markers.referrerFamily),
	aText('numbers', markers.readerId, markers.mrn, markers.accession),
	aText('the place', markers.institution, markers.station),
	aText('UIDs', markers.studyUid),
	aDay('the day', '2026-11-10'),
	aDay('birth of the patient', '1961-03-17')
];

for (const role of ['reviewer', 'committee', 'radiologist'] as const) {
	test(`no byte of peer learning tells the ${role} whose case it is`, async ({ browser, portal }) => {
		await using walk = await startWalk(browser, portal.origin);
		await signIn(walk.page, portal, email(role), testPassword);
		const year = new Date().getFullYear();
		for (const path of [
			'/learning',
			'/learning/conferences',
			meetingPath,
			'/learning/points',
			'/learning/actions',
			`/learning/year/${year}`,
			`${meetingPath}/present`
		]) {
			await walk.visit(path);
		}
		await expect(walk.page.locator('.surface canvas').first()).toBeVisible();
		for (const format of ['csv', 'json']) await walk.ask(`/learning/year/${year}/${format}`);
		const frame = walk.answers.find(({ path }) => /\/dicomweb\/learning\/[0-9a-f]{32}\/studies/.test(path));
		const root = /^\/dicomweb\/learning\/[0-9a-f]{32}/.exec(frame?.path ?? '')?.[0] ?? '';
		expect(await lookAtImages(walk, root)).toEqual({ objects: CT_OBJECTS, frames: CT_OBJECTS });
		await tryOriginals(walk, root);
		for (const path of ['/learning/cases', `/learning/cases/${root.slice(-32)}`]) {
			expect((await walk.ask(path, { headers: { accept: 'text/html' } })).status, path).toBe(403);
		}
		for (const act of ['end', 'send', 'attendance']) {
			expect((await walk.post(`${meetingPath}?/${act}`)).status, act).toBe(403);
		}
		expect(walk.foreign).toEqual([]);
		// Their own name stands in the shell; everybody else's would be a leak.
		const others = roles.filter((other) => other !== role);
		const people = others.map((other) => aPerson(`the ${other}`, ...names[other]));
		const secrets = role === 'radiologist' ? ofRead.filter(({ name }) => name !== 'the reader') : ofRead;
		const told = walk.answers.filter(({ path }) => /learning/.test(path));
		expect(told.length).toBeGreaterThan(20);
		expect(leaksOf(told, makeLeakFinder([...secrets, ...people]))).toEqual([]);
	});
}
