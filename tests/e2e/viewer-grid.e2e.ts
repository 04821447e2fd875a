import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { publishInitialPolicies, withoutLayouts } from '../support/builders.ts';
import { layStudy, sitDown, type Person } from '../support/review-desk.ts';
import { grid, voxelValue, writeVolumeStudy } from '../support/volume-study.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

let reviewer: Person;
let caseUrl = '';

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	// These tests begin with one series in one cell.
	await withoutLayouts(portal.app);
	({ reviewer, caseUrl } = await layStudy(portal, writeVolumeStudy));
});

test.beforeEach(async ({ page, portal }) => {
	// What was liked in one test, a layout or a key, is not in the next.
	await portal.app.db.transaction((write) => write.delete(write.tables.viewerSettings));
	await sitDown(page, portal, reviewer);
	await page.goto(caseUrl);
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await expect(page.getByText('16/30', { exact: true })).toBeVisible();
});

const cell = (page: Page, index: number) => page.locator('.cell').nth(index);
/** The note of a cell that starts with its position. */
const note = (page: Page, index: number) => cell(page, index).locator('.note.bottom.left');
/** What a cell says of its position, counted from 1. */
const positionOf = async (page: Page, index: number) =>
	Number.parseInt((await note(page, index).textContent())?.trim() ?? '', 10);
const views = (page: Page, name: string) =>
	page.locator('details.views').getByRole('button', { name, exact: true });

async function choose(page: Page, ...names: string[]): Promise<void> {
	await page.getByText('Views', { exact: true }).click();
	for (const name of names) await views(page, name).click();
	await page.keyboard.press('Escape');
}

/** Grey of the picture at parts of its canvas, 0 to 1 from the left and the top. */
async function greys(canvas: Locator, points: [number, number][]): Promise<number[]> {
	return canvas.evaluate((element: HTMLCanvasElement, given) => {
		const context = element.getContext('2d');
		return given.map(([x, y]) => {
			const data = context?.getImageData(
				Math.floor(x * element.width),
				Math.floor(y * element.height),
				1,
				1
			).data;
			return data?.[0] ?? -1;
		});
	}, points);
}

/** Where pixels of an image that fills its cell lie, as parts of the cell. */
async function partsOf(
	canvas: Locator,
	image: { columns: number; rows: number; columnMm: number; rowMm: number },
	pixels: [number, number][]
): Promise<[number, number][]> {
	const box = await canvas.boundingBox();
	if (!box) throw new Error('the image has no place');
	const [width, height] = [image.columns * image.columnMm, image.rows * image.rowMm];
	const pxPerMm = Math.min(box.width / width, box.height / height);
	return pixels.map(([column, row]) => [
		0.5 + (((column + 0.5) * image.columnMm - width / 2) * pxPerMm) / box.width,
		0.5 + (((row + 0.5) * image.rowMm - height / 2) * pxPerMm) / box.height
	]);
}

/** Compares pixels of a cell with what the voxels there hold. */
async function expectGreys(
	page: Page,
	index: number,
	image: { columns: number; rows: number; columnMm: number; rowMm: number },
	pixels: [column: number, row: number, value: number][]
): Promise<void> {
	const canvas = cell(page, index).locator('.surface canvas').first();
	const parts = await partsOf(
		canvas,
		image,
		pixels.map(([column, row]) => [column, row])
	);
	// The window of 256 about 128 makes grey of a value what it is, to one step.
	await expect
		.poll(async () => {
			const seen = await greys(canvas, parts);
			return Math.max(...pixels.map(([, , value], at) => Math.abs((seen[at] ?? -1) - value)));
		})
		.toBeLessThanOrEqual(3);
}

const { columns, rows, slices, spacing, step } = grid;

test('each plane shows the voxels of its place, thin and as a slab', async ({ page }) => {
	await expectGreys(page, 0, { columns, rows, columnMm: spacing, rowMm: spacing }, [
		[4, 5, voxelValue(4, 5, 15)],
		[40, 30, voxelValue(40, 30, 15)]
	]);
	await expect(cell(page, 0).locator('.edge.start')).toHaveText('R');
	await expect(cell(page, 0).locator('.edge.up')).toHaveText('A');

	await choose(page, 'Coronal');
	await expect(cell(page, 0)).toContainText('Coronal');
	await expect(note(page, 0)).toContainText('/40');
	const from = (await positionOf(page, 0)) - 1;
	await expect(cell(page, 0).locator('.edge.up')).toHaveText('H');
	const coronal = { columns, rows: slices, columnMm: spacing, rowMm: step };
	// The head is at the top: the first row is the last slice.
	const coronalAt = (column: number, row: number, at: number) => voxelValue(column, at, slices - 1 - row);
	await expectGreys(page, 0, coronal, [
		[6, 3, coronalAt(6, 3, from)],
		[24, 15, coronalAt(24, 15, from)],
		[44, 27, coronalAt(44, 27, from)]
	]);
	await page.locator('.surface').hover();
	await page.mouse.wheel(0, 100);
	await expect(note(page, 0)).toContainText(`${from + 2}/40`);
	await expectGreys(page, 0, coronal, [[24, 15, coronalAt(24, 15, from + 1)]]);

	await choose(page, 'Sagittal');
	await expect(cell(page, 0).locator('.edge.start')).toHaveText('A');
	const sagittal = { columns: rows, rows: slices, columnMm: spacing, rowMm: step };
	await expect(note(page, 0)).toContainText('/48');
	const position = await positionOf(page, 0);
	await expectGreys(page, 0, sagittal, [
		[5, 4, voxelValue(position - 1, 5, slices - 1 - 4)],
		[33, 25, voxelValue(position - 1, 33, slices - 1 - 25)]
	]);

	// 20 mm of 2 mm voxels: five more to either side, which is 22 mm, and the value grows by 1 a column.
	await page.getByText('Views', { exact: true }).click();
	await page.getByLabel('Slab thickness in mm').fill('20');
	await page.getByLabel('Slab', { exact: true }).selectOption('Maximum');
	await page.keyboard.press('Escape');
	await expect(cell(page, 0)).toContainText('MIP 22 mm');
	await expectGreys(page, 0, sagittal, [[5, 4, voxelValue(position - 1 + 5, 5, slices - 1 - 4)]]);
});

test('a plane whose slices take long to cut shows the last one that was scrolled to', async ({ page }) => {
	await choose(page, 'Coronal');
	await expect(note(page, 0)).toContainText('/40');
	const from = await positionOf(page, 0);
	await cell(page, 0)
		.locator('.surface .canvas')
		.evaluate((element) => {
			// Each look at the clock finds that a turn is over.
			const now = performance.now.bind(performance);
			let lateMs = 0;
			performance.now = () => now() + (lateMs += 9);
			for (let notch = 0; notch < 7; notch++)
				element.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, bubbles: true, cancelable: true }));
		});
	await expect(note(page, 0)).toContainText(`${from + 7}/40`);
	await expect(page.locator('.canvas.waiting')).toHaveCount(0);
	await expectGreys(page, 0, { columns, rows: slices, columnMm: spacing, rowMm: step }, [
		[24, 15, voxelValue(24, from - 1 + 7, slices - 1 - 15)]
	]);
});

test('a plane that leans shows what lies there, and its letters say so', async ({ page }) => {
	await choose(page, 'Coronal');
	await page.locator('.surface').focus();
	for (let turn = 0; turn < 6; turn++) await page.keyboard.press('Control+ArrowRight');
	await expect(cell(page, 0)).toContainText('Oblique');
	await expect(cell(page, 0).locator('.edge.end')).toHaveText(/^L[AP]$/);
	// The middle of the cell is the middle of the volume, whichever way the plane leans.
	const canvas = page.locator('.surface canvas').first();
	const middle = voxelValue(23.5, 20, 14.5);
	await expect
		.poll(async () => Math.abs(((await greys(canvas, [[0.5, 0.5]]))[0] ?? -99) - middle))
		.toBeLessThanOrEqual(4);
});

test('cells have their own series, place and window, and go in step when asked', async ({ page }) => {
	await choose(page, '2 rows of 2');
	await expect(page.locator('.cell')).toHaveCount(4);
	await expect(cell(page, 1)).toContainText('Series 3');
	await expect(cell(page, 2)).toContainText('Series 4');
	await expect(cell(page, 3)).toContainText('Drop a series here');
	await expect(note(page, 1)).toContainText('8/15');

	await page.getByText('Views', { exact: true }).click();
	const { violations } = await new AxeBuilder({ page }).include('.viewer').analyze();
	expect(violations).toEqual([]);
	await page.keyboard.press('Escape');

	// Alone: the wheel moves the cell under it, a key the active one.
	await cell(page, 1).locator('.surface').hover();
	await page.mouse.wheel(0, 100);
	await expect(note(page, 1)).toContainText('9/15');
	await expect(note(page, 0)).toContainText('16/30');
	await cell(page, 0).locator('.surface').focus();
	await page.keyboard.press('ArrowDown');
	await expect(note(page, 0)).toContainText('17/30');
	await expect(note(page, 1)).toContainText('9/15');

	// By Tab the next cell is active, and has a window of its own.
	await page.keyboard.press('Tab');
	await expect(cell(page, 1)).toHaveClass(/active/);
	await page.keyboard.press('Shift+Digit3');
	await expect(cell(page, 1).locator('.note.bottom.right')).toContainText('W 2500 L 480');
	await expect(cell(page, 0).locator('.note.bottom.right')).toContainText('W 256 L 128');

	await cell(page, 0).locator('.surface').focus();
	await choose(page, 'Scroll', 'Window');
	await expect(cell(page, 1).locator('.note.bottom.right')).toContainText('W 256 L 128');
	await expect(note(page, 1)).toContainText('in step, same place');
	await cell(page, 0).locator('.surface').focus();
	await page.keyboard.press('End');
	await expect(note(page, 0)).toContainText('30/30 · 87.0 mm');
	await expect(note(page, 1)).toContainText('15/15 · 84.0 mm');

	// A series is dragged from the list; a double click gives a cell the whole grid and back.
	await page.getByRole('navigation', { name: 'Series' }).getByRole('button').first().dragTo(cell(page, 3));
	await expect(cell(page, 3)).toContainText('Series 2');
	await cell(page, 3).locator('.surface').focus();
	await page.keyboard.press('Home');
	for (const index of [0, 3]) await expect(note(page, index)).toContainText('1/30');
	await cell(page, 3).locator('.surface').dblclick();
	await expect(cell(page, 0)).toBeHidden();
	// What is measured now is not drawn in the hidden cell that shows the same image, because it has no size.
	const noise: string[] = [];
	page.on('console', (message) => message.type() === 'error' && noise.push(message.text()));
	await page.keyboard.press('o');
	const box = await cell(page, 3).boundingBox();
	if (!box) throw new Error('the cell has no place');
	await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6, { steps: 4 });
	await page.mouse.up();
	await expect(cell(page, 3).locator('.surface ellipse')).toHaveCount(1);
	expect(noise).toEqual([]);
	await cell(page, 3).locator('.surface').dblclick();
	await expect(cell(page, 0)).toBeVisible();
	await expect(cell(page, 0).locator('.surface ellipse')).toHaveCount(1);
});

test('crosshairs take every plane to the same point', async ({ page }) => {
	await choose(page, 'Three planes');
	await expect(page.locator('.cell')).toHaveCount(3);
	await expect(note(page, 1)).toContainText('/40');
	const centre = cell(page, 0).locator('.grip.centre');
	await expect(centre).toBeVisible();
	const before = [await positionOf(page, 1), await positionOf(page, 2)] as const;
	const box = await centre.boundingBox();
	if (!box) throw new Error('the crosshairs have no place');
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.mouse.move(x + 40, y + 30, { steps: 4 });
	await page.mouse.up();
	await expect.poll(() => positionOf(page, 1)).not.toBe(before[0]);
	await expect.poll(() => positionOf(page, 2)).not.toBe(before[1]);
	// To the left of the patient and to the back: both planes have gone on.
	expect(await positionOf(page, 1)).toBeGreaterThan(before[0]);
	expect(await positionOf(page, 2)).toBeGreaterThan(before[1]);

	const grip = await cell(page, 0).locator('.grip.turn').first().boundingBox();
	if (!grip) throw new Error('the crosshairs cannot be turned');
	await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
	await page.mouse.down();
	await page.mouse.move(grip.x + 40, grip.y + 45, { steps: 4 });
	await page.mouse.up();
	await expect(page.locator('.cell', { hasText: 'Oblique' })).toHaveCount(1);
});

test('a series that makes no volume says why, and a mark in a made plane says where it belongs', async ({
	page
}) => {
	await page.getByRole('navigation', { name: 'Series' }).getByRole('button', { name: /SCOUT/i }).click();
	await expect(cell(page, 0)).toContainText('Series 4');
	await choose(page, 'Coronal');
	await expect(note(page, 0)).toContainText('No other plane: the series has too few images.');

	await page.getByRole('navigation', { name: 'Series' }).getByRole('button').first().click();
	await choose(page, 'Coronal');
	await expect(note(page, 0)).toContainText('/40');
	const box = await page.locator('.surface').boundingBox();
	if (!box) throw new Error('the image has no place');
	await page.keyboard.press('m');
	await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.4, { steps: 6 });
	await page.mouse.up();
	await expect(page.getByText('A mark needs an acquired image.')).toBeVisible();
	await expect(page.getByText('mark on the images')).toHaveCount(0);
});

test('one cell that fails leaves the others alive, and can be tried again', async ({ page }) => {
	let isBroken = true;
	// The second series is the one of fifteen images: its frames are the first to be asked for when it is opened.
	await page.route('**/frames/*', (route) => (isBroken ? route.fulfill({ status: 500 }) : route.continue()));
	await page.reload();
	await expect(cell(page, 0).getByRole('alert')).toContainText('cannot be shown: status 500');
	isBroken = false;
	await choose(page, '2 side by side');
	await expect(page.locator('.cell')).toHaveCount(2);
	await cell(page, 0).getByRole('button', { name: 'Try again' }).click();
	await expect(cell(page, 0).getByRole('alert')).toHaveCount(0);
	await expectGreys(page, 0, { columns, rows, columnMm: spacing, rowMm: spacing }, [
		[24, 20, voxelValue(24, 20, 15)]
	]);
	await expect(cell(page, 1)).toContainText('Series 3');
});
