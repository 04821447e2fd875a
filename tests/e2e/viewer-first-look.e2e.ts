import type { Page } from '@playwright/test';
import { publishInitialPolicies } from '../support/builders.ts';
import { giveImages, layStudy, newReviewer, sitDown } from '../support/review-desk.ts';
import { writeVolumeStudy } from '../support/volume-study.ts';
import { expect, makePortalTest, type Portal } from './portal.ts';

const test = makePortalTest();
let readId: string;

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	await layStudy(portal, writeVolumeStudy);
	const { reads } = portal.app.db.read.tables;
	const [read] = await portal.app.db.read.select({ id: reads.id }).from(reads);
	readId = read?.id ?? '';
});

/** The address of a case of a reviewer who has signed in. */
async function caseBefore(
	page: Page,
	portal: Portal,
	mode: Parameters<typeof giveImages>[2]['mode']
): Promise<string> {
	const reviewer = await newReviewer(portal);
	await giveImages(portal, { readId }, { reviewer, mode, level: 'L2' });
	await sitDown(page, portal, reviewer);
	return (await page.locator('main a[href^="/reviews/"]').first().getAttribute('href')) ?? '';
}

/** Every seventh pixel is looked at: a million numbers take long to hand over. */
const each = 4 * 7;

type Drawn = { left: number; top: number; width: number; height: number; greys: number[] };

/** Keeps what is drawn before the viewer is there: it is gone once the viewer draws. */
async function keepLooks(page: Page): Promise<void> {
	await page.addInitScript((step) => {
		const kept = new Map<Element, unknown>();
		Object.assign(globalThis, { kept });
		const look = () => {
			for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.first-look canvas')) {
				// Painted in the turn in which it came.
				if (kept.has(canvas)) continue;
				const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
				const greys = Array.from({ length: Math.floor(data.length / step) }, (_, at) => data[at * step]);
				const { left, top } = canvas.getBoundingClientRect();
				kept.set(canvas, { left, top, width: canvas.width, height: canvas.height, greys });
			}
		};
		new MutationObserver(look).observe(document, { childList: true, subtree: true });
	}, each);
}

/** Holds what was drawn first against what the viewer has drawn since, cell by cell. */
async function expectSame(page: Page): Promise<void> {
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await expect(page.locator('.first-look')).toHaveCount(0);
	const looks = await page.evaluate(() => [
		...(globalThis as unknown as { kept: Map<Element, Drawn> }).kept.values()
	]);
	const drawn = await page.evaluate(
		(step) =>
			[...document.querySelectorAll<HTMLCanvasElement>('.surface canvas')].map((canvas) => {
				const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
				const { left, top } = canvas.getBoundingClientRect();
				return {
					left,
					top,
					width: canvas.width,
					height: canvas.height,
					greys: Array.from({ length: Math.floor(data.length / step) }, (_, at) => data[at * step] ?? 0)
				};
			}),
		each
	);
	expect(looks.length).toBe(drawn.length);
	for (const look of looks) {
		// Drawn as they come, and not from the left.
		const now = drawn.find(({ left, top }) => left === look.left && top === look.top);
		expect([look.width, look.height]).toEqual([now?.width, now?.height]);
		expect(look.greys.some((grey) => grey > 60)).toBe(true);
		const apart = look.greys.map((grey, at) => Math.abs(grey - (now?.greys[at] ?? 0)));
		expect(apart.reduce((sum, each) => sum + each, 0) / apart.length).toBeLessThan(1);
	}
}

/** Headers, layouts and frames that the page asks for; not what it gave up before it came, which may be asked for again. */
function listenFor(page: Page): string[] {
	const asked: string[] = [];
	page.on('request', (request) => {
		if (/\/(?:frames\/\d+|metadata|hanging-protocols)$/.test(request.url())) asked.push(request.url());
	});
	page.on('requestfailed', (request) => {
		const at = asked.indexOf(request.url());
		if (at >= 0) asked.splice(at, 1);
	});
	return asked;
}

test('the first images are drawn before the viewer is there, as it will draw them, and asked for once', async ({
	page,
	portal
}) => {
	const path = await caseBefore(page, portal, 'complaint');
	const asked = listenFor(page);
	await keepLooks(page);
	await page.goto(`${portal.origin}${path}`);
	await expectSame(page);
	await page.waitForLoadState('networkidle');
	expect(asked.length).toBeGreaterThan(2);
	expect(new Set(asked).size).toBe(asked.length);
});

test('what was fetched ahead is drawn before the viewer has begun, on a tall screen too, and asked for once', async ({
	page,
	portal
}) => {
	await page.setViewportSize({ width: 1000, height: 1600 });
	await caseBefore(page, portal, 'second-opinion');
	const asked = listenFor(page);
	await keepLooks(page);
	await page.reload();
	await page.waitForLoadState('networkidle');
	await page.keyboard.press('Enter');
	await expectSame(page);
	await page.waitForLoadState('networkidle');
	expect(new Set(asked).size).toBe(asked.length);
});

test('the first images need none of the scripts that the page wakes up by', async ({ page, portal }) => {
	const path = await caseBefore(page, portal, 'self-nominated');
	await page.route(/\/_app\/immutable\/(?:entry|nodes)\//, (route) => route.abort());
	await page.goto(`${portal.origin}${path}`);
	await expect(page.locator('.first-look canvas').first()).toBeVisible();
	await expect(page.locator('.surface')).toHaveCount(0);
});
