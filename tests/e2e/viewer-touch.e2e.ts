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
const widthIn = (text: string | null) => Number(/W (\d+)/.exec(text ?? '')?.[1]);

/** Taps as a person does, who taps again when the button does not answer: a browser that is kept busy drops touches. */
async function chooseTool(page: Page, name: string): Promise<void> {
	const button = page.getByRole('button', { name, exact: true });
	await expect(async () => {
		await button.tap();
		await expect(button).toHaveAttribute('aria-pressed', 'true', { timeout: 2000 });
	}).toPass();
}

const zoomOf = async (page: Page) =>
	Number(/(\d+) %/.exec((await note(page, 'right').textContent()) ?? '')?.[1] ?? 0);

test('one finger sets the window or scrolls, as the tool that is chosen', async ({ page }) => {
	await expect(note(page, 'right')).toContainText('W 256 L 128');
	await chooseTool(page, 'Window');
	await expect(async () => {
		await move(page, [[[0, 0], [60, 0]]]); // prettier-ignore
		await expect(note(page, 'right')).not.toContainText('W 256 L 128', { timeout: 2000 });
	}).toPass();
	await expect(page.getByText('16/30', { exact: true })).toBeVisible();

	await chooseTool(page, 'Scroll');
	await expect(async () => {
		await move(page, [[[0, -40], [0, 60]]]); // prettier-ignore
		await expect(note(page, 'left')).not.toContainText('16/30', { timeout: 2000 });
	}).toPass();
});

test('a touch that the browser takes back leaves nothing behind for the next one', async ({ page }) => {
	await chooseTool(page, 'Window');
	const box = await page.locator('.surface').first().boundingBox();
	if (!box) throw new Error('the image has no place');
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	for (const [type, at] of [
		['touchStart', x],
		['touchMove', x + 60]
	] as const)
		// prettier-ignore
		await fingers.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x: at, y }] });
	await expect(note(page, 'right')).not.toContainText('W 256 L 128');
	await fingers.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
	const window = await note(page, 'right').textContent();
	// Far from where the first one ended: were it still held, this would be one long drag.
	await move(page, [[[-120, 0], [-120, 40]]]); // prettier-ignore
	await expect(note(page, 'right')).not.toHaveText(window ?? '');
	expect(widthIn(await note(page, 'right').textContent())).toBe(widthIn(window));
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
