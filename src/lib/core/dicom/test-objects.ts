// Small DICOM objects for tests, written byte by byte.
import { memorySource } from './byte-source.ts';
import { tagOf, vrOf, type Keyword } from './dictionary.ts';
import type { Encoding } from './parse.ts';
import { readDicomFile, type DicomFile, type ReadOptions } from './read-file.ts';
import type { Vr } from './vr.ts';
import { concatBytes, encodeHeader, itemHeader } from './write.ts';

export const littleExplicit: Encoding = { explicit: true, littleEndian: true };
export const littleImplicit: Encoding = { explicit: false, littleEndian: true };
export const bigExplicit: Encoding = { explicit: true, littleEndian: false };

type Value = string | number | readonly number[] | Uint8Array | readonly Attributes[];
export type Attributes = { readonly [keyword in Keyword]?: Value };

export function latin(text: string): Uint8Array {
	return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function anElement(tag: number, vr: Vr, value: Value, encoding = littleExplicit): Uint8Array {
	const bytes = valueBytes(vr, value, encoding);
	const padded = bytes.length % 2 === 0 ? bytes : concatBytes([bytes, latin(vr === 'UI' ? '\0' : ' ')]);
	return concatBytes([encodeHeader(tag, vr, padded.length, encoding), padded]);
}

function valueBytes(vr: Vr, value: Value, encoding: Encoding): Uint8Array {
	if (value instanceof Uint8Array) return value;
	if (typeof value === 'string') return latin(value);
	if (vr === 'SQ' && Array.isArray(value)) {
		// Items are given as attributes wherever the VR is SQ.
		const items = (value as readonly Attributes[]).map((item) => aDataset(item, encoding));
		return concatBytes(
			items.flatMap((item) => [itemHeader(0xe000, item.length, encoding.littleEndian), item])
		);
	}
	const numbers = typeof value === 'number' ? [value] : (value as readonly number[]);
	if (vr === 'DS' || vr === 'IS') return latin(numbers.join('\\'));
	const size = vr === 'FD' ? 8 : vr === 'US' || vr === 'SS' ? 2 : 4;
	const bytes = new Uint8Array(numbers.length * size);
	const view = new DataView(bytes.buffer);
	numbers.forEach((number, index) => {
		if (size === 8) view.setFloat64(index * 8, number, encoding.littleEndian);
		else if (size === 2) view.setUint16(index * 2, number, encoding.littleEndian);
		else view.setUint32(index * 4, number, encoding.littleEndian);
	});
	return bytes;
}

/** A data set of the attributes in tag order. */
export function aDataset(attributes: Attributes, encoding = littleExplicit): Uint8Array {
	const rows = Object.entries(attributes).map(([keyword, value]) => {
		// The type of `attributes` admits keywords alone.
		const tag = tagOf(keyword as Keyword);
		return { tag, bytes: anElement(tag, vrOf(tag, false), value, encoding) };
	});
	return concatBytes(rows.sort((a, b) => a.tag - b.tag).map(({ bytes }) => bytes));
}

export const ctImage: Attributes = {
	SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
	SOPInstanceUID: '1.2.3.4',
	StudyInstanceUID: '1.2.3',
	SeriesInstanceUID: '1.2.3.1',
	Modality: 'CT',
	PatientName: 'Doe^Jane',
	PatientID: 'MRN-4711',
	SamplesPerPixel: 1,
	PhotometricInterpretation: 'MONOCHROME2',
	Rows: 2,
	Columns: 2,
	BitsAllocated: 16,
	BitsStored: 16,
	HighBit: 15,
	PixelRepresentation: 0,
	/** Without it nobody gets to see an image before its pixels were checked. */
	BurnedInAnnotation: 'NO'
};

export const fourPixels = Uint8Array.of(1, 0, 2, 0, 3, 0, 4, 0);

/** Preamble, file meta information naming the transfer syntax, and the data set. */
export function aPart10(transferSyntaxUID: string, dataset: Uint8Array): Uint8Array {
	const meta = aDataset({
		FileMetaInformationVersion: Uint8Array.of(0, 1),
		TransferSyntaxUID: transferSyntaxUID
	});
	const length = anElement(tagOf('FileMetaInformationGroupLength'), 'UL', meta.length);
	return concatBytes([new Uint8Array(128), latin('DICM'), length, meta, dataset]);
}

/** An explicit little endian CT image of four pixels, with attributes changed or added. */
export function aCtFile(changes: Attributes = {}): Uint8Array {
	return aPart10('1.2.840.10008.1.2.1', aDataset({ ...ctImage, PixelData: fourPixels, ...changes }));
}

/** An encapsulated object: a basic offset table and fragments behind the attributes. */
export function anEncapsulatedFile(
	transferSyntaxUID: string,
	fragments: readonly Uint8Array[],
	changes: Attributes = {},
	offsets: readonly number[] = []
): Uint8Array {
	const table = valueBytes('UL', offsets, littleExplicit);
	const items = [table, ...fragments].flatMap((item) => [itemHeader(0xe000, item.length, true), item]);
	const pixelData = encodeHeader(tagOf('PixelData'), 'OB', undefined, littleExplicit);
	const dataset = [aDataset({ ...ctImage, ...changes }), pixelData, ...items, itemHeader(0xe0dd, 0, true)];
	return aPart10(transferSyntaxUID, concatBytes(dataset));
}

/** Reads bytes that must be readable. */
export async function read(bytes: Uint8Array, options?: ReadOptions): Promise<DicomFile> {
	const file = await readDicomFile(memorySource(bytes), options);
	if (!file.ok) throw new Error(`the test object cannot be read: ${file.error}`);
	return file.value;
}
