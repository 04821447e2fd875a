import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { publishInitialPolicies, withoutLayouts } from '../support/builders.ts';
import { giveCase, giveImages, layStudy, newReviewer, sitDown } from '../support/review-desk.ts';
import { writeVolumeStudy } from '../support/volume-study.ts';
import { expect, makePortalTest, type Portal } from './portal.ts';

const test = makePortalTest();
let readId: string;

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	await withoutLayouts(portal.app);
	await layStudy(portal, writeVolumeStudy);
	const { reads } = portal.app.db.read.tables;
	const [read] = await portal.app.db.read.select({ id: reads.id }).from(reads);
	readId = read?.id ?? '';
});

/** Sits a new reviewer down before cases of the read, each of another mode. */
async function sitBefore(page: Page, portal: Portal, ...modes: Parameters<typeof giveImages>[2]['mode'][]) {
	const reviewer = await newReviewer(portal);
	for (const mode of modes) await giveImages(portal, { readId }, { reviewer, mode, level: 'L2' });
	await sitDown(page, portal, reviewer);
	return reviewer;
}

const idIn = (url: string) => /\/reviews\/([^/?]+)/.exec(url)?.[1] ?? '';
/** Assignments whose opening the audit log has. */
async function openedCases({ app }: Portal): Promise<unknown[]> {
	const { auditEvents } = app.db.read.tables;
	const rows = await app.db.read
		.select({ facts: auditEvents.facts })
		.from(auditEvents)
		.where(eq(auditEvents.type, 'case.opened'));
	return rows.map(({ facts }) => JSON.parse(facts).assignmentId);
}
const image = (page: Page) => page.locator('.surface canvas').first();
const decide = async (page: Page) => {
	for (const key of ['2', 'a', '4', 'Enter']) await page.keyboard.press(key);
};

test('the next case has its headers and first images when it is opened, and asks for none again', async ({
	page,
	portal
}) => {
	await sitBefore(page, portal, 'complaint', 'second-opinion');
	const [asked, pages]: [string[], string[]] = [[], []];
	page.on('request', (request) => {
		if (/\/(?:frames\/\d+|metadata)$/.test(request.url())) asked.push(request.url());
		if (request.url().includes('__data.json')) pages.push(request.url());
	});
	await page.keyboard.press('Enter');
	await expect(image(page)).toBeVisible();
	const first = idIn(page.url());
	const ahead = () => asked.filter((url) => !url.includes(first));
	// Headers, and five frames of the middle.
	await expect.poll(() => ahead().length).toBe(6);
	await page.waitForLoadState('networkidle');
	pages.length = 0;

	await decide(page);
	await page.waitForURL((url) => idIn(url.pathname) !== first && idIn(url.pathname) !== '');
	await expect(image(page)).toBeVisible();
	await expect(page.getByText(/\d+ of \d+ loaded/)).toHaveCount(0);
	// Its page came with the answer to the last one, and is on record as opened.
	expect(pages).toEqual([]);
	expect(await openedCases(portal)).toContain(idIn(page.url()));
	expect(ahead().length).toBeGreaterThan(6);
	expect(new Set(asked).size).toBe(asked.length);
});

test('no image is asked for while a decision is on its way, nor of the ended case once the answer brings the next', async ({
	page,
	portal
}) => {
	const reviewer = await sitBefore(page, portal, 'self-nominated');
	await giveCase(portal, reviewer);
	let [first, asked, answered, refused] = ['', 0, 0, 0];
	const isOfFirst = (url: string) => first === '' || url.includes(first);
	const frames = Promise.withResolvers<undefined>();
	const submitted = Promise.withResolvers<undefined>();
	const saved = Promise.withResolvers<undefined>();
	await page.route('**/frames/*', async (route) => {
		if (!isOfFirst(route.request().url())) return route.continue();
		asked += 1;
		// The queue of cases asks ahead for five; what the open case asks for besides is kept waiting.
		if (asked > 5) await frames.promise;
		return route.continue();
	});
	page.on('response', (response) => {
		if (/\/(?:frames|metadata)/.test(response.url()) && !response.ok()) refused += 1;
	});
	page.on('requestfinished', (request) => {
		if (request.url().includes('/frames/') && isOfFirst(request.url())) answered += 1;
	});
	await page.route(/\?\/submit$/, async (route) => {
		submitted.resolve(undefined);
		await saved.promise;
		await route.continue();
	});
	await page.reload();
	await expect.poll(() => answered).toBe(5);
	await page.keyboard.press('Enter');
	await expect(image(page)).toBeVisible();
	await expect.poll(() => asked).toBe(10);
	first = idIn(page.url());

	await decide(page);
	await submitted.promise;
	frames.resolve(undefined);
	await expect.poll(() => answered).toBe(10);
	// The page has had its turn with what came: it has the next request out in the same one, if it makes any.
	await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
	expect(asked).toBe(10);
	saved.resolve(undefined);
	await page.waitForURL((url) => !url.pathname.includes(first));
	await expect(page.getByText('No images')).toBeVisible();
	await page.waitForLoadState('networkidle');
	expect(asked).toBe(10);
	expect(refused).toBe(0);
});
