import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { toUtcDay } from '#lib/core/instant.ts';
import {
	prepareGroup,
	secretsOfCases,
	secretsOfFiles,
	secretsOfReading,
	secretsOfReviewing,
	writeIncoming,
	type Group
} from '../support/blinded-group.ts';
import { castVote } from '#lib/features/committee/commands.server.ts';
import { aRadiologist, aUser, testPassword } from '../support/builders.ts';
import { CINE_SIZE } from '../support/cine-study.ts';
import { aVote } from '../support/deciding.ts';
import { makeLeakFinder } from '../support/leaks.ts';
import { getActor } from '../support/sign-in.ts';
import { markers } from '../support/study-files.ts';
import { lookAtImages, tryOriginals } from '../support/walk-images.ts';
import { walkCommonPages } from '../support/walk-common.ts';
import { walkOwnCredentials } from '../support/walk-own.ts';
import { closedTo, leaksOf, missedBy, startWalk, type Walk } from '../support/walk.ts';
import { expect, signIn, makePortalTest, type Portal } from './portal.ts';

const test = makePortalTest();

test.describe.configure({ mode: 'serial' });

let group: Group;
let colleague: Actor;
let cases: Record<'ct' | 'cine', { caseId: string; readId: string; assignmentId: string }>;

const CINE_FRAMES = 6;
/** Of the study and of the one before. */
const CT_OBJECTS = 2 * 16;

/** Small moving pictures, compressed by the browser. */
async function jpegs(page: Page): Promise<Uint8Array[]> {
	const encoded = await page.evaluate(
		([size, frames]) =>
			Array.from({ length: frames }, (_, frame) => {
				const canvas = document.createElement('canvas');
				canvas.width = canvas.height = size;
				const context = canvas.getContext('2d');
				context?.fillRect(0, 0, size, size);
				if (context) context.fillStyle = '#bbb';
				context?.fillRect(frame * 6, 20, 24, 24);
				return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
			}),
		[CINE_SIZE, CINE_FRAMES] as const
	);
	return encoded.map((text) => Buffer.from(text, 'base64'));
}

/** Another member votes first: the walk sees nothing of it before the own vote, and the reader nothing at all. */
async function voteOfColleague({ app }: Portal): Promise<void> {
	const radiologist = await aRadiologist(app, { familyName: 'Votersen', givenName: 'Quill' });
	const { id } = await aUser(app, 'committee', { radiologistId: radiologist.id });
	colleague = await getActor(app, id);
	const vote = aVote(cases.ct.caseId, {
		comment: 'Seen on both planes.',
		learningPoint: 'Look at the apex.'
	});
	const cast = await castVote({ app, actor: colleague }, vote);
	expect(cast.ok).toBe(true);
}

/** Tries what the role may not open, with ids that exist, and addresses that nobody has. */
async function tryClosedPages(walk: Walk, role: 'reviewer' | 'committee' | 'radiologist'): Promise<void> {
	const { ct } = cases;
	const ids = [ct.caseId, ct.readId, group.drawId, group.reader.radiologistId ?? '', group.reader.id];
	for (const path of closedTo(role, ids)) {
		expect([403, 404], path).toContain((await walk.ask(path, { headers: { accept: 'text/html' } })).status);
		await walk.ask(`${path}/__data.json`);
	}
	for (const path of [`/nowhere/${ct.readId}`, `/help/${markers.accession}`]) {
		expect((await walk.ask(path, { headers: { accept: 'text/html' } })).status).toBe(404);
	}
}

/** Has the earlier study beside the current one. */
async function openEarlier({ page }: Walk): Promise<void> {
	await page.keyboard.press('Shift+T');
	await expect(page.locator('.cell').filter({ hasText: '2 years 3 months earlier' })).toContainText('/16');
}

async function signedIn(walk: Walk, portal: Portal, { id }: Actor): Promise<void> {
	const { users } = portal.app.db.read.tables;
	const [user] = await portal.app.db.read.select().from(users).where(eq(users.id, id));
	await walk.post('/sign-in', { email: user?.email ?? '', password: 'not the password' });
	await signIn(walk.page, portal, user?.email ?? '', testPassword);
}

test('a group gets studies and reports that are full of names', async ({ page, portal }) => {
	const incoming = join(portal.dataFolder, 'incoming');
	writeIncoming(incoming, await jpegs(page));
	const files = readdirSync(incoming, { recursive: true, withFileTypes: true }).filter((entry) =>
		entry.isFile()
	);
	const findLeaks = makeLeakFinder(secretsOfFiles);
	const found = new Set(
		files.flatMap(({ name, parentPath }) =>
			[Buffer.from(name), readFileSync(join(parentPath, name))].flatMap((bytes) =>
				findLeaks(bytes).map(({ secret }) => secret)
			)
		)
	);
	expect([...found].sort()).toEqual(secretsOfFiles.map(({ name }) => name).sort());

	group = await prepareGroup(portal.app, incoming);
	rmSync(incoming, { recursive: true });
	const tables = portal.app.db.read.tables;
	const rows = await portal.app.db.read
		.select({
			caseId: tables.cases.id,
			readId: tables.reads.id,
			assignmentId: tables.assignments.id,
			modality: tables.reads.modality
		})
		.from(tables.assignments)
		.innerJoin(tables.cases, eq(tables.cases.id, tables.assignments.caseId))
		.innerJoin(tables.reads, eq(tables.reads.id, tables.cases.readId));
	const [ct, us] = ['CT', 'US'].map((modality) => rows.find((row) => row.modality === modality));
	if (!ct || !us || rows.length !== 2) throw new Error('the draw did not give the reviewer both cases');
	cases = { ct, cine: us };
});

test('no byte that a reviewer gets names a reader, a patient, a place or a read', async ({
	browser,
	portal
}) => {
	await using walk = await startWalk(browser, portal.origin);
	const { page } = walk;
	await signedIn(walk, portal, group.reviewer);
	await walkCommonPages(walk);
	await walk.visit('/reviews');
	await tryClosedPages(walk, 'reviewer');

	// The CT from the queue to its score, with a mark on the image.
	const ct = `/reviews/${cases.ct.assignmentId}`;
	await walk.visit(ct);
	await tryOriginals(walk, `/dicomweb${ct}`);
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await expect(page.getByText('Sealed until your impression is locked.')).toBeVisible();
	await openEarlier(walk);
	expect(await lookAtImages(walk, `/dicomweb${ct}`)).toEqual({ objects: CT_OBJECTS, frames: CT_OBJECTS });
	await walk.post(`${ct}?/reveal`, { revision: '0' });
	await walk.post(`${ct}?/submit`, { revision: '0' });
	await page.getByLabel('What do you see?').fill('Rounded dense focus in the left frontal lobe.');
	await page.getByRole('button', { name: 'Lock impression' }).click();
	await page.getByRole('button', { name: 'Open the report' }).click();
	await expect(page.getByText('No acute intracranial abnormality.')).toBeVisible();
	await walk.visit(ct);
	const box = await page.locator('.surface canvas').first().boundingBox();
	if (!box) throw new Error('the canvas has no place');
	await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
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
	await page.getByLabel('Comment').fill(`A dense rounded focus was not reported. ${group.reviewer.name}, MD`);
	await page.getByRole('button', { name: /^Submit/ }).click();

	// The next case comes by itself; it is read up to the report and given back.
	const us = `/reviews/${cases.cine.assignmentId}`;
	await page.waitForURL((url) => url.pathname === us);
	await walk.visit(`${us}/images`);
	await walk.visit(us);
	expect(await lookAtImages(walk, `/dicomweb${us}`)).toEqual({ objects: 2, frames: CINE_FRAMES + 1 });
	await page.getByLabel('What do you see?').fill('Normal.');
	await page.getByRole('button', { name: 'Lock impression' }).click();
	await page.getByRole('button', { name: 'Open the report' }).click();
	await expect(page.getByText('Normal abdominal ultrasound.')).toBeVisible();
	await walk.ask(`${us}/draft`, {
		method: 'PUT',
		headers: { 'content-type': 'application/json' },
		body: '{}'
	});
	await page.getByText('Give back', { exact: true }).click();
	await page.getByRole('radio', { name: 'I recognise the case' }).check();
	await page.getByRole('button', { name: 'Give the case back' }).click();
	await expect(page.getByText('All done')).toBeVisible();

	// What is over or somebody else's stays shut.
	const { assignments } = portal.app.db.read.tables;
	const [other] = await portal.app.db.read
		.select()
		.from(assignments)
		.where(eq(assignments.reviewerId, group.second.id));
	expect(other?.caseId).toBe(cases.cine.caseId);
	for (const path of [ct, us, `/reviews/${other?.id}`]) {
		for (const shut of [path, `${path}/images`]) {
			await walk.ask(shut, { headers: { accept: 'text/html' } });
			await walk.ask(`${shut}/__data.json`);
		}
		await walk.ask(`${path}/draft`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: '{}'
		});
		for (const act of ['lock', 'reveal', 'submit', 'keep', 'decline'])
			await walk.post(`${path}?/${act}`, { revision: '1' });
		await tryOriginals(walk, `/dicomweb${path}`, false);
	}
	for (const { path } of walk.answers.filter(
		({ path, isAsked }) => path.startsWith('/dicomweb/') && !isAsked
	)) {
		for (const asked of [path, path.replace(/reviews\/[^/]+/, `reviews/${other?.id}`)]) {
			expect((await walk.ask(asked)).status, asked).toBe(404);
		}
	}
	await walk.post('/reviews?/reopen', { id: 'none' });
	await walk.visit(ct);
	await expect(page.getByText('Your review is submitted')).toBeVisible();
	await walk.visit('/');
	await walk.visit('/reviews');
	await walk.post('/sign-out');
	await walk.ask(ct, { headers: { accept: 'text/html' } });

	expect(missedBy('reviewer', walk.answers)).toEqual([]);
	expect(walk.foreign).toEqual([]);
	const secrets = [
		...(await secretsOfReading(portal.app, group)),
		...(await secretsOfCases(portal.app)),
		...(await secretsOfReviewing(portal.app, [group.second, group.committee]))
	];
	expect(leaksOf(walk.answers, makeLeakFinder(secrets))).toEqual([]);
});

test('no byte that the committee gets names reader, patient or reviewer', async ({ browser, portal }) => {
	await using walk = await startWalk(browser, portal.origin);
	const { page } = walk;
	await voteOfColleague(portal);
	await signedIn(walk, portal, group.committee);
	await walkCommonPages(walk);
	await walk.visit('/committee');
	await tryClosedPages(walk, 'committee');
	const path = `/committee/${cases.ct.caseId}`;
	await walk.visit(`${path}/images`);
	await walk.post(`${path}?/vote`, {});
	await walk.post(`${path}?/recuse`, {});
	await walk.post(`${path}?/return`, {});
	await walk.visit(path);
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await expect(page.getByText('A reviewer scored this 3b.')).toBeVisible();
	await openEarlier(walk);
	expect(await lookAtImages(walk, `/dicomweb${path}`)).toEqual({ objects: CT_OBJECTS, frames: CT_OBJECTS });
	await tryOriginals(walk, `/dicomweb${path}`);
	await page.getByRole('radio', { name: 'Uphold' }).check();
	await page.getByLabel('Attributed to').selectOption({ label: 'The reader' });
	await page.getByLabel('Words to the reader').fill('The focus is there. Please look again.');
	await page.getByRole('button', { name: 'Vote' }).click();
	await expect(page.getByText('Decided.')).toBeVisible();
	await walk.visit(path);
	await walk.visit('/committee/minutes');
	for (const format of ['md', 'csv']) {
		await walk.ask(`/committee/minutes/file?month=${toUtcDay(Date.now()).slice(0, 7)}&format=${format}`);
	}
	await walk.visit('/');
	await walk.post('/sign-out');

	expect(missedBy('committee', walk.answers)).toEqual([]);
	expect(walk.foreign).toEqual([]);
	const secrets = [
		...(await secretsOfReading(portal.app, group)),
		...(await secretsOfReviewing(portal.app, [group.reviewer, group.second]))
	];
	expect(leaksOf(walk.answers, makeLeakFinder(secrets))).toEqual([]);
});

test('no byte that the reader gets tells who reviewed or decided, or when', async ({ browser, portal }) => {
	await using walk = await startWalk(browser, portal.origin);
	const { page } = walk;
	await signedIn(walk, portal, group.reader);
	await walkCommonPages(walk);
	await walk.visit('/feedback');
	await tryClosedPages(walk, 'radiologist');
	const path = `/feedback/${cases.ct.caseId}`;
	await walk.visit(path);
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await expect(page.getByText('A dense rounded focus was not reported.')).toBeVisible();
	await openEarlier(walk);
	expect(await lookAtImages(walk, `/dicomweb${path}`)).toEqual({ objects: CT_OBJECTS, frames: CT_OBJECTS });
	await walk.visit(`/feedback/${cases.cine.caseId}`);
	await walk.visit(`${path}/images`);
	await walk.post(`${path}?/rebut`, {});
	await page.goto(portal.origin + path);
	await page.getByRole('button', { name: 'Acknowledge' }).click();
	await expect(page.getByText('You acknowledged this outcome.')).toBeVisible();
	await walk.visit('/feedback');
	await walk.visit('/me');
	await walkOwnCredentials(walk);
	await walk.visit('/requests');
	await walk.visit(`/requests/${cases.ct.readId}`);
	await walk.post(`/requests/${cases.cine.readId}?/ask`, { mode: 'second-opinion', words: '' });
	await walk.visit('/');
	await walk.post('/sign-out');

	expect(missedBy('radiologist', walk.answers)).toEqual([]);
	expect(walk.foreign).toEqual([]);
	const secrets = await secretsOfReviewing(portal.app, [
		group.reviewer,
		group.second,
		group.committee,
		colleague
	]);
	expect(leaksOf(walk.answers, makeLeakFinder(secrets))).toEqual([]);
});
