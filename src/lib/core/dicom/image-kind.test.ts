import { describe, expect, it } from 'vitest';
import { describeInstance, type DescribeError } from './describe.ts';
import { frameTotal, placeOfFrame } from './frames.ts';
import { imageKind, type ImageKind } from './image-kind.ts';
import {
	aCtFile,
	anEncapsulatedFile,
	aPart10,
	aDataset,
	latin,
	read,
	type Attributes
} from './test-objects.ts';
import { concatBytes } from './write.ts';

const baseline = '1.2.840.10008.1.2.4.50';
const rle = '1.2.840.10008.1.2.5';
// SOI and SOF0 for 2 x 2 samples of 8 bits, then the end.
const jpegOfTwoByTwo = latin('\xff\xd8\xff\xc0\x00\x0b\x08\x00\x02\x00\x02\x01\x01\x11\x00\xff\xd9\x00');
const eightBits: Attributes = { BitsAllocated: 8, BitsStored: 8, HighBit: 7 };

async function kindOf(bytes: Uint8Array): Promise<ImageKind | DescribeError> {
	const file = await read(bytes);
	const description = describeInstance(file);
	return description.ok ? imageKind(file, description.value) : description.error;
}

async function framesOf(bytes: Uint8Array) {
	const kind = await kindOf(bytes);
	if (typeof kind === 'string' || kind.kind !== 'shown') throw new Error(JSON.stringify(kind));
	return kind.frames;
}

describe('imageKind', () => {
	it('shows a plain CT image', async () => {
		expect(await kindOf(aCtFile())).toMatchObject({ kind: 'shown' });
	});

	it.each<[string, Attributes, string]>([
		['a structured report', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.33' }, 'structured-report'],
		['a key object selection', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.59' }, 'key-object-selection'],
		['a presentation state', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.11.1' }, 'presentation-state'],
		['a segmentation', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.66.4' }, 'segmentation'],
		['a radiotherapy dose', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.481.2' }, 'radiotherapy'],
		['an ECG', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.9.1.1' }, 'waveform'],
		['an encapsulated PDF', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.104.1' }, 'encapsulated-document'],
		['raw data', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.66' }, 'raw-data'],
		['a private class', { SOPClassUID: '1.3.46.670589.5.0.1.1' }, 'private-object'],
		['a class nobody knows', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.999' }, 'unknown-object'],
		['missing rows', { Rows: 0 }, 'no-image-attributes'],
		['32 bits', { BitsAllocated: 32 }, 'pixel-format-not-shown'],
		['a strange colour space', { PhotometricInterpretation: 'CMYK' }, 'pixel-format-not-shown'],
		['pixels that are not there', { Rows: 3 }, 'pixel-data-truncated'],
		['frames that are not there', { NumberOfFrames: 100_000 }, 'pixel-data-truncated'],
		['frames beyond all bounds', { NumberOfFrames: 999_999_999 }, 'too-many-frames'],
		[
			'more frames than anybody looks at, which are all there',
			{ ...eightBits, Rows: 1, Columns: 1, NumberOfFrames: 100_001, PixelData: new Uint8Array(100_002) },
			'too-many-frames'
		],
		['65,535 squared', { Rows: 65535, Columns: 65535 }, 'frame-too-large']
	])('keeps out %s', async (_, changes, reason) => {
		expect(await kindOf(aCtFile(changes))).toEqual({ kind: 'kept-out', reason });
	});

	it.each<[string, string, Uint8Array[], Attributes, string]>([
		['video', '1.2.840.10008.1.2.4.102', [latin('ftyp')], eightBits, 'video'],
		['an unknown transfer syntax', '1.2.3.4', [latin('abcd')], eightBits, 'transfer-syntax-not-shown'],
		['no fragment', baseline, [], eightBits, 'frames-not-found'],
		[
			'fewer fragments than frames',
			baseline,
			[jpegOfTwoByTwo],
			{ ...eightBits, NumberOfFrames: 2 },
			'frames-not-found'
		],
		[
			'a codestream of another size',
			baseline,
			[jpegOfTwoByTwo],
			{ ...eightBits, Rows: 4096 },
			'size-differs-from-codestream'
		],
		['no codestream', baseline, [latin('nothing like a JPEG')], eightBits, 'pixel-data-malformed'],
		[
			'RLE that cannot fill the frame',
			rle,
			[new Uint8Array(64)],
			{ Rows: 4000, Columns: 4000 },
			'pixel-data-truncated'
		]
	])('keeps out encapsulated pixels with %s', async (_, syntax, fragments, changes, reason) => {
		expect(await kindOf(anEncapsulatedFile(syntax, fragments, changes))).toEqual({
			kind: 'kept-out',
			reason
		});
	});

	it('keeps out an encapsulated object cut inside a fragment', async () => {
		const whole = anEncapsulatedFile(baseline, [jpegOfTwoByTwo], eightBits);
		expect(await kindOf(whole.subarray(0, whole.length - 12))).toEqual({
			kind: 'kept-out',
			reason: 'pixel-data-truncated'
		});
	});

	it.each<[string, Uint8Array, DescribeError]>([
		['a directory', aPart10('1.2.840.10008.1.2.1', aDataset({ DirectoryRecordSequence: [] })), 'directory'],
		['an object without instance UID', aCtFile({ SOPInstanceUID: '' }), 'no-sop-instance-uid'],
		['a UID that climbs folders', aCtFile({ SOPInstanceUID: '../../etc' }), 'bad-uid'],
		['a UID with a slash', aCtFile({ SeriesInstanceUID: '1/2' }), 'bad-uid']
	])('refuses %s', async (_, bytes, error) => {
		expect(await kindOf(bytes)).toBe(error);
	});
});

describe('describeInstance', () => {
	it('reads names, days, ages and geometry', async () => {
		const changes: Attributes = {
			PatientBirthDate: '19430722',
			StudyDate: '20120903',
			StudyTime: '101500.5',
			PixelSpacing: [0.5, 0.5],
			NumberOfFrames: '1A'
		};
		const description = describeInstance(await read(aCtFile(changes)));
		expect(description.ok && description.value).toMatchObject({
			patientName: 'Doe^Jane',
			patientBirthOn: '1943-07-22',
			studyOn: '2012-09-03',
			studyTime: '10:15:00',
			pixelSpacingMm: [0.5, 0.5],
			pixels: { rows: 2, columns: 2, frames: 1 }
		});
		expect(description.ok && Math.floor(description.value.patientAgeYears ?? 0)).toBe(69);
	});
});

describe('frames', () => {
	const colour: Attributes = { ...eightBits, NumberOfFrames: 2 };
	const half = [jpegOfTwoByTwo.subarray(0, 16), latin('\xff\xd9')];

	it('are ranges of equal length in native pixels', async () => {
		const bytes = concatBytes([aCtFile({ NumberOfFrames: 2, PixelData: new Uint8Array(16) })]);
		const index = await framesOf(bytes);
		const [first, second] = [placeOfFrame(index, 1), placeOfFrame(index, 2)];
		expect((second?.ranges[0]?.offset ?? 0) - (first?.ranges[0]?.offset ?? 0)).toBe(8);
		expect([first?.totalBytes, placeOfFrame(index, 0), placeOfFrame(index, 3)]).toEqual([
			8,
			undefined,
			undefined
		]);
	});

	it.each<[string, Uint8Array[], number[], number[]]>([
		['one fragment each', [jpegOfTwoByTwo, jpegOfTwoByTwo], [], [1, 1]],
		['a basic offset table', [...half, jpegOfTwoByTwo], [0, 34], [2, 1]],
		['a wrong offset table and codestream beginnings', [...half, ...half], [0, 3], [2, 2]],
		['codestream beginnings alone', [...half, jpegOfTwoByTwo], [], [2, 1]]
	])('are found by %s', async (_, fragments, offsets, expected) => {
		const index = await framesOf(anEncapsulatedFile(baseline, fragments, colour, offsets));
		const counts = Array.from(
			{ length: frameTotal(index) },
			(_, at) => placeOfFrame(index, at + 1)?.ranges.length
		);
		expect(counts).toEqual(expected);
	});

	it('are found by the extended offset table', async () => {
		const table = new Uint8Array(16);
		table[8] = 34;
		const changes = { ...colour, ExtendedOffsetTable: table };
		const index = await framesOf(anEncapsulatedFile(baseline, [...half, jpegOfTwoByTwo], changes));
		expect(placeOfFrame(index, 1)?.ranges.length).toBe(2);
	});
});
