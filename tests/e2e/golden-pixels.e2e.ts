import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { z } from 'zod';
import { expectedInstanceSchema } from '#lib/server/dicom/corpus-instance.ts';
import { openDicomFile } from '#lib/server/dicom/open-file.ts';
import { canPack } from '#lib/server/dicom/pack-frame.ts';
import { buildPixelPage } from '../support/pixel-page/build.ts';
import { compareObject, decodeInPage, type Comparison } from '../support/pixel-page/compare.ts';
import { openDoorObject, servePixels, type Broken, type PixelServer } from '../support/pixel-page/serve.ts';
import { syntheticFiles } from '../support/pixel-page/synthetic.ts';

const corpus = process.env.OVERREAD_CORPUS;

/** How many files went out compressed as well. */
let packed = 0;
let folder = '';
let server: PixelServer;
let page: Page;

test.beforeAll(async ({ browser }) => {
	folder = mkdtempSync(join(tmpdir(), 'overread-pixels-'));
	await buildPixelPage(join(folder, 'page'));
	server = await servePixels(join(folder, 'page'));
	page = await browser.newPage();
	await page.goto(server.origin);
	await page.waitForFunction(() => 'decodeStudy' in window);
});

test.afterAll(async () => {
	await page.close();
	await server[Symbol.asyncDispose]();
	rmSync(folder, { recursive: true, force: true });
});

/** The file's frames in the browser beside this side's, plain ones as they come over a slow line too; text says why the door shows none. */
async function compareFile(path: string): Promise<Comparison | string> {
	const file = await openDicomFile(path);
	if (!file.ok) return file.error;
	try {
		const object = await openDoorObject(file.value);
		if (object.kind !== 'shown') return object.reason;
		const plain = await compareObject(page, server, object);
		if (file.value.transferSyntax.viewer !== 'as-native' || !canPack(object.shape)) return plain;
		packed += 1;
		const { differences } = await compareObject(page, server, object, true);
		return {
			...plain,
			differences: [...plain.differences, ...differences.map((one) => `compressed: ${one}`)]
		};
	} finally {
		await file.value.close();
	}
}

test('each way of writing pixels comes out of the browser value by value', async () => {
	const wrong: string[] = [];
	const files = await syntheticFiles();
	for (const { name, bytes } of files) {
		const path = join(folder, 'one.dcm');
		writeFileSync(path, bytes);
		const compared = await compareFile(path);
		if (typeof compared === 'string') wrong.push(`${name}: ${compared}`);
		else wrong.push(...compared.differences.map((difference) => `${name}: ${difference}`));
	}
	expect(files.length).toBeGreaterThan(30);
	expect(packed).toBeGreaterThan(8);
	expect(wrong).toEqual([]);
});

const number = (value: number) => ({ vr: 'US', Value: [value] }) as const;
const cutOff = (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1);
const broken: [what: string, file: string, broken: Broken, says: RegExp][] = [
	['bytes are missing', 'MONOCHROME2 12 bits signed', { frame: cutOff }, /cut off: \d+ bytes of \d+/],
	['packed bytes are missing', 'rle unsigned', { frame: () => new Uint8Array(16) }, /cut off/],
	['rows are claimed', 'RGB', { header: { '00280010': number(33) } }, /cut off/],
	[
		'65,535 rows and columns are claimed',
		'MONOCHROME2 16 bits unsigned',
		{ header: { '00280010': number(65_535), '00280011': number(65_535) } },
		/claims 65535 × 65535 pixels/
	],
	[
		'a codestream is of another size',
		'jpeg-2000 unsigned',
		{ header: { '00280010': number(31) } },
		/40 × 32 pixels, its header says 40 × 31/
	],
	['a codestream is noise', 'htj2k unsigned', { frame: (bytes) => bytes.map(() => 7) }, /damaged/],
	[
		'a codestream ends early',
		'jpeg-ls unsigned',
		{ frame: (bytes) => bytes.subarray(0, 60) },
		/end is missing/
	],
	['nothing comes', 'MONOCHROME2 8 bits unsigned', { frame: () => new Uint8Array(0) }, /./]
];

test('a frame that is not what its header says is refused with its reason, and the next one is shown', async () => {
	const files = new Map((await syntheticFiles()).map(({ name, bytes }) => [name, bytes]));
	const path = join(folder, 'broken.dcm');
	for (const [what, name, breaking, says] of broken) {
		writeFileSync(path, files.get(name) ?? '');
		const file = await openDicomFile(path);
		if (!file.ok) throw new Error(`${name}: ${file.error}`);
		const object = await openDoorObject(file.value);
		if (object.kind !== 'shown') throw new Error(`${name}: ${object.reason}`);
		const report = await decodeInPage(page, server.put(object, breaking));
		expect(report.frames[0]?.failure, what).toMatch(says);
		const whole = await compareObject(page, server, object);
		expect(whole.differences, `after ${what}`).toEqual([]);
		await file.value.close();
	}
	const impossible = {
		'00280030': { vr: 'DS', Value: [-1, 0] },
		'00200037': { vr: 'DS', Value: [0, 0, 0] }
	} as const;
	writeFileSync(path, files.get('three frames') ?? '');
	const file = await openDicomFile(path);
	if (!file.ok) throw new Error(file.error);
	const object = await openDoorObject(file.value);
	if (object.kind !== 'shown') throw new Error(object.reason);
	const report = await decodeInPage(page, server.put(object, { header: impossible }));
	expect(report.frames.map((frame) => frame.failure)).toEqual([null, null, null]);
	await file.value.close();
});

/** Files of the corpus whose pixels differ, and why that is right, or cannot be told. */
const exceptions: Readonly<Record<string, string>> = {
	'phi/MR_private224.dcm': 'its values have more bits than it says are stored'
};
/** Decoders of the manifest that give values with bits above those stored, or without the sign that the header tells. */
const otherRange: ReadonlySet<string> = new Set([
	'display/mlut_18.dcm',
	'display/ovly_p01.dcm',
	'colour-and-bits/J2K_pixelrep_mismatch.dcm'
]);
/** What is decodable and yet not shown, with the door's reason. */
const keptOut: Readonly<Record<string, string>> = {
	'series/ct-3slice-with-seg/liver_SEG.dcm': 'segmentation',
	'seg/seg_image_ct_binary.dcm': 'segmentation',
	'other/sm_image.dcm': 'whole-slide',
	'other/rtdose.dcm': 'radiotherapy',
	'odd/badVR.dcm': 'radiotherapy',
	'odd/MR_truncated.dcm': 'pixel-data-truncated'
};

test('the corpus comes out of the browser as other decoders have it', async () => {
	test.skip(!corpus, 'OVERREAD_CORPUS names no folder');
	test.setTimeout(1_200_000);
	const dicom = join(corpus ?? '', 'dicom');
	const expected = z
		.record(z.string(), expectedInstanceSchema)
		.parse(JSON.parse(readFileSync(join(dicom, 'expected.json'), 'utf8')));
	const wrong: string[] = [];
	let shown = 0;
	for (const [name, entry] of Object.entries(expected)) {
		const compared = await compareFile(join(dicom, name));
		const isDecodable = entry.minPixel !== undefined;
		if (typeof compared === 'string') {
			if (isDecodable && keptOut[name] !== compared) wrong.push(`${name}: ${compared}`);
			continue;
		}
		shown += 1;
		if (name in exceptions) continue;
		wrong.push(...compared.differences.slice(0, 3).map((difference) => `${name}: ${difference}`));
		// The manifest's range is of stored grey values; lossy ones have been compared above, with their tolerance.
		const isComparable = isDecodable && compared.low < Infinity && entry.lossy === false;
		if (!isComparable || otherRange.has(name)) continue;
		if (compared.low !== entry.minPixel || compared.high !== entry.maxPixel) {
			wrong.push(`${name}: ${compared.low} to ${compared.high}`);
		}
	}
	expect(wrong).toEqual([]);
	expect(shown).toBeGreaterThan(100);
});
