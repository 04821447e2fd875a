import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { publishInitialPolicies } from '../support/builders.ts';
import { layStudy, sitDown, type Person } from '../support/review-desk.ts';
import { markers } from '../support/study-files.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

let reviewer: Person;
let caseUrl = '';

const COLUMNS = 60;
const ROWS = 90;

type View = {
	name: string;
	side: 'R' | 'L';
	view: 'CC' | 'MLO';
	orientation: string;
	chestWall: 'left' | 'right';
};
/** In no order, and the right CC as a device sends it that stores all breasts alike: its chest wall lies at the left. */
const views: View[] = [
	{ name: 'L MLO', side: 'L', view: 'MLO', orientation: 'A\\F', chestWall: 'left' },
	{ name: 'R CC', side: 'R', view: 'CC', orientation: 'A\\R', chestWall: 'left' },
	{ name: 'R MLO', side: 'R', view: 'MLO', orientation: 'P\\F', chestWall: 'right' },
	{ name: 'L CC', side: 'L', view: 'CC', orientation: 'A\\R', chestWall: 'left' }
];

/** A breast as a half disc that lies against its chest wall, lighter toward it. */
function breast(chestWall: 'left' | 'right'): Uint8Array {
	const pixels = Uint16Array.from({ length: COLUMNS * ROWS }, (_, at) => {
		const [column, row] = [at % COLUMNS, Math.floor(at / COLUMNS)];
		const away = chestWall === 'left' ? column : COLUMNS - 1 - column;
		return Math.hypot(away, (row - ROWS / 2) * 1.1) < 48 ? 3500 - away * 40 : 0;
	});
	return new Uint8Array(pixels.buffer);
}

function writeMammograms(folder: string): void {
	mkdirSync(folder, { recursive: true });
	for (const [at, { name, side, view, orientation, chestWall }] of views.entries()) {
		const file = aCtFile({
			SOPClassUID: '1.2.840.10008.5.1.4.1.1.1.2',
			SOPInstanceUID: `${markers.sopUidRoot}${at + 1}`,
			StudyInstanceUID: markers.studyUid,
			SeriesInstanceUID: `${markers.seriesUid}.${at + 1}`,
			StudyDate: '20261110',
			AccessionNumber: markers.accession,
			PatientID: markers.mrn,
			PatientName: `${markers.patientFamily}^${markers.patientGiven}`,
			Modality: 'MG',
			BodyPartExamined: 'BREAST',
			SeriesNumber: at + 1,
			InstanceNumber: 1,
			ImageLaterality: side,
			ViewPosition: view,
			PatientOrientation: orientation,
			SeriesDescription: name,
			ImagerPixelSpacing: [0.1, 0.1],
			WindowCenter: 2000,
			WindowWidth: 4000,
			BitsStored: 12,
			HighBit: 11,
			Rows: ROWS,
			Columns: COLUMNS,
			PixelData: breast(chestWall)
		});
		writeFileSync(join(folder, `${at}.dcm`), file);
	}
}

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	({ reviewer, caseUrl } = await layStudy(portal, writeMammograms));
});

/** Where the light of a cell lies: how far from its left edge the lightest column is, and the largest, as parts of its width. */
async function lightOf(page: Page, at: number): Promise<{ first: number; last: number; lightest: number }> {
	const canvas = page.locator('.cell').nth(at).locator('.surface canvas').first();
	return canvas.evaluate((element: HTMLCanvasElement) => {
		const { width, height } = element;
		const row = element.getContext('2d')?.getImageData(0, height >> 1, width, 1).data ?? [];
		const greys = Array.from({ length: width }, (_, column) => row[column * 4] ?? 0);
		const lit = greys.flatMap((grey, column) => (grey > 8 ? [column] : []));
		const most = Math.max(...greys);
		return {
			first: (lit[0] ?? 0) / width,
			last: (lit.at(-1) ?? 0) / width,
			lightest: greys.findIndex((grey) => grey > most - 4) / width
		};
	});
}

test('mammograms hang back to back, CC above MLO, the chest walls in the middle', async ({
	page,
	portal
}) => {
	await sitDown(page, portal, reviewer);
	for (const viewport of [
		{ width: 1280, height: 720 },
		{ width: 1440, height: 2560 }
	]) {
		await page.setViewportSize(viewport);
		await page.goto(caseUrl);
		for (const [at, name] of ['R CC', 'L CC', 'R MLO', 'L MLO'].entries()) {
			await expect(page.locator('.cell').nth(at)).toContainText(name);
			await expect(page.locator('.cell').nth(at).getByText('Loading images …')).toHaveCount(0);
		}
		for (const at of [0, 2]) {
			await expect.poll(async () => (await lightOf(page, at)).last).toBeGreaterThan(0.98);
			expect((await lightOf(page, at)).lightest).toBeGreaterThan(0.9);
		}
		for (const at of [1, 3]) {
			await expect.poll(async () => (await lightOf(page, at)).first).toBeLessThan(0.02);
			expect((await lightOf(page, at)).lightest).toBeLessThan(0.1);
		}
	}
});
