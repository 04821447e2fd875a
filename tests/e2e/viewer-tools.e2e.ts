import type { Page } from '@playwright/test';
import { publishInitialPolicies } from '../support/builders.ts';
import { readout } from '../support/readout.ts';
import { layStudy, sitDown, type Person } from '../support/review-desk.ts';
import { phantom, writeToolPhantom } from '../support/tool-phantom.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

let reviewer: Person;
let caseUrl = '';

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	({ reviewer, caseUrl } = await layStudy(portal, writeToolPhantom));
});

test.beforeEach(async ({ page, portal }) => {
	// What was liked in one test, a layout or a key, is not in the next.
	await portal.app.db.transaction((write) => write.delete(write.tables.viewerSettings));
	await sitDown(page, portal, reviewer);
	await page.goto(caseUrl);
	await oneImage(page);
});

/** One cell with the phantom, whichever layout its examination is hung in. */
async function oneImage(page: Page): Promise<void> {
	await expect(page.locator('.surface canvas').first()).toBeVisible();
	await page.getByText('Views', { exact: true }).click();
	await page.locator('details.views').getByRole('button', { name: 'One image', exact: true }).click();
	await page.keyboard.press('Escape');
	await expect(page.locator('.cell')).toHaveCount(1);
	await expect(page.getByText(/^\d\/5$/).first()).toBeVisible();
	await page.locator('.surface').focus();
	await page.keyboard.press('r');
}

type Pixel = readonly [column: number, row: number];

/** Where the centre of a pixel lies on the screen while the image fills its cell. */
async function screenOf(page: Page): Promise<(pixel: Pixel) => [number, number]> {
	const box = await page.locator('.surface').boundingBox();
	if (!box) throw new Error('the image has no place');
	const [width, height] = [phantom.columns * phantom.columnMm, phantom.rows * phantom.rowMm];
	const pxPerMm = Math.min(box.width / width, box.height / height);
	return ([column, row]) => [
		box.x + box.width / 2 + ((column + 0.5) * phantom.columnMm - width / 2) * pxPerMm,
		box.y + box.height / 2 + ((row + 0.5) * phantom.rowMm - height / 2) * pxPerMm
	];
}

/** Two presses within 0.4 s are a double click, wherever they are. */
let pressedAt = 0;
async function untilSingle(): Promise<void> {
	await expect.poll(() => Date.now() - pressedAt).toBeGreaterThan(450);
	pressedAt = Date.now();
}

async function drag(page: Page, path: readonly Pixel[], button: 'left' | 'middle' | 'right' = 'left') {
	const at = await screenOf(page);
	const [first, ...others] = path;
	if (!first) return;
	await untilSingle();
	await page.mouse.move(...at(first));
	await page.mouse.down({ button });
	for (const point of others) await page.mouse.move(...at(point), { steps: 4 });
	await page.mouse.up({ button });
	pressedAt = Date.now();
}

const numberIn = (lines: string[], pattern: RegExp) =>
	Number(pattern.exec(lines.join('\n'))?.[1]?.replace('−', '-') ?? NaN);
const measured = (page: Page, pattern: RegExp) =>
	expect.poll(async () => numberIn(await readout(page), pattern));

async function clear(page: Page): Promise<void> {
	// A click is one only when it cannot become a double click any more.
	await untilSingle();
	await page.locator('.surface').focus();
	await page.keyboard.press('Delete');
	await expect.poll(() => readout(page)).toEqual([]);
}

async function pick(page: Page, menu: string, tool: string): Promise<void> {
	await page.locator('.tools summary', { hasText: menu }).click();
	await page.locator('.tools').getByRole('button', { name: tool, exact: true }).click();
}

const tool = (page: Page, name: string) => page.locator('.tools').getByRole('button', { name, exact: true });
const note = (page: Page, place: 'left' | 'right') => page.locator(`.cell .note.bottom.${place}`);

test('lengths, angles and regions drawn with the mouse are those of the phantom', async ({ page }) => {
	await pick(page, 'Measure', 'Length');
	await drag(page, [
		[14, 20],
		[114, 20]
	]);
	await measured(page, /([\d.]+) mm$/m).toBeCloseTo(50, 0.6);
	expect(Math.abs(numberIn(await readout(page), /([\d.]+) mm$/m) - 50)).toBeLessThanOrEqual(0.25);
	await clear(page);
	await drag(page, [
		[64, 10],
		[64, 85]
	]);
	await measured(page, /([\d.]+) mm$/m).toBeGreaterThan(59.7);
	expect(numberIn(await readout(page), /([\d.]+) mm$/m)).toBeLessThan(60.3);
	await clear(page);

	await pick(page, 'Measure', 'Two diameters');
	await drag(page, [
		[14, 30],
		[114, 30]
	]);
	await measured(page, /^([\d.]+) mm ×/m).toBeGreaterThan(49.75);
	expect(numberIn(await readout(page), /^([\d.]+) mm ×/m)).toBeLessThan(50.25);
	await clear(page);

	const at = await screenOf(page);
	await pick(page, 'Measure', 'Angle');
	await drag(page, [
		[20, 10],
		[20, 60]
	]);
	await page.mouse.move(...at([100, 20]), { steps: 4 });
	await untilSingle();
	await page.mouse.click(...at([100, 20]));
	// Up by 40 mm, and 40 mm to the right and 32 up.
	await measured(page, /([\d.]+)°/).toBeGreaterThan(51.3 - 0.5);
	expect(numberIn(await readout(page), /([\d.]+)°/)).toBeLessThan(51.3 + 0.5);
	await clear(page);

	await pick(page, 'Measure', 'Cobb angle');
	await drag(page, [
		[20, 20],
		[100, 20]
	]);
	await drag(page, [
		[20, 60],
		[100, 40]
	]);
	// 16 mm on 40 mm.
	await measured(page, /([\d.]+)°/).toBeGreaterThan(21.8 - 0.5);
	expect(numberIn(await readout(page), /([\d.]+)°/)).toBeLessThan(21.8 + 0.5);
	await clear(page);

	await pick(page, 'Region', 'Rectangular region');
	await drag(page, [
		[19.5, 59.5],
		[39.5, 79.5]
	]);
	await expect
		.poll(() => readout(page))
		.toEqual([
			'Mean 100 HU · SD 10.0',
			'Min 90 · Max 110 HU',
			expect.stringMatching(/^1[56]\d\.\d mm² · n 400$/)
		]);
	expect(Math.abs(numberIn(await readout(page), /([\d.]+) mm²/) - 160)).toBeLessThan(2);
	await clear(page);

	await pick(page, 'Region', 'Elliptical region');
	await drag(page, [
		[95, 40],
		[110, 60]
	]);
	await measured(page, /Mean ([−\d.]+) HU · SD 0\.00/).toBe(-50);
	// Each pixel is 0.4 mm²: what is counted fills what is measured.
	const round = await readout(page);
	const filled = (numberIn(round, /n (\d+)/) * 0.4) / numberIn(round, /([\d.]+) mm²/);
	expect(Math.abs(filled - 1)).toBeLessThan(0.03);
	await clear(page);

	await pick(page, 'Region', 'Drawn region');
	await drag(page, [
		[10, 10],
		[50, 10],
		[50, 40],
		[10, 40],
		[10, 11],
		[10, 10]
	]);
	await measured(page, /Mean ([−\d.]+) HU · SD 0\.00/).toBe(100);
	expect(Math.abs(numberIn(await readout(page), /([\d.]+) mm²/) - 480)).toBeLessThan(10);
	await clear(page);

	await pick(page, 'Measure', 'Value');
	await untilSingle();
	await page.mouse.click(...at([100, 80]));
	await expect.poll(() => readout(page)).toEqual(['−50 HU']);
	await clear(page);
});

test('every tool that draws does so by key, and its points are moved by key', async ({ page }) => {
	const drawing: [keys: string, line: RegExp][] = [
		['l', /^[\d.]+ mm$/],
		['Shift+B', /^[\d.]+ mm × [\d.]+ mm$/],
		['Shift+A', /^[\d.]+°$/],
		['Shift+C', /^[\d.]+°$/],
		['o', /^Mean [−\d.]+ HU · SD/],
		['Shift+O', /^Mean [−\d.]+ HU · SD/],
		['Shift+D', /^Mean [−\d.]+ HU · SD/],
		['h', /^[−\d.]+ HU$/]
	];
	for (const [keys, line] of drawing) {
		await page.keyboard.press(keys);
		await page.keyboard.press(keys);
		await expect.poll(async () => (await readout(page))[0] ?? '', keys).toMatch(line);
		await page.keyboard.press('Delete');
		await expect.poll(() => readout(page), keys).toEqual([]);
	}

	// One end goes by eight pixels of the screen, then by one, and all of it leaves the length as it is.
	await page.keyboard.press('l');
	await page.keyboard.press('l');
	const length = async () => numberIn(await readout(page), /([\d.]+) mm/);
	await expect.poll(length).toBeGreaterThan(0);
	const first = await length();
	const pxPerMm = 120 / first;
	await page.keyboard.press('Shift+ArrowRight');
	await expect.poll(length).toBeCloseTo(first, 1);
	await page.keyboard.press('Shift+E');
	await page.keyboard.press('Shift+E');
	await page.keyboard.press('Shift+ArrowRight');
	await page.keyboard.press('Alt+Shift+ArrowRight');
	await expect.poll(async () => Math.abs((await length()) - (first + 9 / pxPerMm))).toBeLessThan(0.06);
	await page.keyboard.press(']');
	await expect.poll(async () => Math.abs((await length()) - (first + 9 / pxPerMm) * 1.15)).toBeLessThan(0.12);
	await page.keyboard.press('Control+z');
	await expect.poll(async () => Math.abs((await length()) - (first + 9 / pxPerMm))).toBeLessThan(0.06);
});

test('what a drag does to the picture, keys do as well', async ({ page }) => {
	const window = () => note(page, 'right').textContent();
	await page.keyboard.press('Shift+Digit5');
	await expect.poll(window).toContain('W 400 L 40');
	await page.keyboard.press('w');
	await drag(page, [
		[60, 40],
		[80, 40]
	]);
	await expect.poll(window).not.toContain('W 400 L 40');
	await page.keyboard.press('Shift+Digit5');
	await expect.poll(window).toContain('W 400 L 40');
	await page.keyboard.press('Shift+ArrowDown');
	// Eight pixels of 256 for a whole width.
	await expect.poll(window).toMatch(/W 400 L 5[23]/);
	await page.keyboard.press('Shift+Digit1');
	await expect.poll(window).toContain('W 80 L 40');

	await page.keyboard.press('Shift+S');
	await expect(tool(page, 'Scroll')).toHaveAttribute('aria-pressed', 'true');
	await expect(note(page, 'left')).toContainText('3/5');
	await drag(page, [
		[60, 40],
		[60, 90]
	]);
	await expect(note(page, 'left')).toContainText('5/5');
	await page.keyboard.press('Shift+ArrowUp');
	await expect(note(page, 'left')).toContainText('4/5');

	const percent = async () => Number.parseInt(/(\d+) %/.exec((await window()) ?? '')?.[1] ?? '', 10);
	const fitted = await percent();
	await page.keyboard.press('z');
	await drag(page, [
		[60, 40],
		[60, 60]
	]);
	await expect.poll(percent).not.toBe(fitted);
	await page.keyboard.press('f');
	await expect.poll(percent).toBe(fitted);
	await page.keyboard.press('Shift+ArrowUp');
	await expect.poll(percent).toBeGreaterThan(fitted);
	await page.keyboard.press('x');
	await expect.poll(percent).toBe(100);
	await page.keyboard.press('f');

	// The boundary of the phantom's halves tells where the picture is.
	const greyAt = (x: number, y: number) =>
		page
			.locator('.surface canvas')
			.first()
			.evaluate(
				(canvas: HTMLCanvasElement, [left, top]) =>
					canvas.getContext('2d')?.getImageData((left ?? 0) * canvas.width, (top ?? 0) * canvas.height, 1, 1)
						.data[0] ?? -1,
				[x, y]
			);
	await page.keyboard.press('Shift+Digit5');
	await expect.poll(() => greyAt(0.45, 0.3)).toBeGreaterThan(150);
	expect(await greyAt(0.55, 0.3)).toBeLessThan(120);
	for (const [key, left, right] of [
		['Shift+H', 'dark', 'light'],
		['Shift+H', 'light', 'dark'],
		['i', 'dark', 'light'],
		['i', 'light', 'dark'],
		['Shift+R', 'light', 'light'],
		['Shift+V', 'dark', 'dark'],
		['Shift+L', 'dark', 'light']
	] as const) {
		await page.keyboard.press(key);
		const isAs = (grey: number, wanted: string) => (wanted === 'light' ? grey > 130 : grey < 125);
		await expect
			.poll(async () => [isAs(await greyAt(0.45, 0.3), left), isAs(await greyAt(0.55, 0.3), right)], key)
			.toEqual([true, true]);
	}
	await page.keyboard.press('r');

	await page.keyboard.press('p');
	await drag(page, [
		[60, 40],
		[80, 40]
	]);
	await expect.poll(() => greyAt(0.55, 0.3)).toBeGreaterThan(150);
	await page.keyboard.press('f');
	for (let stroke = 0; stroke < 20; stroke++) await page.keyboard.press('Shift+ArrowRight');
	await expect.poll(() => greyAt(0.55, 0.3)).toBeGreaterThan(150);
	await page.keyboard.press('f');

	await page.keyboard.press('Shift+Digit5');
	const glass = page.locator('canvas.glass');
	await tool(page, 'Magnify').click();
	const at = await screenOf(page);
	await page.mouse.move(...at([30, 20]));
	await page.mouse.down();
	await expect(glass).toBeVisible();
	const shown = () =>
		glass.evaluate(
			(canvas: HTMLCanvasElement) => canvas.getContext('2d')?.getImageData(120, 120, 1, 1).data[0] ?? -1
		);
	// Soft tissue: 100 HU in a window of 400 about 40.
	expect(Math.abs((await shown()) - 255 * 0.65)).toBeLessThan(3);
	await page.mouse.move(...at([100, 20]), { steps: 3 });
	await expect.poll(async () => Math.abs((await shown()) - 255 * 0.275)).toBeLessThan(3);
	await page.mouse.up();
	await expect(glass).toHaveCount(0);
	await page.locator('.surface').focus();
	await page.keyboard.press('Shift+M');
	await expect(glass).toBeVisible();
	for (let stroke = 0; stroke < 12; stroke++) await page.keyboard.press('Shift+ArrowRight');
	await expect.poll(async () => Math.abs((await shown()) - 255 * 0.275)).toBeLessThan(3);
	await page.keyboard.press('w');
	await expect(glass).toHaveCount(0);
});

test('key images are listed and jumped to', async ({ page }) => {
	await page.keyboard.press('Home');
	await page.keyboard.press('Shift+K');
	await page.keyboard.press('End');
	await page.keyboard.press('Shift+K');
	await page.locator('.tools').getByLabel('Key images').click();
	await expect(tool(page, 'AXIAL SOFT, image 5')).toBeVisible();
	await tool(page, 'AXIAL SOFT, image 1').click();
	await expect(note(page, 'left')).toContainText('1/5');
	await page.locator('.surface').focus();
	await page.keyboard.press('Shift+N');
	await expect(note(page, 'left')).toContainText('5/5');
	await page.keyboard.press('Shift+P');
	await expect(note(page, 'left')).toContainText('1/5');
});

test('settings of one’s own are kept on the server', async ({ page }) => {
	await page.keyboard.press('Shift+Z');
	const dialog = page.getByRole('dialog', { name: 'Settings of the images' });
	await dialog.getByLabel('Wheel').selectOption('Zoom');
	await dialog.getByLabel('Left button at opening').selectOption('Scroll');
	const second = dialog.getByRole('group', { name: 'Key ⇧2' });
	await second.getByLabel('Name').fill('Stroke');
	await second.getByLabel('Width').fill('8');
	await second.getByLabel('Level').fill('32');
	await dialog.getByRole('button', { name: 'Change the key: Angle', exact: true }).click();
	await page.keyboard.press('1');
	await expect(dialog.getByText('1 belongs to the page around the images.')).toBeVisible();
	await dialog.getByRole('button', { name: 'Change the key: Angle', exact: true }).click();
	await page.keyboard.press('Shift+Q');
	await dialog.getByRole('button', { name: 'Save' }).click();
	await expect(dialog).toHaveCount(0);

	await page.reload();
	await expect(tool(page, 'Scroll')).toHaveAttribute('aria-pressed', 'true');
	await oneImage(page);
	await page.keyboard.press('Shift+Digit2');
	await expect(note(page, 'right')).toContainText('W 8 L 32');
	await page.keyboard.press('Shift+Q');
	await page.keyboard.press('Shift+Q');
	await expect.poll(async () => (await readout(page))[0] ?? '').toMatch(/°$/);
	const before = await note(page, 'right').textContent();
	await page.locator('.surface').hover();
	await page.mouse.wheel(0, -200);
	await expect(note(page, 'right')).not.toHaveText(before ?? '');
	await expect(note(page, 'left')).toContainText('3/5');
	await page.keyboard.press('Shift+I');
	await expect(note(page, 'left')).toBeHidden();
});
