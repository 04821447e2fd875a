import type { Locator, Page, Route } from '@playwright/test';
import { demoTransferSyntaxes } from '#lib/core/demo/dicom/file.ts';
import type { DemoImage } from '#lib/core/demo/phantom/image.ts';
import type { TransferSyntaxName } from '#lib/core/demo/studies/plan.ts';
import { loadFrameEncoder } from '#lib/server/demo/frame-encoders.ts';
import { encodeJpeg } from '#lib/server/dicom/encode-picture.ts';
import { publishInitialPolicies, withoutLayouts } from '../support/builders.ts';
import { layStudy, sitDown, type Person } from '../support/review-desk.ts';
import { grid, writeVolumeStudy } from '../support/volume-study.ts';
import { expect, makePortalTest } from './portal.ts';

const test = makePortalTest();

let reviewer: Person;
let caseUrl = '';

test.beforeAll(async ({ portal }) => {
	await publishInitialPolicies(portal.app);
	await withoutLayouts(portal.app);
	({ reviewer, caseUrl } = await layStudy(portal, writeVolumeStudy));
});

const { columns, rows } = grid;
const pixels = Uint16Array.from({ length: columns * rows }, (_, at) => (at * 7) % 4096);
const image: DemoImage = {
	seriesNumber: 1,
	seriesDescription: '',
	instanceNumber: 1,
	rows,
	columns,
	frames: 1,
	pixels,
	bitsStored: 12,
	photometric: 'MONOCHROME2',
	plane: null,
	pixelMm: null,
	rescaleIntercept: null,
	windows: []
};

type Header = Record<string, { vr: string; Value: unknown[] }>;
/** What the server gives of the series of the second cell in place of what it has. */
type Broken = {
	what: string;
	/** Attributes over those of its headers. */
	header?: Header;
	/** The transfer syntax and the bytes of each frame. */
	frame?: () => Promise<{ syntaxUid: string; bytes: Uint8Array }>;
	/** What the cell says; null where it shows an image all the same. */
	says: RegExp | null;
};

const explicit = '1.2.840.10008.1.2.1';
const native = new Uint8Array(pixels.buffer);
const number = (...Value: number[]) => ({ vr: 'US', Value });
const spacing = (...Value: unknown[]) => ({ vr: 'DS', Value });
const twelve = { '00280100': number(16), '00280101': number(12), '00280102': number(11) };

async function encoded(name: TransferSyntaxName): Promise<{ syntaxUid: string; bytes: Uint8Array }> {
	const encode = await loadFrameEncoder(name);
	// An encoder gives a clamped view of its memory.
	return { syntaxUid: demoTransferSyntaxes[name].uid, bytes: Uint8Array.from(encode(pixels, image)) };
}

const codecs: TransferSyntaxName[] = ['rle', 'jpeg-ls', 'jpeg-2000', 'htj2k'];

/** A codestream whose beginning and end are right and whose middle is noise. */
function noisy(bytes: Uint8Array): Uint8Array {
	return bytes.map((byte, at) => (at > bytes.length / 4 && at < bytes.length - 4 ? (at * 91) & 0x7f : byte));
}

const cases: Broken[] = [
	{
		what: 'plain pixels that end early',
		frame: async () => ({ syntaxUid: explicit, bytes: native.subarray(0, 500) }),
		says: /cut off: 500 bytes of 3840/
	},
	...codecs.map((name): Broken => ({
		what: `${name} that ends early`,
		header: twelve,
		frame: async () => {
			const whole = await encoded(name);
			return { ...whole, bytes: whole.bytes.subarray(0, whole.bytes.length >> 1) };
		},
		says: /cut off|damaged/
	})),
	{
		what: 'jpeg that ends early',
		header: { '00280100': number(8), '00280101': number(8), '00280102': number(7) },
		frame: async () => {
			const picture = {
				width: columns,
				height: rows,
				samples: 1,
				bytes: native.subarray(0, columns * rows)
			} as const;
			const whole = await encodeJpeg(picture, 90);
			return { syntaxUid: '1.2.840.10008.1.2.4.50', bytes: whole.subarray(0, whole.length >> 1) };
		},
		says: /cut off: its end is missing/
	},
	...codecs.slice(1).map((name): Broken => ({
		what: `${name} of noise`,
		header: twelve,
		frame: async () => {
			const whole = await encoded(name);
			return { ...whole, bytes: noisy(whole.bytes).slice() };
		},
		// Some noise is an image to its codec.
		says: /./
	})),
	{
		what: 'nothing',
		frame: async () => ({ syntaxUid: explicit, bytes: new Uint8Array(0) }),
		says: /cut off/
	},
	{ what: 'more rows than pixels', header: { '00280010': number(4000) }, says: /cut off/ },
	{
		what: '65,535 rows and columns',
		header: { '00280010': number(65_535), '00280011': number(65_535) },
		says: /claims 65535 × 65535 pixels/
	},
	{ what: 'no frame', header: { '00280008': number(0) }, says: null },
	{ what: 'a spacing below zero', header: { '00280030': spacing(-0.5, -4) }, says: null },
	{ what: 'a spacing that is no number', header: { '00280030': spacing('NaN', '') }, says: null },
	{ what: 'directions without a length', header: { '00200037': spacing(0, 0, 0, 0, 0, 0) }, says: null },
	{
		what: 'a window without a width',
		header: { '00281050': spacing(300), '00281051': spacing(0) },
		says: null
	}
];

/** Puts something between the page and the server that breaks the series of number 3. */
async function breakSeries(page: Page, broken: Broken): Promise<void> {
	let seriesUid = '?';
	await page.route('**/dicomweb/**/metadata', async (route: Route) => {
		const response = await route.fetch();
		const headers: Header[] = await response.json();
		for (const header of headers) {
			if (header['00200011']?.Value[0] !== 3) continue;
			seriesUid = String(header['0020000E']?.Value[0]);
			Object.assign(header, broken.header);
		}
		await route.fulfill({ response, json: headers });
	});
	await page.route('**/frames/*', async (route: Route) => {
		if (!broken.frame || !route.request().url().includes(`/series/${seriesUid}/`)) return route.continue();
		const { syntaxUid, bytes } = await broken.frame();
		const head = `--frame\r\nContent-Type: application/octet-stream; transfer-syntax=${syntaxUid}\r\n\r\n`;
		await route.fulfill({
			contentType: 'multipart/related; type="application/octet-stream"; boundary=frame',
			body: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--frame--')])
		});
	});
}

/** How much of the cell's picture is not black, from 0 to 1. */
const litShare = (cell: Locator): Promise<number> =>
	cell.locator('.surface canvas').evaluate((canvas) => {
		if (!(canvas instanceof HTMLCanvasElement)) return 0;
		const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
		copy?.drawImage(canvas, 0, 0);
		const bytes = copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
		let lit = 0;
		for (let at = 0; at < bytes.length; at += 4) if ((bytes[at] ?? 0) > 40) lit += 1;
		return lit / (canvas.width * canvas.height);
	});

for (const broken of cases) {
	test(`a series of ${broken.what} harms no other`, async ({ page, portal }) => {
		const crashes: string[] = [];
		page.on('pageerror', (error) => crashes.push(error.message));
		await portal.app.db.transaction((write) => write.delete(write.tables.viewerSettings));
		await sitDown(page, portal, reviewer);
		await breakSeries(page, broken);
		await page.goto(caseUrl);
		await expect(page.getByText('16/30', { exact: true })).toBeVisible();
		await page.getByText('Views', { exact: true }).click();
		await page.locator('details.views').getByRole('button', { name: '2 side by side', exact: true }).click();
		await page.keyboard.press('Escape');
		const cell = page.locator('.cell').nth(1);
		await expect(cell).toContainText(/axial bone/i);

		const startedMs = performance.now();
		if (broken.says === null) {
			await expect(cell.locator('.note.bottom.left')).toContainText(/\d+\/15/);
			await expect(cell.getByText('Loading images …')).toHaveCount(0);
			await expect(cell.getByRole('alert')).toHaveCount(0);
			// Drawn, and in its cell: a spacing or a direction that cannot be would leave it black, thin or outside.
			await expect.poll(() => litShare(cell)).toBeGreaterThan(0.1);
			await expect(cell.locator('.note.bottom.right')).toContainText(/W [1-9]\d* L/);
		} else if (broken.what.endsWith('of noise')) {
			// Either it is told as what it is, or the codec made an image of it; it is not waited for.
			await expect(cell.getByText('Loading images …')).toHaveCount(0, { timeout: 8_000 });
		} else {
			await expect(cell.getByRole('alert')).toContainText(broken.says, { timeout: 5_000 });
			await expect(cell.getByRole('alert')).toContainText('The other images stay usable.');
		}
		expect(performance.now() - startedMs).toBeLessThan(8_000);

		// The first cell goes on, and the page answers.
		const first = page.locator('.cell').first();
		await first.locator('.surface').focus();
		await page.keyboard.press('ArrowDown');
		await expect(first.locator('.note.bottom.left')).toContainText('17/30');
		await expect(first.getByRole('alert')).toHaveCount(0);
		const roundMs = await page.evaluate(
			() =>
				new Promise<number>((resolve) => {
					const from = performance.now();
					requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - from)));
				})
		);
		expect(roundMs).toBeLessThan(1_000);
		expect(crashes).toEqual([]);
		expect((await page.request.get(`${portal.origin}/sign-in`)).ok()).toBe(true);
	});
}
