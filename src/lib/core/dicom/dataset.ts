import { decodeText } from './character-set.ts';
import { tagOf, type Keyword } from './dictionary.ts';
import type { Vr } from './vr.ts';

/** One data element: bytes as they stand in the file, or the items of a sequence. */
export type DicomElement =
	| { readonly tag: number; readonly vr: Exclude<Vr, 'SQ'>; readonly bytes: Uint8Array }
	| { readonly tag: number; readonly vr: 'SQ'; readonly items: readonly Dataset[] };

/** A data set or an item of a sequence, with what is needed to read its bytes. */
export type Dataset = {
	readonly elements: ReadonlyMap<number, DicomElement>;
	readonly littleEndian: boolean;
	/** Defined terms of Specific Character Set, inherited by items that name none (PS3.5 6.1.2.3). */
	readonly characterSets: readonly string[];
};

/** The bytes of an attribute; none where it is absent or a sequence. */
export function bytesOf(dataset: Dataset, keyword: Keyword): Uint8Array | undefined {
	const element = dataset.elements.get(tagOf(keyword));
	return element && element.vr !== 'SQ' ? element.bytes : undefined;
}

/** The items of a sequence; none where it is absent or not a sequence. */
export function itemsOf(dataset: Dataset, keyword: Keyword): readonly Dataset[] {
	const element = dataset.elements.get(tagOf(keyword));
	return element?.vr === 'SQ' ? element.items : [];
}

/** Text of an element in its own character set, without the padding at its end; backslashes stay. */
export function elementText(element: DicomElement, dataset: Dataset): string {
	if (element.vr === 'SQ') return '';
	return decodeText(element.bytes, dataset.characterSets, element.vr).replace(/[\0 ]+$/, '');
}

/** All values of a text attribute, each trimmed. */
export function textsOf(dataset: Dataset, keyword: Keyword): readonly string[] {
	const element = dataset.elements.get(tagOf(keyword));
	if (!element) return [];
	const text = elementText(element, dataset);
	return text === '' ? [] : text.split('\\').map((value) => value.trim());
}

/** The whole text of an attribute, trimmed; undefined where it is absent or empty. */
export function textOf(dataset: Dataset, keyword: Keyword): string | undefined {
	const element = dataset.elements.get(tagOf(keyword));
	const text = element ? elementText(element, dataset).trim() : '';
	return text === '' ? undefined : text;
}

/** All numbers of an attribute: binary by its VR, DS and IS by their text. What is no number is left out. */
export function numbersOf(dataset: Dataset, keyword: Keyword): readonly number[] {
	const element = dataset.elements.get(tagOf(keyword));
	return element ? elementNumbers(element, dataset) : [];
}

/** The first number of an attribute. */
export function numberOf(dataset: Dataset, keyword: Keyword): number | undefined {
	return numbersOf(dataset, keyword)[0];
}

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** The numbers of one element; at most a million are read. */
export function elementNumbers(element: DicomElement, dataset: Dataset): readonly number[] {
	if (element.vr === 'SQ') return [];
	if (element.vr === 'DS' || element.vr === 'IS') {
		const values = elementText(element, dataset).split('\\');
		return values
			.map((value) => value.trim())
			.filter((value) => decimal.test(value))
			.map(Number);
	}
	const read = binaryReaders[element.vr];
	if (!read) return [];
	const view = new DataView(element.bytes.buffer, element.bytes.byteOffset, element.bytes.byteLength);
	const numbers: number[] = [];
	const end = Math.min(view.byteLength, read.bytes * 1_000_000);
	for (let at = 0; at + read.bytes <= end; at += read.bytes) {
		numbers.push(read.value(view, at, dataset.littleEndian));
	}
	return numbers;
}

type BinaryReader = { bytes: number; value: (view: DataView, at: number, littleEndian: boolean) => number };

const binaryReaders: Partial<Record<Vr, BinaryReader>> = {
	US: { bytes: 2, value: (view, at, le) => view.getUint16(at, le) },
	SS: { bytes: 2, value: (view, at, le) => view.getInt16(at, le) },
	UL: { bytes: 4, value: (view, at, le) => view.getUint32(at, le) },
	SL: { bytes: 4, value: (view, at, le) => view.getInt32(at, le) },
	FL: { bytes: 4, value: (view, at, le) => view.getFloat32(at, le) },
	FD: { bytes: 8, value: (view, at, le) => view.getFloat64(at, le) },
	// File offsets stay far below 2^53.
	OV: { bytes: 8, value: (view, at, le) => Number(view.getBigUint64(at, le)) },
	UV: { bytes: 8, value: (view, at, le) => Number(view.getBigUint64(at, le)) },
	SV: { bytes: 8, value: (view, at, le) => Number(view.getBigInt64(at, le)) },
	AT: { bytes: 4, value: (view, at, le) => view.getUint16(at, le) * 0x10000 + view.getUint16(at + 2, le) }
};
