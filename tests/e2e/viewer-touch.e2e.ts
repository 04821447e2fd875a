import type { CDPSession, Page } from '@playwright/test';
import { publishInitialPolicies, withoutLayouts } from '../support/builders.ts';
import { layStudy, sitDown, type Person } from '../support/review-desk.ts';
import { writeVolumeStudy } from '../support/volume-study.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();
test.use({ hasTouch: true });

let reviewer: Person;
let caseUrl = '';
let fingers: CDPSession;

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	await withoutLayouts(portal.app);
	({ reviewer, caseUrl } = await layStudy(portal, writeVolumeStudy));
});

test.beforeEach(async ({ page, portal }) => {
	await portal.app.db.transaction((write) => write.delete(write.tables.viewerSettings));
	await sitDown(page, portal, reviewer);
	await page.goto(caseUrl);
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await expect(page.getByText('16/30', { exact: true })).toBeVisible();
	fingers = await page.context().newCDPSession(page);
});

type Point = [x: number, y: number];

/** Moves fingers over the image together; each path is from and to, in pixels from the middle of the image. */
async function move(page: Page, paths: [from: Point, to: Point][]): Promise<void> {
	const box = await page.locator('.surface').first().boundingBox();
	if (!box) throw new Error('the image has no place');
	const middle: Point = [box.x + box.width / 2, box.y + box.height / 2];
	const steps = 12;
	const at = (part: number) =>
		paths.map(([from, to], id) => ({
			x: middle[0] + from[0] + (to[0] - from[0]) * part,
			y: middle[1] + from[1] + (to[1] - from[1]) * part,
			id
		}));
	await fingers.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
	for (let step = 1; step <= steps; step++)
		await fingers.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / steps) });
	await fingers.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

const note = (page: Page, side: 'left' | 'right') => page.locator(`.note.bottom.${side}`);
const zoomOf = async (page: Page) =>
	Number(/(\d+) %/.exec((await note(page, 'right').textContent()) ?? '')?.[1] ?? 0);

test('one finger sets the window or scrolls, as the tool that is chosen', async ({ page }) => {
	await expect(note(page, 'right')).toContainText('W 256 L 128');
	await page.getByRole('button', { name: 'Window', exact: true }).tap();
	await move(page, [[[0, 0], [60, 0]]]); // prettier-ignore
	await expect(note(page, 'right')).not.toContainText('W 256 L 128');
	await expect(page.getByText('16/30', { exact: true })).toBeVisible();

	await page.getByRole('button', { name: 'Scroll', exact: true }).tap();
	await move(page, [[[0, -40], [0, 60]]]); // prettier-ignore
	await expect(note(page, 'left')).not.toContainText('16/30');
});

test('two fingers make the image larger, smaller and move it', async ({ page }) => {
	const fitted = await zoomOf(page);
	await move(page, [
		[[-30, 0], [-120, 0]],
		[[30, 0], [120, 0]]
	]); // prettier-ignore
	await expect.poll(() => zoomOf(page)).toBeGreaterThan(fitted * 1.5);
	const large = await zoomOf(page);
	await move(page, [
		[[-120, 0], [-40, 0]],
		[[120, 0], [40, 0]]
	]); // prettier-ignore
	await expect.poll(() => zoomOf(page)).toBeLessThan(large * 0.8);
	const before = await page.locator('.surface canvas').first().screenshot();
	await move(page, [
		[[-60, 0], [-60, 120]],
		[[60, 0], [60, 120]]
	]); // prettier-ignore
	await expect
		.poll(async () => (await page.locator('.surface canvas').first().screenshot()).equals(before))
		.toBe(false);
});

test('a finger on the image does not move the page', async ({ page }) => {
	await page.setViewportSize({ width: 1280, height: 720 });
	await move(page, [[[0, 0], [0, -200]]]); // prettier-ignore
	expect(await page.evaluate(() => [scrollX, scrollY, visualViewport?.scale])).toEqual([0, 0, 1]);
});
