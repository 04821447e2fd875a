import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { err, ok } from '#lib/core/result.ts';
import { memorySource, type ByteSource } from './byte-source.ts';
import { itemsOf, numberOf, textOf } from './dataset.ts';
import { describeInstance } from './describe.ts';
import { tagOf } from './dictionary.ts';
import { imageKind } from './image-kind.ts';
import { readDicomFile } from './read-file.ts';
import * as objects from './test-objects.ts';
import { concatBytes, encodeHeader, itemHeader } from './write.ts';

const { aCtFile, aDataset, anElement, aPart10, bigExplicit, ctImage, latin, littleImplicit, read } = objects;
const explicitUid = '1.2.840.10008.1.2.1';

describe('readDicomFile', () => {
	it('reads every way of writing a data set', async () => {
		const files: Record<string, Uint8Array> = {
			explicit: aCtFile(),
			implicit: aPart10('1.2.840.10008.1.2', aDataset(ctImage, littleImplicit)),
			bigEndian: aPart10('1.2.840.10008.1.2.2', aDataset(ctImage, bigExplicit)),
			explicitWithoutMeta: aDataset(ctImage),
			implicitWithoutMeta: aDataset(ctImage, littleImplicit),
			bigEndianWithoutMeta: aDataset(ctImage, bigExplicit),
			withoutPreamble: aCtFile().subarray(132),
			declaredExplicitWrittenImplicit: aPart10(explicitUid, aDataset(ctImage, littleImplicit)),
			declaredImplicitWrittenExplicit: aPart10('1.2.840.10008.1.2', aDataset(ctImage))
		};
		for (const [name, bytes] of Object.entries(files)) {
			const { dataset } = await read(bytes);
			expect([name, textOf(dataset, 'PatientID'), numberOf(dataset, 'Rows')]).toEqual([name, 'MRN-4711', 2]);
		}
	});

	it('inflates a deflated data set and gives its pixels in the inflated bytes', async () => {
		const inflated = aDataset({ ...ctImage, PixelData: objects.fourPixels });
		const bytes = aPart10('1.2.840.10008.1.2.1.99', latin('deflated'));
		const file = await read(bytes, { inflate: async () => ok(inflated) });
		const at = file.pixelData?.offset ?? 0;
		expect(await file.body.read(at, 8)).toEqual(objects.fourPixels);
	});

	it('passes on why deflated data could not be inflated', async () => {
		const source = memorySource(aPart10('1.2.840.10008.1.2.1.99', latin('bomb')));
		const inflate = async () => err('inflated-data-too-large');
		expect(await readDicomFile(source, { inflate })).toEqual(err('inflated-data-too-large'));
	});

	it.each([
		['nothing', new Uint8Array(0), 'empty-file'],
		['text', latin('%PDF-1.7 and so on, long enough to be looked at'), 'not-dicom'],
		['a few zeros', new Uint8Array(64), 'not-dicom']
	])('refuses %s', async (_, bytes, error) => {
		expect(await readDicomFile(memorySource(bytes))).toEqual(err(error));
	});

	it('never reads into the pixel data of a large file', async () => {
		const head = aPart10(explicitUid, aDataset(ctImage));
		const pixels = encodeHeader(tagOf('PixelData'), 'OW', 2_000_000_000, objects.littleExplicit);
		const start = concatBytes([head, pixels]);
		let bytesRead = 0;
		const source: ByteSource = {
			sizeBytes: start.length + 2_000_000_000,
			async read(offset, length) {
				bytesRead += length;
				const bytes = new Uint8Array(length);
				bytes.set(start.subarray(offset, offset + length));
				return bytes;
			}
		};
		const file = await readDicomFile(source);
		expect(file.ok && file.value.pixelData?.length).toBe(2_000_000_000);
		expect(bytesRead).toBeLessThan(100_000);
	});

	it('reads a header that is longer than its first step', async () => {
		const long = anElement(0x00091010, 'OB', new Uint8Array(300_000));
		const file = await read(aPart10(explicitUid, concatBytes([long, aDataset({ Modality: 'MR' })])));
		expect(textOf(file.dataset, 'Modality')).toBe('MR');
	});

	it('refuses a header beyond the limit without reading it', async () => {
		const long = anElement(0x00091010, 'OB', new Uint8Array(300_000));
		const source = memorySource(aPart10(explicitUid, long));
		expect(await readDicomFile(source, { maxHeaderBytes: 100_000 })).toEqual(err('header-too-large'));
	});

	it('keeps what was whole before a length that reaches beyond the file', async () => {
		const lie = encodeHeader(tagOf('StudyDescription'), 'UT', 0xfffffff0, objects.littleExplicit);
		const file = await read(aPart10(explicitUid, concatBytes([aDataset({ Modality: 'CT' }), lie])));
		expect([file.isTruncated, textOf(file.dataset, 'Modality')]).toEqual([true, 'CT']);
	});

	it('stops at a nesting bomb', async () => {
		const level = concatBytes([
			encodeHeader(tagOf('ContentSequence'), 'SQ', undefined, objects.littleExplicit),
			itemHeader(0xe000, 0xffffffff, true)
		]);
		const bomb = concatBytes(Array.from({ length: 50_000 }, () => level));
		expect(await readDicomFile(memorySource(aPart10(explicitUid, bomb)))).toEqual(err('nesting-too-deep'));
	});

	it('stops at a million empty elements', async () => {
		const empty = anElement(0x00091010, 'OB', new Uint8Array(0));
		const bomb = new Uint8Array(empty.length * 1_000_000);
		for (let at = 0; at < bomb.length; at += empty.length) bomb.set(empty, at);
		const source = memorySource(aPart10(explicitUid, bomb));
		expect(await readDicomFile(source)).toEqual(err('too-many-elements'));
	});
});

describe('sequences', () => {
	const inner = aDataset({ ReferencedFrameNumber: 7 });
	const tag = tagOf('ReferencedImageSequence');
	const unlimited = itemHeader(0xe000, 0xffffffff, true);
	const itemEnd = itemHeader(0xe00d, 0, true);
	const sequenceEnd = itemHeader(0xe0dd, 0, true);
	const modality = aDataset({ PatientID: 'after' });
	const open = encodeHeader(tag, 'SQ', undefined, objects.littleExplicit);
	const unknown = encodeHeader(tag, 'UN', undefined, objects.littleExplicit);
	const implicitInner = aDataset({ ReferencedFrameNumber: 7 }, littleImplicit);

	it.each([
		['undefined lengths', [open, unlimited, inner, itemEnd, sequenceEnd]],
		[
			'a defined item in an undefined sequence',
			[open, itemHeader(0xe000, inner.length, true), inner, sequenceEnd]
		],
		['a missing item delimiter', [open, unlimited, inner, sequenceEnd]],
		['a missing sequence delimiter', [open, itemHeader(0xe000, inner.length, true), inner]],
		['VR UN with implicit content', [unknown, unlimited, implicitInner, itemEnd, sequenceEnd]],
		['VR UN with explicit content', [unknown, unlimited, inner, itemEnd, sequenceEnd]]
	])('are read with %s', async (_, parts) => {
		const { dataset } = await read(aPart10(explicitUid, concatBytes([...parts, modality])));
		const [item] = itemsOf(dataset, 'ReferencedImageSequence');
		expect(item && numberOf(item, 'ReferencedFrameNumber')).toBe(7);
		expect(textOf(dataset, 'PatientID')).toBe('after');
	});

	it('keep the items read before the file was cut', async () => {
		const whole = concatBytes([open, unlimited, inner, itemEnd, unlimited, inner]);
		const { dataset, isTruncated } = await read(aPart10(explicitUid, whole.subarray(0, whole.length - 1)));
		expect([itemsOf(dataset, 'ReferencedImageSequence').length, isTruncated]).toEqual([2, true]);
	});
});

/** Everything an import does with a file. */
async function examine(bytes: Uint8Array): Promise<void> {
	const file = await readDicomFile(memorySource(bytes));
	if (!file.ok) return;
	const description = describeInstance(file.value);
	if (description.ok) await imageKind(file.value, description.value);
}

describe('hostile input', () => {
	it('never throws on random bytes behind a valid beginning', async () => {
		const head = aPart10(explicitUid, new Uint8Array(0));
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (tail) => {
				await examine(tail);
				await examine(concatBytes([head, tail]));
			})
		);
	});

	it('never throws on a valid file that was cut and changed anywhere', async () => {
		const whole = objects.anEncapsulatedFile('1.2.840.10008.1.2.4.50', [latin('\xff\xd8\xff\xd9')], {
			ReferencedImageSequence: [{ ReferencedSOPInstanceUID: '1.2.3' }]
		});
		const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
		await fc.assert(
			fc.asyncProperty(fc.nat(whole.length), fc.array(change, { maxLength: 8 }), async (length, changes) => {
				const bytes = whole.slice();
				for (const [at, value] of changes) bytes[at] = value;
				await examine(bytes.subarray(0, length));
			}),
			{ numRuns: 500 }
		);
	});
});
