import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { DAY_MS } from '#lib/core/instant.ts';
import {
	giveCase,
	giveImages,
	newReviewer,
	openDesk,
	sitDown,
	storedComment,
	storedReviews,
	takeAway,
	type Desk
} from '../support/review-desk.ts';
import { testPassword } from '../support/builders.ts';
import { expect, makePortalTest, signIn, type Portal } from './portal.ts';

const test = makePortalTest();

let desk: Desk;

/** A keyboard that counts: each key, alone or with Shift or Control, is one stroke; words are typed beside. */
function countingKeys(page: Page) {
	let count = 0;
	return {
		press: async (...keys: string[]) => {
			for (const key of keys) {
				count += 1;
				await page.keyboard.press(key);
			}
		},
		type: (words: string) => page.keyboard.type(words),
		strokes: () => count
	};
}

/** Opens a case and waits until its form answers keys. */
async function open(page: Page, portal: Portal, assignmentId: string): Promise<void> {
	await page.goto(`${portal.origin}/reviews/${assignmentId}`);
	await page.waitForLoadState('networkidle');
}

const comment = (page: Page) => page.getByLabel('Comment');
const score = (page: Page, value: '1' | '2' | '3') => page.getByRole('radio', { name: value, exact: true });
const saved = (page: Page) => expect(page.locator('[data-status="saved"]')).toBeVisible();

test.beforeAll(async ({ portal }) => {
	desk = await openDesk(portal);
});

test('a concur at L2 takes at most six strokes from the queue, as many as a bare 2a', async ({
	page,
	portal
}) => {
	const reviewer = await newReviewer(portal);
	const first = await giveCase(portal, reviewer);
	const second = await giveCase(portal, reviewer);
	await sitDown(page, portal, reviewer);
	const order: string[] = [];
	const opened = async () => {
		await expect(score(page, '1')).toBeEnabled();
		await page.waitForLoadState('networkidle');
		order.push(new URL(page.url()).pathname.split('/').at(-1) ?? '');
	};

	const concur = countingKeys(page);
	await concur.press('Enter');
	await opened();
	await concur.press('1', 'Enter');
	await expect(page.getByText('Is the report clear?')).toBeVisible();
	await concur.press('Enter');
	await expect(page.getByText('nothing to add')).toBeVisible();
	await concur.press('Enter');
	await page.waitForURL((url) => !url.pathname.endsWith(order[0] ?? ''));
	await opened();
	expect(concur.strokes()).toBeLessThanOrEqual(6);

	const discrepancy = countingKeys(page);
	await discrepancy.press('2', 'a', '4', 'Enter');
	await expect(page.getByText('All done')).toBeVisible();
	expect(discrepancy.strokes()).toBe(concur.strokes() - 1); // the first one opened the case
	expect(order.toSorted()).toEqual([first, second].toSorted());
	const reviews = await Promise.all(order.map((id) => storedReviews(portal, id)));
	expect(reviews.flat().map(({ score: given, cause }) => [given, cause])).toEqual([
		['1', null],
		['2a', 'perception']
	]);
});

test('a 3b at L3 with arrow, ellipse, cause, type and comment takes at most twenty strokes besides typing', async ({
	page,
	portal
}) => {
	const reviewer = await newReviewer(portal);
	const { assignmentId, caseId } = await giveImages(portal, desk, { reviewer, mode: 'random', level: 'L3' });
	await sitDown(page, portal, reviewer);
	const keys = countingKeys(page);
	await keys.press('Enter');
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await page.waitForLoadState('networkidle');
	await keys.press('Enter'); // nothing is written yet: the next act is to write
	await keys.type('Rounded dense focus in the left frontal lobe.');
	await keys.press('Control+Enter');
	await expect(page.getByRole('button', { name: 'Open the report' })).toBeVisible();
	await keys.press('Enter');
	await expect(page.getByText('No acute intracranial abnormality.')).toBeVisible();
	// Both marks by key: the tool, once more for a mark in the middle, then into place.
	await keys.press('m', 'm', 'Shift+ArrowRight', 'n', 'n', 'Shift+ArrowUp');
	await expect(page.getByText('2 marks on the images')).toBeVisible();
	await keys.press('3', 'b', 'd', '4', 'e');
	await keys.type('A dense rounded focus, 9 mm, was not reported: see 3 and b.');
	await keys.press('Control+Enter');
	await expect(page.getByText('All done')).toBeVisible();
	expect(keys.strokes()).toBeLessThanOrEqual(20);

	const [review] = await storedReviews(portal, assignmentId);
	expect(review).toMatchObject({ score: '3b', direction: 'miss', cause: 'perception', caseId });
	const { marks } = portal.app.db.read.tables;
	const stored = await portal.app.db.read
		.select()
		.from(marks)
		.where(eq(marks.reviewId, review?.id ?? ''));
	expect(stored.map(({ kind, pointsPx }) => [kind, pointsPx.length]).toSorted()).toEqual([
		['arrow', 2],
		['ellipse', 4]
	]);
	expect(stored.every(({ frameOfReferenceUid }) => Boolean(frameOfReferenceUid))).toBe(true);
});

/** Whether anything that must stand still scrolls: the form's column, or the page. */
async function scrolling(page: Page) {
	return page.evaluate(() => {
		const form = document.querySelector('.workspace > form');
		const root = document.documentElement;
		return {
			form: (form?.scrollHeight ?? 0) - (form?.clientHeight ?? 0),
			wide: (form?.scrollWidth ?? 0) - (form?.clientWidth ?? 0),
			page: root.scrollHeight - root.clientHeight
		};
	});
}
const still = { form: 0, wide: 0, page: 0 };

test('nothing scrolls at 1440×900, whatever the step, the score and what is missing', async ({
	page,
	portal
}) => {
	const reviewer = await newReviewer(portal);
	await sitDown(page, portal, reviewer);
	const seen: Record<string, object> = {};
	const look = async (name: string) => (seen[name] = await scrolling(page));
	const longText = 'Dense rounded focus beside the ventricle, not in the report. '.repeat(12);
	for (const level of ['L2', 'L3'] as const) {
		await open(page, portal, await giveCase(portal, reviewer, level));
		if (level === 'L3') {
			await look('L3 impression');
			await page.getByLabel('What do you see?').fill(longText);
			await look('L3 impression, long');
			await page.keyboard.press('Control+Enter');
			await expect(page.getByRole('button', { name: 'Open the report' })).toBeVisible();
			await look('L3 reveal');
			await page.keyboard.press('Enter');
			await expect(score(page, '1')).toBeEnabled();
		} else {
			await page.getByPlaceholder('Your own impression (optional)').fill(longText);
			await page.keyboard.press('Escape');
		}
		await look(`${level} no score`);
		for (const chosen of ['1', '2', '3', '2a', '2b', '3a', '3b']) {
			await page.keyboard.press(chosen.charAt(0));
			if (chosen[1]) await page.keyboard.press(chosen.charAt(1));
			await look(`${level} ${chosen}`);
			// The second axis and the reasons are missing: each says so.
			if (chosen === '1') continue;
			await page.keyboard.press('Enter');
			await page.keyboard.press('Escape');
			await look(`${level} ${chosen}, with what is missing`);
		}
		await comment(page).fill(longText);
		await look(`${level} 3b, long comment`);
		await page.context().setOffline(true);
		await comment(page).fill(`${longText}.`);
		await expect(page.getByText('The server cannot be reached')).toBeVisible();
		await look(`${level} 3b, offline`);
		await page.context().setOffline(false);
		await saved(page);
	}
	expect(Object.keys(seen).length).toBeGreaterThan(30);
	const scrolled = Object.entries(seen).filter(([, by]) => JSON.stringify(by) !== JSON.stringify(still));
	expect(scrolled).toEqual([]);

	await page.setViewportSize({ width: 1280, height: 720 });
	const small = await scrolling(page);
	expect({ page: small.page, wide: small.wide }).toEqual({ page: 0, wide: 0 });
});

test('text fields keep what dictation types, and its keys do nothing else', async ({ page, portal }) => {
	const reviewer = await newReviewer(portal);
	const { assignmentId } = await giveImages(portal, desk, { reviewer, mode: 'complaint', level: 'L2' });
	await sitDown(page, portal, reviewer);
	await open(page, portal, assignmentId);
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	const tool = page.getByRole('button', { name: 'Arrow' });

	await page.keyboard.press('3');
	await page.keyboard.press('e');
	const bursts = ['Mass in segment 3b, ', 'not 1. ', 'Compare 2a and prior; ', 'mnocx '];
	for (const burst of bursts) await page.keyboard.insertText(burst);
	await page.keyboard.press('Enter');
	await page.keyboard.type('m 1 2 b n d 4 q v j s ? ');
	const words = `${bursts.join('')}\nm 1 2 b n d 4 q v j s ? `;
	await expect(comment(page)).toHaveValue(words);
	await saved(page);
	await expect(comment(page)).toBeFocused();
	await page.keyboard.insertText('End.');
	await expect(comment(page)).toHaveValue(`${words}End.`);
	await expect(score(page, '3')).toBeChecked();
	await expect(tool).toHaveAttribute('aria-pressed', 'false');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await expect.poll(() => storedComment(portal, assignmentId)).toBe(`${words}End.`);

	// A mark drawn by hand takes words at once; they are its text and nothing else.
	await page.keyboard.press('Escape');
	await page.keyboard.press('n');
	const box = await page.locator('.surface').first().boundingBox();
	if (!box) throw new Error('the image has no place');
	const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
	const drag = async (from: readonly [number, number], to: readonly [number, number]) => {
		await page.mouse.move(...from);
		await page.mouse.down();
		await page.mouse.move(...to, { steps: 8 });
		await page.mouse.up();
	};
	await drag(at(0.55, 0.45), at(0.62, 0.55));
	const text = page.getByRole('textbox', { name: 'Text of the mark' });
	await expect(text).toBeFocused();
	await page.keyboard.type('mass 3 b');
	await page.keyboard.insertText(', likely');
	await expect(text).toHaveValue('mass 3 b, likely');
	await page.keyboard.press('Enter');
	await expect(page.locator('.surface').first()).toBeFocused();
	await expect(page.getByText('1 mark on the images')).toBeVisible();
	await expect(score(page, '3')).toBeChecked();

	// The words of one mark are not those of the next.
	await drag(at(0.3, 0.3), at(0.36, 0.38));
	await expect(text).toBeFocused();
	await expect(text).toHaveValue('');
	await page.keyboard.type('second');
	await expect(text).toHaveValue('second');
	await page.keyboard.press('Enter');

	// Somebody who writes while a mark is finished keeps the keys.
	await page.keyboard.press('e');
	await expect(comment(page)).toBeFocused();
	await page.keyboard.press('Escape');
	for (const key of ['2', 'a', '4', 'Enter']) await page.keyboard.press(key);
	await expect(page.getByText('All done')).toBeVisible();
});

test('committee and reader see the marks on the image they were made on', async ({ page, portal }) => {
	const { cases } = portal.app.db.read.tables;
	await sitDown(page, portal, desk.committee);
	await page.goto(`${portal.origin}/committee`);
	await page
		.locator('main a.row-link')
		.or(page.getByRole('link', { name: /CT/ }))
		.first()
		.click();
	await expect(page.locator('.surface svg ellipse').first()).toBeVisible();
	await expect(page.locator('.surface svg').locator('line, polyline, path').first()).toBeAttached();

	// The 2a is released with the week's batch, which is over by now.
	await portal.app.db.transaction((write) =>
		write
			.update(cases)
			.set({ releasedAt: Date.now() - DAY_MS })
			.where(eq(cases.state, 'final'))
	);
	await sitDown(page, portal, desk.reader);
	await page.goto(`${portal.origin}/feedback`);
	await page
		.locator('main a.row-link')
		.or(page.getByRole('link', { name: /CT/ }))
		.first()
		.click();
	await expect(page.locator('.surface svg ellipse').first()).toBeVisible();
	await expect(page.locator('.surface svg').first()).toContainText('mass 3 b, likely');
});

test('a lost connection loses nothing', async ({ page, portal }) => {
	const reviewer = await newReviewer(portal);
	const assignmentId = await giveCase(portal, reviewer);
	await sitDown(page, portal, reviewer);
	await open(page, portal, assignmentId);
	await page.context().setOffline(true);
	await page.keyboard.press('e');
	await page.keyboard.type('Written without a connection.');
	await expect(page.getByText('The server cannot be reached')).toBeVisible();
	await expect(comment(page)).toBeFocused();
	await page.keyboard.type(' And on.');
	await page.context().setOffline(false);
	await saved(page);
	await expect(comment(page)).toBeFocused();
	await expect.poll(() => storedComment(portal, assignmentId)).toBe('Written without a connection. And on.');
	const kept = await page.evaluate(() =>
		Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))
	);
	expect(kept).toEqual([]);
});

test('a session that ends loses nothing: sign in elsewhere, or load the page again', async ({
	page,
	portal
}) => {
	page.on('dialog', (dialog) => void dialog.accept());
	const reviewer = await newReviewer(portal);
	const assignmentId = await giveCase(portal, reviewer);
	await sitDown(page, portal, reviewer);
	await open(page, portal, assignmentId);
	await page.context().clearCookies();
	await page.keyboard.press('e');
	await page.keyboard.type('After the session.');
	await expect(page.getByText('You are signed out')).toBeVisible();

	const other = await page.context().newPage();
	await signIn(other, portal, reviewer.email, testPassword);
	await other.close();
	await page.getByRole('button', { name: 'Save now' }).click();
	await saved(page);
	expect(await storedComment(portal, assignmentId)).toBe('After the session.');

	await page.context().clearCookies();
	await comment(page).fill('Unsaved when the page was loaded again.');
	await expect(page.getByText('You are signed out')).toBeVisible();
	await page.reload();
	await expect(page).toHaveURL(/\/sign-in/);
	await signIn(page, portal, reviewer.email, testPassword);
	await open(page, portal, assignmentId);
	await expect(comment(page)).toHaveValue('Unsaved when the page was loaded again.');
	await expect
		.poll(() => storedComment(portal, assignmentId))
		.toBe('Unsaved when the page was loaded again.');
});

test('two tabs keep both versions', async ({ page, portal }) => {
	const reviewer = await newReviewer(portal);
	const assignmentId = await giveCase(portal, reviewer);
	await sitDown(page, portal, reviewer);
	await open(page, portal, assignmentId);
	const other = await page.context().newPage();
	await open(other, portal, assignmentId);
	await comment(other).fill('From the other tab.');
	await saved(other);
	await expect.poll(() => storedComment(portal, assignmentId)).toBe('From the other tab.');
	await comment(page).fill('From this tab.');
	await expect(page.getByText('This case was changed in another tab')).toBeVisible();
	await page.getByRole('button', { name: 'Show the other version' }).click();
	await expect(comment(page)).toHaveValue('From the other tab.');
	await page.getByRole('button', { name: 'Show the other version' }).click();
	await page.getByRole('button', { name: 'Keep this version' }).click();
	await expect.poll(() => storedComment(portal, assignmentId)).toBe('From this tab.');
	await other.close();
});

test('a case that is taken away while open gives the words back', async ({ page, portal }) => {
	const reviewer = await newReviewer(portal);
	const assignmentId = await giveCase(portal, reviewer);
	await sitDown(page, portal, reviewer);
	await open(page, portal, assignmentId);
	await takeAway(portal, assignmentId);
	await comment(page).fill('My words <b>of</b> it.');
	await expect(page.getByText('This case is no longer with you')).toBeVisible();
	await expect(page.getByLabel('What you wrote')).toHaveValue('My words <b>of</b> it.');
	await page.getByRole('link', { name: 'Back to the queue' }).click();
	await expect(page.getByText('All done')).toBeVisible();
});

test('a review whose answer was lost on its way counts, and its page says so', async ({ page, portal }) => {
	const reviewer = await newReviewer(portal);
	const assignmentId = await giveCase(portal, reviewer);
	await sitDown(page, portal, reviewer);
	await open(page, portal, assignmentId);
	await page.route(/\?\/submit$/, async (route) => {
		await route.fetch();
		await route.abort('connectionreset');
	});
	for (const key of ['2', 'a', '4', 'Enter']) await page.keyboard.press(key);
	await expect(page.getByText('The review of this case is submitted')).toBeVisible();
	expect(await storedReviews(portal, assignmentId)).toHaveLength(1);
	await page.getByRole('link', { name: 'Back to the queue' }).click();
	await expect(page.getByText('All done')).toBeVisible();
});

test('no image of a case that is left is asked for any longer while the next page is under way', async ({
	page,
	portal
}) => {
	const reviewer = await newReviewer(portal);
	await giveImages(portal, desk, { reviewer, mode: 'second-opinion', level: 'L2' });
	await sitDown(page, portal, reviewer);
	const frames = { asked: 0, givenUp: 0 };
	page.on('requestfailed', (request) => {
		if (request.url().includes('/frames/')) frames.givenUp += 1;
	});
	// Images that come so slowly that the case is left first.
	await page.route('**/frames/**', () => {
		frames.asked += 1;
	});
	await page.keyboard.press('Enter');
	await expect(score(page, '1')).toBeEnabled();
	await expect.poll(() => frames.asked).toBeGreaterThan(0);
	expect(frames.givenUp).toBe(0);
	let goOn: () => void = () => undefined;
	const isHeld = new Promise<void>((resolve) => {
		void page.route('**/__data.json**', async (route) => {
			const held = new Promise<void>((release) => (goOn = release));
			resolve();
			await held;
			await route.continue();
		});
	});
	await page.getByRole('link', { name: 'Queue' }).click();
	await isHeld;
	await expect.poll(() => frames.givenUp).toBe(frames.asked);
	goOn();
	await expect(page.getByRole('link', { name: 'Resume the case' })).toBeVisible();
});

test('words that are too long are neither cut nor lost', async ({ page, portal }) => {
	const reviewer = await newReviewer(portal);
	const assignmentId = await giveCase(portal, reviewer);
	await sitDown(page, portal, reviewer);
	await open(page, portal, assignmentId);
	const long = 'Density on image 31. '.repeat(1200);
	// As dictation or the clipboard brings it.
	await comment(page).focus();
	await page.keyboard.insertText(long);
	await expect(page.getByText('Nothing was cut')).toBeVisible();
	await expect(comment(page)).toHaveValue(long);
	await comment(page).fill('Density on image 31.');
	await expect.poll(() => storedComment(portal, assignmentId)).toBe('Density on image 31.');
	await expect(page.getByText('Nothing was cut')).toBeHidden();
});

test('going back to a case that has ended leads to the queue, under its own address', async ({
	page,
	portal
}) => {
	const reviewer = await newReviewer(portal);
	const assignmentId = await giveCase(portal, reviewer);
	await sitDown(page, portal, reviewer);
	await open(page, portal, assignmentId);
	await takeAway(portal, assignmentId);
	await comment(page).fill('Mine.');
	await page.getByRole('link', { name: 'Back to the queue' }).click();
	await expect(page.getByText('All done')).toBeVisible();
	await page.goBack();
	await expect(page).toHaveURL(/\/reviews(\?.*)?$/);
});

test('a review is submitted once, however often Enter is pressed', async ({ page, portal }) => {
	const reviewer = await newReviewer(portal);
	const assignmentId = await giveCase(portal, reviewer);
	const next = await giveCase(portal, reviewer);
	await sitDown(page, portal, reviewer);
	await open(page, portal, assignmentId);
	for (const key of ['2', 'a', '4']) await page.keyboard.press(key);
	await page.keyboard.down('Enter');
	for (let repeat = 0; repeat < 5; repeat++) await page.keyboard.down('Enter');
	await page.keyboard.up('Enter');
	await expect(page).toHaveURL(new RegExp(next));
	expect(await storedReviews(portal, assignmentId)).toHaveLength(1);
	expect(await storedReviews(portal, next)).toHaveLength(0);

	for (const key of ['2', 'a', '4']) await page.keyboard.press(key);
	await page.getByRole('button', { name: /^Submit/ }).dblclick();
	await expect(page.getByText('All done')).toBeVisible();
	expect(await storedReviews(portal, next)).toHaveLength(1);
});

test('a case given back is said to be so before the next one opens', async ({ page, portal }) => {
	const reviewer = await newReviewer(portal);
	const assignmentId = await giveCase(portal, reviewer);
	await giveCase(portal, reviewer);
	await sitDown(page, portal, reviewer);
	await open(page, portal, assignmentId);
	await page.getByText('Give back', { exact: true }).click();
	await page.getByRole('radio', { name: 'I recognise the case' }).check();
	await page.getByRole('button', { name: 'Give the case back' }).click();
	await expect(page.getByText('You gave the case back')).toBeVisible();
	await page.waitForLoadState('networkidle');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/reviews\/[0-9a-f-]{36}/);
});

test('a score can be taken up again until somebody acts on it, and left as it was', async ({
	page,
	portal
}) => {
	const reviewer = await newReviewer(portal);
	const assignmentId = await giveCase(portal, reviewer);
	await sitDown(page, portal, reviewer);
	await open(page, portal, assignmentId);
	await comment(page).fill('Small, and easily missed.');
	await page.keyboard.press('Escape');
	for (const key of ['2', 'a', '4', 'Enter']) await page.keyboard.press(key);
	await page.getByRole('button', { name: /^Take up again/ }).click();
	await expect(page.getByText('You took this review up again')).toBeVisible();
	await expect(comment(page)).toHaveValue('Small, and easily missed.');
	await expect(score(page, '2')).toBeChecked();
	await page.waitForLoadState('networkidle');
	for (const key of ['3', 'b', 'Enter', 'Escape']) await page.keyboard.press(key);
	expect(await scrolling(page)).toEqual(still);
	await page.getByRole('button', { name: 'Let the score stand' }).click();
	await expect(page.getByText('The score stands')).toBeVisible();
	const reviews = await storedReviews(portal, assignmentId);
	expect(reviews.map(({ score: given, supersededBy }) => [given, supersededBy])).toEqual([['2a', null]]);
});

test('the legend lists every key, and the page has no fault that axe knows', async ({ page, portal }) => {
	const reviewer = await newReviewer(portal);
	await sitDown(page, portal, reviewer);
	await open(page, portal, await giveCase(portal, reviewer));
	for (const key of ['3', 'b', 'd', '5', 'u', 'u', 'q', 'v', 'j', 's']) await page.keyboard.press(key);
	await expect(page.getByRole('radio', { name: 'Interpretation' })).toBeChecked();
	await expect(page.getByRole('combobox', { name: 'Images' })).toHaveValue('limited');
	await expect(page.getByRole('checkbox', { name: /care may have to change/ })).toBeChecked();
	await page.keyboard.press('c');
	await expect(page.getByRole('radio', { name: 'Interpretation' })).toBeFocused();
	await page.keyboard.press('t');
	await expect(page.getByLabel('More exactly')).toBeFocused();
	await page.keyboard.press('Escape');
	const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
	const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
	expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([]);
	await page.keyboard.press('?');
	const legend = page.getByRole('dialog');
	for (const words of ['Cause: Perception', 'Great catch', 'Ellipse', 'Direction: miss', 'Larger mark']) {
		await expect(legend.getByText(words, { exact: false }).first()).toBeVisible();
	}
});
