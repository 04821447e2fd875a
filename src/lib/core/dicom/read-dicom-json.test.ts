import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDicomJson } from './dicom-json.ts';
import { textOf } from './dataset.ts';
import { readDicomJson } from './read-dicom-json.ts';
import { aCtFile, read } from './test-objects.ts';

const header = (json: unknown) => {
	const found = readDicomJson(json);
	if (!found.ok) throw new Error(found.error);
	return found.value;
};

describe('a header in DICOM JSON', () => {
	it('reads as the data set that it was written from', async () => {
		const { dataset } = await read(
			aCtFile({
				SpecificCharacterSet: 'ISO_IR 100',
				PatientName: 'Yamada^Tarou=x^y',
				ImageType: 'ORIGINAL\\\\AXIAL',
				PixelSpacing: [0.488281, 1e-7],
				FrameIncrementPointer: Uint8Array.of(0x18, 0, 0x63, 0x10),
				RedPaletteColorLookupTableData: Uint8Array.of(1, 2, 3, 4),
				SliceThickness: '',
				ReferencedImageSequence: [{ ReferencedFrameNumber: 3 }]
			})
		);
		const json = toDicomJson(dataset, { bulkDataUri: 'frames', pixelDataVr: 'OW' });
		const found = header(JSON.parse(JSON.stringify(json)));
		expect(found).toMatchObject({ pixelVr: 'OW', isWhole: true, storedSyntaxUid: undefined });
		expect(toDicomJson(found.dataset)).toEqual({ ...toDicomJson(dataset), ...charset });
	});

	it('keeps names of every script', () => {
		const name = { Alphabetic: 'Müller^Jürg', Ideographic: '山田^太郎' };
		const { dataset } = header({ '00100010': { vr: 'PN', Value: [name] } });
		expect(textOf(dataset, 'PatientName')).toBe('Müller^Jürg=山田^太郎');
	});

	it('says which transfer syntax the object has, where the service tells', () => {
		const uid = '1.2.840.10008.1.2.4.80';
		expect(header({ '00083002': { vr: 'UI', Value: [uid] } }).storedSyntaxUid).toBe(uid);
		expect(header({ '00020010': { vr: 'UI', Value: [uid] } })).toMatchObject({ storedSyntaxUid: uid });
	});

	it.each([
		['a palette', { '00281201': { vr: 'OW', BulkDataURI: 'x' } }, false],
		[
			'a table within a sequence',
			{ '00283010': { vr: 'SQ', Value: [{ '00283006': { vr: 'OW', BulkDataURI: 'x' } }] } },
			false
		],
		['the pixels', { '7FE00010': { vr: 'OW', BulkDataURI: 'x' } }, true],
		['what no viewer gets', { '00091010': { vr: 'UN', BulkDataURI: 'x' } }, true]
	])('knows whether it is whole where %s stand behind a link', (_, json, isWhole) => {
		expect(header(json).isWhole).toBe(isWhole);
	});

	it.each([
		['no object', [], 'not-dicom-json'],
		['no tag', { Rows: { vr: 'US', Value: [1] } }, 'not-dicom-json'],
		['no VR', { '00280010': { vr: 'XX', Value: [1] } }, 'not-dicom-json'],
		['broken base64', { '00281201': { vr: 'OW', InlineBinary: '%%%' } }, 'not-dicom-json'],
		['items without end', nested(60), 'nesting-too-deep']
	])('is refused where it holds %s', (_, json, error) => {
		expect(readDicomJson(json)).toEqual({ ok: false, error });
	});

	it('never throws', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.stringMatching(/^[0-9A-F]{8}$/), fc.object()), (json) => {
				expect(() => readDicomJson(json)).not.toThrow();
			})
		);
	});
});

const charset = { '00080005': { vr: 'CS', Value: ['ISO_IR 192'] } };

function nested(depth: number): unknown {
	return depth === 0 ? {} : { '00081140': { vr: 'SQ', Value: [nested(depth - 1)] } };
}
