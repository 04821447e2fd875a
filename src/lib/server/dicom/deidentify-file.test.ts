import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as objects from '#lib/core/dicom/test-objects.ts';
import { concatBytes } from '#lib/core/dicom/write.ts';
import { defaultPixelPolicy } from '#lib/core/dicom/pixel-policy.ts';
import { caseUidMapper, deidentifyDicomFile } from './deidentify-file.ts';
import { examineDicomFile } from './open-file.ts';

const { aCtFile, aDataset, anEncapsulatedFile, aPart10, ctImage, fourPixels, latin } = objects;
const options = {
	uidFor: caseUidMapper(new Uint8Array(32)),
	caseLabel: 'Case 7',
	pixels: { kind: 'by-policy', policy: defaultPixelPolicy }
} as const;
const jpeg = latin('\xff\xd8\xff\xfe\0\x06NAME\xff\xc0\x00\x0b\x08\x00\x02\x00\x02\x01\x01\x11\x00\xff\xd9');
let folder = '';

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'overread-dicom-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(bytes: Uint8Array): Promise<string> {
	const path = join(folder, 'in.dcm');
	await writeFile(path, bytes);
	return path;
}

describe('deidentifyDicomFile', () => {
	it.each<[string, Uint8Array]>([
		['explicit', aCtFile()],
		[
			'implicit',
			aPart10('1.2.840.10008.1.2', aDataset({ ...ctImage, PixelData: fourPixels }, objects.littleImplicit))
		],
		[
			'big endian',
			aPart10('1.2.840.10008.1.2.2', aDataset({ ...ctImage, PixelData: fourPixels }, objects.bigExplicit))
		],
		[
			'deflated',
			aPart10('1.2.840.10008.1.2.1.99', deflateRawSync(aDataset({ ...ctImage, PixelData: fourPixels })))
		],
		[
			'encapsulated',
			anEncapsulatedFile('1.2.840.10008.1.2.4.50', [jpeg], { BitsAllocated: 8, BitsStored: 8 })
		]
	])('writes an %s copy that can be shown and names nobody', async (_, bytes) => {
		const path = await put(bytes);
		const output = join(folder, 'out.dcm');
		expect(await deidentifyDicomFile(path, output, options)).toEqual({
			ok: true,
			value: { frames: 1, pixels: 'unchecked' }
		});
		const [before, after] = [await examineDicomFile(path), await examineDicomFile(output)];
		if (!before.ok || !after.ok) throw new Error('not readable');
		expect(after.value.image.kind).toBe('shown');
		expect(after.value.description.transferSyntaxUID).toBe(before.value.description.transferSyntaxUID);
		expect(after.value.description).toMatchObject({ patientName: 'Case 7', accessionNumber: undefined });
		expect(after.value.description.sopInstanceUID).toMatch(/^2\.25\.\d+$/);
		const written = await readFile(output, 'latin1');
		for (const word of ['Doe', 'MRN-4711', 'NAME']) expect(written).not.toContain(word);
	});

	it('gives the same new UIDs under the same key and others under another', async () => {
		const path = await put(aCtFile());
		const uids: (string | undefined)[] = [];
		for (const fill of [0, 0, 1]) {
			const uidFor = caseUidMapper(new Uint8Array(32).fill(fill));
			await deidentifyDicomFile(path, join(folder, 'out.dcm'), { ...options, uidFor });
			const examined = await examineDicomFile(join(folder, 'out.dcm'));
			uids.push(examined.ok ? examined.value.description.studyInstanceUID : undefined);
		}
		expect(uids[0]).toBe(uids[1]);
		expect(uids[0]).not.toBe(uids[2]);
	});

	it('leaves behind what follows the declared pixels', async () => {
		const hidden = concatBytes([fourPixels, latin('hidden name')]);
		await deidentifyDicomFile(await put(aCtFile({ PixelData: hidden })), join(folder, 'out.dcm'), options);
		expect(await readFile(join(folder, 'out.dcm'), 'latin1')).not.toContain('hidden');
	});

	it.each<[string, Uint8Array, string]>([
		['a directory', aPart10('1.2.840.10008.1.2.1', aDataset({ DirectoryRecordSequence: [] })), 'directory'],
		['missing pixels', aCtFile({ Rows: 3 }), 'pixel-data-truncated'],
		['something else', latin('just text that is long enough'), 'not-dicom']
	])('refuses %s and leaves no file', async (_, bytes, error) => {
		const path = await put(bytes);
		expect(await deidentifyDicomFile(path, join(folder, 'out.dcm'), options)).toEqual({ ok: false, error });
		expect(await readdir(folder)).toEqual(['in.dcm']);
	});

	it('leaves out the pixels of an image that is held, and blanks them where told', async () => {
		const path = await put(aCtFile({ BurnedInAnnotation: 'YES' }));
		const output = join(folder, 'out.dcm');
		expect(await deidentifyDicomFile(path, output, options)).toMatchObject({
			value: { frames: 0, pixels: 'left-out' }
		});
		expect(await examineDicomFile(output)).toMatchObject({ value: { image: { reason: 'no-pixel-data' } } });
		const pixels = { kind: 'masked', rectangles: [{ x: 0, y: 0, width: 2, height: 1 }] } as const;
		expect(await deidentifyDicomFile(path, output, { ...options, pixels })).toMatchObject({
			value: { frames: 1, pixels: 'masked' }
		});
		expect([...(await readFile(output)).subarray(-8)]).toEqual([0, 0, 0, 0, 3, 0, 4, 0]);
		expect(await examineDicomFile(output)).toMatchObject({
			value: { description: { burnedInAnnotation: 'no' } }
		});
	});

	it('says when the output cannot be written', async () => {
		const path = await put(aCtFile());
		const output = join(folder, 'no', 'such', 'folder', 'out.dcm');
		expect(await deidentifyDicomFile(path, output, options)).toEqual({
			ok: false,
			error: 'output-unwritable'
		});
	});
});

describe('examineDicomFile', () => {
	it('costs one code for a folder, a missing file and a dangling link', async () => {
		await symlink(join(folder, 'nowhere'), join(folder, 'link'));
		for (const path of [folder, join(folder, 'missing'), join(folder, 'link')]) {
			expect(await examineDicomFile(path)).toEqual({ ok: false, error: 'file-unreadable' });
		}
	});
});
