import { ok, err, type Result } from '#lib/core/result.ts';
import { textOf, type Dataset, type DicomElement } from './dataset.ts';
import { tagOf, type Keyword } from './dictionary.ts';
import { explicitLittleEndian, type TransferSyntax } from './transfer-syntax.ts';
import { bytesPerValue, hasLongLength, swapBytes, type Vr } from './vr.ts';
import type { Encoding } from './parse.ts';

const implementationClassUID = '2.25.253585731721796387364597339600114146878';
const implementationVersionName = 'OVERREAD';

/** Encodes a little endian data set (as de-identification makes it) in tag order, without pixel data (PS3.5 7). */
export function encodeDataset(dataset: Dataset, encoding: Encoding): Uint8Array {
	const parts: Uint8Array[] = [];
	for (const element of [...dataset.elements.values()].sort((a, b) => a.tag - b.tag)) {
		const value = encodeValue(element, dataset, encoding);
		parts.push(encodeHeader(element.tag, element.vr, value.length, encoding), value);
	}
	return concatBytes(parts);
}

function encodeValue(element: DicomElement, dataset: Dataset, encoding: Encoding): Uint8Array {
	if (element.vr === 'SQ') {
		const items = element.items.flatMap((item) => {
			const body = encodeDataset(item, encoding);
			return [itemHeader(0xe000, body.length, encoding.littleEndian), body];
		});
		return concatBytes(items);
	}
	const isSwapped = dataset.littleEndian !== encoding.littleEndian;
	const bytes = isSwapped ? swapBytes(element.bytes, bytesPerValue(element.vr)) : element.bytes;
	return bytes.length % 2 === 0 ? bytes : concatBytes([bytes, Uint8Array.of(0)]);
}

/** The header of one element; `length` undefined writes an undefined length. */
export function encodeHeader(
	tag: number,
	vr: Vr,
	length: number | undefined,
	encoding: Encoding
): Uint8Array {
	const isLong = encoding.explicit && hasLongLength(vr);
	const bytes = new Uint8Array(isLong ? 12 : 8);
	const view = new DataView(bytes.buffer);
	const le = encoding.littleEndian;
	view.setUint16(0, tag >>> 16, le);
	view.setUint16(2, tag & 0xffff, le);
	if (encoding.explicit) {
		bytes[4] = vr.charCodeAt(0);
		bytes[5] = vr.charCodeAt(1);
	}
	if (isLong) view.setUint32(8, length ?? 0xffffffff, le);
	else if (encoding.explicit) view.setUint16(6, length ?? 0, le);
	else view.setUint32(4, length ?? 0xffffffff, le);
	return bytes;
}

/** An item (E000), item end (E00D) or sequence end (E0DD) tag with its length. */
export function itemHeader(
	element: 0xe000 | 0xe00d | 0xe0dd,
	length: number,
	littleEndian: boolean
): Uint8Array {
	const bytes = new Uint8Array(8);
	const view = new DataView(bytes.buffer);
	view.setUint16(0, 0xfffe, littleEndian);
	view.setUint16(2, element, littleEndian);
	view.setUint32(4, length, littleEndian);
	return bytes;
}

/** Preamble and file meta information (PS3.10 7.1) for a data set that names its SOP class and instance. */
export function encodeFileMeta(
	dataset: Dataset,
	syntax: TransferSyntax
): Result<Uint8Array, 'no-sop-instance-uid'> {
	const instance = textOf(dataset, 'SOPInstanceUID');
	if (!instance) return err('no-sop-instance-uid');
	const sopClass = textOf(dataset, 'SOPClassUID');
	const version: DicomElement = {
		tag: tagOf('FileMetaInformationVersion'),
		vr: 'OB',
		bytes: Uint8Array.of(0, 1)
	};
	const elements = [
		version,
		...(sopClass ? [uidElement('MediaStorageSOPClassUID', sopClass)] : []),
		uidElement('MediaStorageSOPInstanceUID', instance),
		uidElement('TransferSyntaxUID', syntax.uid),
		uidElement('ImplementationClassUID', implementationClassUID),
		{ ...uidElement('ImplementationVersionName', implementationVersionName), vr: 'SH' as const }
	];
	const group = encodeDataset(
		{
			elements: new Map(elements.map((element) => [element.tag, element])),
			littleEndian: true,
			characterSets: []
		},
		explicitLittleEndian
	);
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, group.length, true);
	const lengthHeader = encodeHeader(tagOf('FileMetaInformationGroupLength'), 'UL', 4, explicitLittleEndian);
	return ok(concatBytes([new Uint8Array(128), textBytes('DICM'), lengthHeader, length, group]));
}

function uidElement(keyword: Keyword, uid: string) {
	return {
		tag: tagOf(keyword),
		vr: 'UI' as const,
		bytes: textBytes(uid.length % 2 === 0 ? uid : `${uid}\0`)
	};
}

function textBytes(text: string): Uint8Array {
	return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** One array from several. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
	const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}
