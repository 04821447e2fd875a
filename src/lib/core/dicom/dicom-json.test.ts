import { expect, it } from 'vitest';
import { datasetText, toDicomJson } from './dicom-json.ts';
import { aCtFile, read } from './test-objects.ts';

it('writes the DICOM JSON model of PS3.18 annex F', async () => {
	const { dataset } = await read(
		aCtFile({
			PatientName: 'Yamada^Tarou=x^y',
			ImageType: 'ORIGINAL\\\\AXIAL',
			PixelSpacing: [0.5, 0.25],
			FrameIncrementPointer: Uint8Array.of(0x18, 0, 0x63, 0x10),
			RedPaletteColorLookupTableData: Uint8Array.of(1, 2, 3, 4),
			SliceThickness: '',
			ReferencedImageSequence: [{ ReferencedFrameNumber: 3 }]
		})
	);
	const json = toDicomJson(dataset, { bulkDataUri: '../frames', pixelDataVr: 'OW' });
	expect(json).toMatchObject({
		'00100010': { vr: 'PN', Value: [{ Alphabetic: 'Yamada^Tarou', Ideographic: 'x^y' }] },
		'00080008': { vr: 'CS', Value: ['ORIGINAL', null, 'AXIAL'] },
		'00280030': { vr: 'DS', Value: [0.5, 0.25] },
		'00280009': { vr: 'AT', Value: ['00181063'] },
		'00281201': { vr: 'OW', InlineBinary: 'AQIDBA==' },
		'00081140': { vr: 'SQ', Value: [{ '00081160': { vr: 'IS', Value: [3] } }] },
		'7FE00010': { vr: 'OW', BulkDataURI: '../frames' }
	});
	expect(json['00180050']).toEqual({ vr: 'DS' });
	expect(toDicomJson(dataset)['7FE00010']).toBeUndefined();
});

it('lists attributes in the order of their tags, in items too, and no lengths of groups', () => {
	const text = datasetText({
		'20100010': { vr: 'ST', Value: ['STANDARD\\1,1'] },
		'00080000': { vr: 'UL', Value: [16] },
		'00081140': {
			vr: 'SQ',
			Value: [{ '40000010': { vr: 'LT' }, '00080005': { vr: 'CS', Value: [null] } }, {}]
		},
		'00080005': { vr: 'CS', Value: ['ISO_IR 192'] }
	});
	expect(text).toBe(
		'{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},' +
			'"00081140":{"vr":"SQ","Value":[{"00080005":{"vr":"CS","Value":[null]},"40000010":{"vr":"LT"}},{}]},' +
			'"20100010":{"vr":"ST","Value":["STANDARD\\\\1,1"]}}'
	);
});
