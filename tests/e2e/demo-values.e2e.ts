import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { makeDemoGroup } from '#lib/core/demo/group/group.ts';
import type { DemoImage } from '#lib/core/demo/phantom/image.ts';
import { renderStudy } from '#lib/core/demo/phantom/study.ts';
import { planStudies, type StudyPlan, type TransferSyntaxName } from '#lib/core/demo/studies/plan.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { writeStudy } from '#lib/server/demo/write-study.ts';
import { publishInitialPolicies, withoutLayouts } from '../support/builders.ts';
import { readout } from '../support/readout.ts';
import { newReviewer, sitDown, type Person } from '../support/review-desk.ts';
import { anAssignedCase } from '../support/reviewing.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

const side = 96;
const group = makeDemoGroup({ seed: 1, cutAt: Date.UTC(2026, 10, 20, 15) });
/** Each CT of the demo in another encoding, so that each way from the phantom to the screen is gone. */
const chosen: [key: string, transferSyntax: TransferSyntaxName][] = [
	['ct-head-1', 'explicit-little'],
	['ct-head-3', 'implicit-little'],
	['ct-chest-2', 'rle'],
	['ct-chest-4', 'jpeg-ls'],
	['ct-abdomen-1', 'jpeg-2000'],
	['ct-abdomen-2', 'htj2k']
];
const plans = planStudies(group);

type Laid = { caseUrl: string; plan: StudyPlan };
let reviewer: Person;
const laid = new Map<string, Laid>();

test.beforeAll(async ({ portal }) => {
	const { app } = portal;
	await publishInitialPolicies(app);
	await withoutLayouts(app);
	reviewer = await newReviewer(portal);
	const folder = join(portal.dataFolder, 'incoming');
	for (const [key, transferSyntax] of chosen) {
		const found = plans.find((each) => each.key === key);
		if (!found) throw new Error(`no plan ${key}`);
		const plan = { ...found, matrix: side, transferSyntax };
		const { studyUid } = await writeStudy(group, plan, folder);
		const { read, assignmentId } = await anAssignedCase(app, { level: 'L2', reviewer: reviewer.actor });
		const { reads } = app.db.read.tables;
		await app.db.transaction((write) => write.update(reads).set({ studyUid }).where(eq(reads.id, read.id)));
		laid.set(key, { plan, caseUrl: `${portal.origin}/reviews/${assignmentId}` });
	}
	await importPaths(app, null, [folder]);
});

/** The image of the finding as the phantom makes it, and where its middle lies. */
function markedImage(plan: StudyPlan): { image: DemoImage; x: number; y: number } {
	const study = renderStudy(plan);
	const [mark] = study.marks;
	const image = [...study.images()].find(({ instanceNumber }) => instanceNumber === mark?.instanceNumber);
	if (!mark || !image) throw new Error(`${plan.key} has no finding`);
	return { image, x: mark.x, y: mark.y };
}

/** Thirty values are read, each with three waits. */
const often = { intervals: [50] };

/** Asks the viewer for the value of a pixel, by a press on its middle while the image fills its cell. */
async function valueAt(page: Page, column: number, row: number): Promise<string[]> {
	const box = await page.locator('.surface').boundingBox();
	if (!box) throw new Error('the image has no place');
	const scale = Math.min(box.width, box.height) / side;
	// Two presses within 0.4 s would be a double click.
	const pressedAt = Date.now();
	await expect.poll(() => Date.now() - pressedAt, often).toBeGreaterThan(450);
	await page.mouse.click(
		box.x + box.width / 2 + (column + 0.5 - side / 2) * scale,
		box.y + box.height / 2 + (row + 0.5 - side / 2) * scale
	);
	await expect.poll(async () => (await readout(page)).length, often).toBe(1);
	const lines = await readout(page);
	await page.keyboard.press('Delete');
	await expect.poll(() => readout(page), often).toEqual([]);
	return lines;
}

for (const [key, transferSyntax] of chosen) {
	test(`the viewer reads of ${key}, sent as ${transferSyntax}, the values that its phantom was given`, async ({
		page,
		portal
	}) => {
		const found = laid.get(key);
		if (!found) throw new Error(`${key} was not laid`);
		const { image, x, y } = markedImage(found.plan);
		await sitDown(page, portal, reviewer);
		await page.goto(found.caseUrl);
		await expect(page.locator('.cell')).toHaveCount(1);
		const place = page.locator('.cell .note.bottom.left');
		await expect(place).toContainText(/\d+\/6\d/);
		await page.locator('.surface').focus();
		await page.keyboard.press('Home');
		for (let at = 1; at < image.instanceNumber; at++) await page.keyboard.press('ArrowDown');
		await expect(place).toContainText(new RegExp(`\\b${image.instanceNumber}/6\\d`));
		await expect(page.locator('.cell').getByText('Loading images …')).toHaveCount(0);
		await page.keyboard.press('h');
		// Its finding, its edge, the middle of the body, the table or head rest below it, and what was not reconstructed.
		const points: [number, number][] = [
			[x, y],
			[x + 4, y - 3],
			[48, 48],
			[48, 90],
			[1, 1]
		];
		const read: string[][] = [];
		for (const [column, row] of points) read.push(await valueAt(page, column, row));
		const hu = points.map(
			([column, row]) => (image.pixels[row * side + column] ?? NaN) + (image.rescaleIntercept ?? NaN)
		);
		expect(read).toEqual(hu.map((value) => [`${value} HU`.replace('-', '−')]));
		expect(hu.at(-1)).toBe(-1024);
		// Places that a swap of rows and columns, or a step aside, would give away.
		expect(new Set(hu).size).toBe(points.length);
	});
}
