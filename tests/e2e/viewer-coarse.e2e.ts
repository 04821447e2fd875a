import { publishInitialPolicies, withoutLayouts } from '../support/builders.ts';
import { startFailingLine } from '../support/failing-line.ts';
import { writeLongCt } from '../support/long-ct.ts';
import { layStudy, sitDown } from '../support/review-desk.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

test('an HTJ2K image on a slow line stands coarsely, is not measured, and is sharpened in place', async ({
	page,
	portal
}) => {
	await publishInitialPolicies(portal.app);
	await withoutLayouts(portal.app);
	const { reviewer, caseUrl } = await layStudy(portal, (folder) => writeLongCt(folder, 5, 'htj2k'));
	await sitDown(page, portal, reviewer);
	const rest = Promise.withResolvers<undefined>();
	const line = await startFailingLine(portal.origin, ({ method, url }) =>
		method === 'GET' && url?.includes('/frames/') ? { part: 0.3, rest: rest.promise } : 'whole'
	);
	try {
		await page.goto(line.origin + new URL(caseUrl).pathname);
		const cell = page.locator('.cell').first();
		await expect(cell.getByText('Coarse image. Loading the whole one')).toBeVisible();
		const canvas = cell.locator('canvas').first();
		/** Of a row through the middle: grey of the disc and of the corner, and how much neighbours differ. */
		const seen = () =>
			canvas.evaluate((element: HTMLCanvasElement) => {
				const { width, height } = element;
				const context = element.getContext('2d');
				if (!context) throw new Error('the image is not drawn on the CPU');
				const { data } = context.getImageData(0, height >> 1, width, 1);
				const grey = Array.from({ length: width }, (_, at) => data[at * 4] ?? 0);
				const inside = grey.slice(Math.floor(width * 0.45), Math.floor(width * 0.55));
				const roughness = inside
					.slice(1)
					.reduce((sum, value, at) => sum + Math.abs(value - (inside[at] ?? 0)), 0);
				return { disc: inside.reduce((sum, value) => sum + value, 0) / inside.length, roughness };
			});
		const coarse = await seen();
		expect(coarse.disc).toBeGreaterThan(60);

		// A region drawn on it is told that there is nothing to measure yet, and is gone.
		await page.keyboard.press('o');
		const box = await canvas.boundingBox();
		if (!box) throw new Error('the image has no place');
		const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
		await page.mouse.move(x, y);
		await page.mouse.down();
		await page.mouse.move(x + 60, y + 40, { steps: 4 });
		await page.mouse.up();
		await expect(page.getByText('Wait for the whole image, then mark or measure.')).toBeVisible();
		await expect(cell.getByText(/Mean/)).toHaveCount(0);

		rest.resolve(undefined);
		await expect(cell.getByText('Coarse image.')).toHaveCount(0);
		await expect.poll(async () => (await seen()).roughness).toBeGreaterThan(coarse.roughness * 1.2);
		const whole = await seen();
		expect(Math.abs(whole.disc - coarse.disc)).toBeLessThan(6);

		// Now it is measured.
		await page.mouse.move(x, y);
		await page.mouse.down();
		await page.mouse.move(x + 60, y + 40, { steps: 4 });
		await page.mouse.up();
		await expect(cell.getByText(/Mean/)).toHaveCount(1);
	} finally {
		rest.resolve(undefined);
		await line.close();
	}
});
