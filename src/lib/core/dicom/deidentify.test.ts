import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementText, itemsOf, numbersOf, textOf, type Dataset } from './dataset.ts';
import { formatBlindedAge } from './date-age.ts';
import { deidentify, withFrameCount } from './deidentify.ts';
import { basicProfile, profileRow } from './basic-profile.ts';
import { keepList } from './keep-list.ts';
import { tagOf, type Keyword } from './dictionary.ts';
import * as objects from './test-objects.ts';
import { makeUidMapper } from './uid.ts';
import { concatBytes, encodeDataset, encodeFileMeta, itemHeader } from './write.ts';
import { explicitLittleEndian } from './transfer-syntax.ts';

const { aCtFile, aDataset, anElement, aPart10, ctImage, latin, read } = objects;
const policy = {
	uidFor: (uid: string) => `2.25.${uid.length}${uid.replace(/\D/g, '')}`,
	caseLabel: 'Case 7'
};

async function blind(bytes: Uint8Array): Promise<Dataset> {
	const { dataset } = await read(bytes);
	const blinded = deidentify(dataset, policy);
	if (!blinded.ok) throw new Error(blinded.error);
	return blinded.value;
}

function textIn(dataset: Dataset): string {
	return String.fromCharCode(...encodeDataset(dataset, objects.littleExplicit));
}

describe('deidentify', () => {
	it('leaves no identifying value, at any depth', async () => {
		const marker = 'ZEBRA';
		const identifying: objects.Attributes = {
			PatientName: `${marker}^A`,
			PatientID: `${marker}1`,
			AccessionNumber: `${marker}2`,
			ReferringPhysicianName: `${marker}^B`,
			InstitutionName: `${marker} HOSPITAL`,
			StationName: `${marker}3`,
			StudyDescription: `seen by ${marker}`,
			SeriesDescription: `axial ${marker} bone`,
			ProtocolName: marker,
			ImageType: `ORIGINAL\\${marker}`,
			BodyPartExamined: marker,
			PatientSex: marker,
			ViewPosition: marker,
			RescaleType: marker,
			StackID: marker
		};
		const nested = { PixelMeasuresSequence: [{ ...identifying, PixelSpacing: [1, 1] }] };
		const pixels = anElement(0x00091010, 'LO', latin(marker));
		const overlay = anElement(0x60003000, 'OW', latin(marker + marker));
		const dataset = aDataset({
			...ctImage,
			...identifying,
			RequestAttributesSequence: [identifying],
			SharedFunctionalGroupsSequence: [{ ...identifying, ...nested }]
		});
		const blinded = await blind(aPart10('1.2.840.10008.1.2.1', concatBytes([pixels, dataset, overlay])));
		expect(textIn(blinded)).not.toContain(marker);
		const [groups] = itemsOf(blinded, 'SharedFunctionalGroupsSequence');
		const [measures] = groups ? itemsOf(groups, 'PixelMeasuresSequence') : [];
		expect(measures && numbersOf(measures, 'PixelSpacing')).toEqual([1, 1]);
		expect(textOf(blinded, 'SeriesDescription')).toBe('AXIAL BONE');
	});

	it('keeps of an overlay that there was one, and how large', async () => {
		const dataset = aDataset({ ...ctImage });
		const overlay = [
			anElement(0x60020010, 'US', 8),
			anElement(0x60020011, 'US', 16),
			anElement(0x60020022, 'LO', 'Jane Doe'),
			anElement(0x60023000, 'OW', latin('Jane Doe saw it.'))
		];
		const blinded = await blind(aPart10('1.2.840.10008.1.2.1', concatBytes([dataset, ...overlay])));
		const kept = [...blinded.elements.keys()].filter((tag) => tag >= 0x60000000 && tag < 0x61000000);
		expect(kept).toEqual([0x60020010, 0x60020011]);
	});

	it('keeps nothing outside the list, whatever the attribute', async () => {
		const added = new Set([
			'PatientName',
			'PatientID',
			'PatientIdentityRemoved',
			'DeidentificationMethod',
			'DeidentificationMethodCodeSequence',
			'LongitudinalTemporalInformationModified'
		] as const);
		const allowed = new Set([...keepList.keys(), ...[...added].map(tagOf)]);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0x00080000, max: 0x7fdfffff }), { maxLength: 30 }),
				async (tags) => {
					const elements = [...new Set(tags)].map((tag) => anElement(tag, 'LO', 'secret text'));
					const blinded = await blind(aPart10('1.2.840.10008.1.2.1', concatBytes(elements)));
					for (const tag of blinded.elements.keys())
						expect(allowed.has(tag) || tag === tagOf('SOPInstanceUID') || profileRow(tag) !== undefined).toBe(
							true
						);
					expect(textIn(blinded)).not.toContain('secret');
				}
			)
		);
	});

	/** What stands in the output for an attribute that the table of the profile names and that is kept by an option. */
	const kept: Readonly<Record<string, string>> = {
		PatientName: 'Case 7',
		PatientID: 'Case 7',
		// 113108: a term of the standard, and years.
		PatientSex: 'F',
		PatientAge: '054Y',
		// 113105: words of the list.
		SeriesDescription: 'AXIAL'
	};

	it.each(basicProfile.filter(({ vr }) => vr !== 'SQ' && !/^(O.|UN|FL|FD|US|UL|DS|IS)$/.test(vr)))(
		'does to $tag what the Basic Profile asks: $action',
		async ({ tag, vr, action }) => {
			const keptText = Object.entries(kept).find(([keyword]) => tagOf(keyword as Keyword) === tag)?.[1];
			const given = vr === 'UI' ? '1.2.826.77' : (keptText ?? 'ZEBRA');
			const name = keptText === 'Case 7' ? 'ZEBRA' : given;
			const bytes = aPart10('1.2.840.10008.1.2.1', anElement(tag, vr, latin(name)));
			const blinded = await blind(bytes);
			const element = blinded.elements.get(tag);
			const text = element && element.vr !== 'SQ' ? elementText(element, blinded).trim() : undefined;
			if (keptText !== undefined) expect(text).toBe(keptText);
			else if (action === 'U') expect(text).toBe(policy.uidFor('1.2.826.77'));
			else if (action.includes('Z')) expect(text).toBe('');
			else if (action === 'D') expect(text).toMatch(/^(REMOVED|19000101|000000|000Y|2\.25\.0|urn:removed)/);
			else expect(text).toBeUndefined();
			expect(textIn(blinded)).not.toContain('ZEBRA');
		}
	);

	it('keeps no sequence that the Basic Profile removes but those whose items are filtered', () => {
		const removed = basicProfile.filter(({ vr, tag }) => vr === 'SQ' && keepList.has(tag));
		expect(removed.map(({ tag }) => tag)).toEqual([tagOf('ReferencedImageSequence')]);
	});

	it('names the profile and its options by their codes', async () => {
		const codesOf = (dataset: Dataset) =>
			itemsOf(dataset, 'DeidentificationMethodCodeSequence').map((item) => textOf(item, 'CodeValue'));
		expect(codesOf(await blind(aCtFile()))).toEqual(['113100', '113105', '113108']);
		const { dataset } = await read(aCtFile({ BurnedInAnnotation: 'YES' }));
		const masked = deidentify(dataset, { ...policy, pixels: 'masked' });
		if (!masked.ok) throw new Error(masked.error);
		expect(codesOf(masked.value)).toEqual(['113100', '113105', '113108', '113101']);
		expect(textOf(masked.value, 'BurnedInAnnotation')).toBe('NO');
		expect(textOf(masked.value, 'LongitudinalTemporalInformationModified')).toBe('REMOVED');
	});

	it('drops a sequence where the list expects a value, with all that is in it', async () => {
		const item = aDataset({ PatientID: 'HIDDEN' });
		const sequence = anElement(
			tagOf('KVP'),
			'SQ',
			concatBytes([itemHeader(0xe000, item.length, true), item])
		);
		const blinded = await blind(aPart10('1.2.840.10008.1.2.1', concatBytes([aDataset(ctImage), sequence])));
		expect(blinded.elements.has(tagOf('KVP'))).toBe(false);
		expect(textIn(blinded)).not.toContain('HIDDEN');
	});

	it('replaces UIDs everywhere with the same new ones and keeps the SOP class', async () => {
		const blinded = await blind(
			aCtFile({
				FrameOfReferenceUID: '1.2.3',
				ReferencedImageSequence: [{ ReferencedSOPInstanceUID: '1.2.3.4' }]
			})
		);
		expect(textOf(blinded, 'SOPClassUID')).toBe('1.2.840.10008.5.1.4.1.1.2');
		expect(textOf(blinded, 'FrameOfReferenceUID')).toBe(textOf(blinded, 'StudyInstanceUID'));
		const [reference] = itemsOf(blinded, 'ReferencedImageSequence');
		expect(reference && textOf(reference, 'ReferencedSOPInstanceUID')).toBe(
			textOf(blinded, 'SOPInstanceUID')
		);
		expect(textIn(blinded)).not.toContain('1.2.3\0');
	});

	it('names the case and says what was done', async () => {
		const blinded = await blind(aCtFile());
		expect([textOf(blinded, 'PatientName'), textOf(blinded, 'PatientIdentityRemoved')]).toEqual([
			'Case 7',
			'YES'
		]);
	});

	it('drops a known word or number that also stands in the identifiers', async () => {
		const changes = {
			PatientName: 'Head^John',
			BodyPartExamined: 'HEAD',
			AccessionNumber: '88123',
			InstanceNumber: 88123
		};
		const blinded = await blind(aCtFile({ ...changes, SeriesDescription: 'Head bone' }));
		expect(textOf(blinded, 'BodyPartExamined')).toBeUndefined();
		expect(textOf(blinded, 'SeriesDescription')).toBe('BONE');
		expect(textOf(blinded, 'InstanceNumber')).toBeUndefined();
	});

	it('drops a number that is none', async () => {
		const blinded = await blind(aCtFile({ SliceThickness: '5\\Smith', KVP: '120' }));
		expect([textOf(blinded, 'SliceThickness'), textOf(blinded, 'KVP')]).toEqual([undefined, '120']);
	});

	it('withholds an object that declares burned-in text', async () => {
		const { dataset } = await read(aCtFile({ BurnedInAnnotation: 'YES' }));
		expect(deidentify(dataset, policy)).toEqual({ ok: false, error: 'burned-in-annotation' });
	});

	it('turns numbers of a big endian object round', async () => {
		const dataset = aDataset({ ...ctImage, Rows: 258 }, objects.bigExplicit);
		const blinded = await blind(aPart10('1.2.840.10008.1.2.2', dataset));
		expect(numbersOf(blinded, 'Rows')).toEqual([258]);
	});

	it('declares as many frames as are written', async () => {
		const blinded = await blind(aCtFile({ NumberOfFrames: '1A' }));
		expect(textOf(withFrameCount(blinded, 15), 'NumberOfFrames')).toBe('15');
		expect(textOf(withFrameCount(blinded, 1), 'NumberOfFrames')).toBeUndefined();
	});

	it.each([
		[0.5, '006M'],
		[2, '002Y'],
		[54.9, '054Y'],
		[89.9, '089Y'],
		[90, '090Y'],
		[103, '090Y']
	])('gives %f years as %s', (years, age) => {
		expect(formatBlindedAge(years)).toBe(age);
	});
});

describe('makeUidMapper', () => {
	it('makes valid UIDs of 128 bits', () => {
		const uidFor = makeUidMapper(() => new Uint8Array(32).fill(0xff));
		expect(uidFor('1.2.3')).toBe('2.25.340282366920938463463374607431768211455');
		expect(uidFor('1.2.3').length).toBeLessThanOrEqual(64);
		// The first byte counts most, whatever array the bytes are a part of.
		const counted = Uint8Array.from({ length: 34 }, (_, at) => at);
		expect(makeUidMapper(() => counted.subarray(1, 33))('1.2.3')).toBe(
			`2.25.${0x0102030405060708090a0b0c0d0e0f10n}`
		);
	});
});

describe('encodeDataset', () => {
	it('writes what the reader reads back, in every encoding', async () => {
		const blinded = await blind(
			aCtFile({
				PixelSpacing: [0.5, 0.25],
				SharedFunctionalGroupsSequence: [{ MRDiffusionSequence: [{ DiffusionBValue: 800 }] }]
			})
		);
		const syntaxes = {
			'1.2.840.10008.1.2.1': objects.littleExplicit,
			'1.2.840.10008.1.2': objects.littleImplicit
		};
		for (const [uid, encoding] of Object.entries({
			...syntaxes,
			'1.2.840.10008.1.2.2': objects.bigExplicit
		})) {
			const { dataset } = await read(aPart10(uid, encodeDataset(blinded, encoding)));
			const again = { ...dataset, littleEndian: encoding.littleEndian };
			expect([numbersOf(again, 'Columns'), numbersOf(again, 'PixelSpacing')]).toEqual([[2], [0.5, 0.25]]);
			const [groups] = itemsOf(again, 'SharedFunctionalGroupsSequence');
			const [diffusion] = groups ? itemsOf(groups, 'MRDiffusionSequence') : [];
			expect(diffusion && numbersOf(diffusion, 'DiffusionBValue')).toEqual([800]);
		}
	});

	it('writes the very bytes of a data set written by hand', async () => {
		const item = { ReferencedFrameNumber: 3, ReferencedSOPInstanceUID: '1.2.3' };
		const attributes = { ...ctImage, ReferencedImageSequence: [item, item], DiffusionBValue: [1.5] };
		for (const encoding of [objects.littleExplicit, objects.littleImplicit]) {
			const bytes = aDataset(attributes, encoding);
			const uid = encoding.explicit ? '1.2.840.10008.1.2.1' : '1.2.840.10008.1.2';
			const { dataset } = await read(aPart10(uid, bytes));
			expect(encodeDataset(dataset, encoding)).toEqual(bytes);
		}
	});

	it('writes file meta information whose group length is right', async () => {
		const meta = encodeFileMeta(await blind(aCtFile()), explicitLittleEndian);
		const bytes = meta.ok ? meta.value : new Uint8Array(0);
		const length = new DataView(bytes.buffer).getUint32(140, true);
		expect(bytes.length).toBe(144 + length);
		expect(
			encodeFileMeta({ elements: new Map(), littleEndian: true, characterSets: [] }, explicitLittleEndian).ok
		).toBe(false);
	});
});
