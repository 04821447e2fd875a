import { publishInitialPolicies, withoutLayouts } from '../support/builders.ts';
import { startFailingLine, type Fate } from '../support/failing-line.ts';
import { layStudy, sitDown, type Person } from '../support/review-desk.ts';
import { writeVolumeStudy } from '../support/volume-study.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();
/** Slices of the longest series of the study. */
const sliceCount = 30;

let reviewer: Person;
let caseUrl = '';

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	await withoutLayouts(portal.app);
	({ reviewer, caseUrl } = await layStudy(portal, writeVolumeStudy));
});

test('a connection that is lost while images load is said, and they go on when it is back', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, reviewer);

	const answered = new Set<string>();
	const line = { isWhole: false };
	await page.route('**/frames/*', async (route) => {
		// As much as a third of that series comes, then nothing does.
		if (!line.isWhole && answered.size >= sliceCount / 3) return route.abort('connectionfailed');
		if (route.request().method() === 'GET') answered.add(route.request().url());
		return route.continue();
	});
	await page.goto(caseUrl);
	const notice = page.getByRole('status').filter({ hasText: 'Connection lost. Trying again' });
	await expect(notice).toBeVisible();
	expect(answered.size).toBe(sliceCount / 3);
	await expect(page.getByText(/\d+ of \d+ loaded/).first()).toBeVisible();

	line.isWhole = true;
	await expect(notice).toBeHidden({ timeout: 15_000 });
	// Each series says how much of it is here until all of it is.
	await expect(page.getByText(/\d+ of \d+ loaded/)).toHaveCount(0);
	expect(answered.size).toBeGreaterThanOrEqual(sliceCount);
	await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});

test('headers that stop in their middle, or break, are asked for again by the page itself', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, reviewer);
	let asked = 0;
	let isToldOf = false;
	// The first images and the viewer may each ask: they break until the page has said so.
	const fate = (): Fate => (asked++ === 0 ? 'stalled' : isToldOf ? 'whole' : 'broken');
	const line = await startFailingLine(portal.origin, ({ method, url }) =>
		method === 'GET' && url?.endsWith('/metadata') ? fate() : 'whole'
	);
	try {
		await page.clock.install();
		await page.goto(line.origin + new URL(caseUrl, portal.origin).pathname);
		await expect.poll(() => asked).toBe(1);
		const notice = page.getByRole('status').filter({ hasText: 'Connection lost. Trying again' });
		await expect(notice).toHaveCount(0);

		// Half a minute without a byte.
		await page.clock.fastForward(31_000);
		await expect(notice).toBeVisible();
		await expect.poll(() => asked).toBeGreaterThan(1);
		isToldOf = true;
		await expect(page.getByText('16/30', { exact: true })).toBeVisible({ timeout: 15_000 });
		await expect(notice).toBeHidden();
		expect(asked).toBeGreaterThan(2);
		await expect(page.getByRole('alert')).toHaveCount(0);
	} finally {
		await line.close();
	}
});
