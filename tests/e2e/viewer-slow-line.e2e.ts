import { startShapedLine } from '../bench/shaped-line.ts';
import { publishInitialPolicies } from '../support/builders.ts';
import { writeLongCt } from '../support/long-ct.ts';
import { giveImages, layStudy, newReviewer, sitDown } from '../support/review-desk.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();
const slices = 12;

test('over a slow line a series comes compressed, and not a second time', async ({ page, portal }) => {
	await publishInitialPolicies(portal.app);
	await layStudy(portal, (folder) => writeLongCt(folder, slices));
	const { reads } = portal.app.db.read.tables;
	const [read] = await portal.app.db.read.select({ id: reads.id }).from(reads);
	const reviewer = await newReviewer(portal);
	await giveImages(portal, { readId: read?.id ?? '' }, { reviewer, mode: 'complaint', level: 'L2' });
	await sitDown(page, portal, reviewer);
	const path = await page.locator('main a[href^="/reviews/"]').first().getAttribute('href');
	const line = await startShapedLine(portal.origin, { downMbit: 50, upMbit: 20, roundTripMs: 20 });
	try {
		const opened = await page.context().newPage();
		const open = async () => {
			await opened.goto(`${line.origin}${path}`);
			// The browser knows of each frame what it took of the line, and how large it was.
			const frames = await opened.waitForFunction((wanted) => {
				const entries = performance
					.getEntriesByType('resource')
					.filter(({ name }) => name.includes('/frames/'));
				const came = (entries as PerformanceResourceTiming[]).filter(({ responseEnd }) => responseEnd > 0);
				return came.length >= wanted
					? came.map(({ name, transferSize, encodedBodySize }) => ({ name, transferSize, encodedBodySize }))
					: null;
			}, slices);
			await expect(opened.locator('.surface canvas').first()).toBeVisible();
			return (await frames.jsonValue()) ?? [];
		};
		const first = await open();
		const isCompressed = ({ name }: { name: string }) => name.includes('?accept=');
		// All but what was asked for before the viewer was there: one image in each cell.
		expect(first.filter(isCompressed).length).toBeGreaterThan(slices / 2);
		for (const { encodedBodySize } of first.filter(isCompressed))
			expect(encodedBodySize).toBeLessThan(300_000);
		const second = await open();
		expect(second.map(({ name }) => name).sort()).toEqual(first.map(({ name }) => name).sort());
		expect(second.reduce((sum, { transferSize }) => sum + transferSize, 0)).toBeLessThan(20_000);
	} finally {
		await line.close();
	}
});
