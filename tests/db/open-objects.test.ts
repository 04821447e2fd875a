import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDataset, anElement, aPart10, ctImage, fourPixels } from '#lib/core/dicom/test-objects.ts';
import { tagOf } from '#lib/core/dicom/dictionary.ts';
import { concatBytes } from '#lib/core/dicom/write.ts';
import { withObject } from '#lib/features/imaging/open-objects.server.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const MB = 1024 * 1024;

describe.each(engines)('objects that are held open on %s', (engine) => {
	let app: TestApp;
	beforeEach(async () => {
		app = await testApp({ engine });
		mkdirSync(app.imagesFolder, { recursive: true });
	});
	afterEach(() => app.close());

	/** An object with so many bytes in a private element before its pixels. */
	function keep(name: string, privateBytes: number): void {
		const parts = [
			aDataset(ctImage),
			anElement(0x70011010, 'OB', new Uint8Array(privateBytes)),
			anElement(tagOf('PixelData'), 'OW', fourPixels)
		];
		writeFileSync(join(app.imagesFolder, name), aPart10('1.2.840.10008.1.2.1', concatBytes(parts)));
	}

	const heldNames = (): string[] =>
		readdirSync('/proc/self/fd').flatMap((fd) => {
			try {
				const to = readlinkSync(`/proc/self/fd/${fd}`);
				return to.startsWith(app.imagesFolder) && to.endsWith('.dcm') ? [to.slice(-6, -4)] : [];
			} catch {
				// Closed meanwhile.
				return [];
			}
		});

	it.each([
		['as many as there are where their headers are small', 1000, 12],
		['no more than fit into a bound where their headers are large', 10 * MB, 6]
	])('are %s', async (_, privateBytes, held) => {
		const names = Array.from({ length: 12 }, (_, at) => String(at + 10));
		for (const name of names) {
			keep(`${name}.dcm`, privateBytes);
			await withObject(app, `${name}.dcm`, async ({ image }) => expect(image.kind).toBe('shown'));
		}
		// Those asked for last.
		await expect.poll(() => heldNames().toSorted()).toEqual(names.slice(-held));
	});

	it('are read to the end by who has them, though they are held no longer', async () => {
		keep('90.dcm', 70 * MB);
		await withObject(app, '90.dcm', async ({ file }) => {
			expect(await file.body.read(file.pixelData?.offset ?? 0, 8)).toEqual(fourPixels);
		});
		await expect.poll(heldNames).toEqual([]);
	});
});
