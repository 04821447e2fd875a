import { elementNumbers, elementText, type Dataset, type DicomElement } from './dataset.ts';
import { tagOf, tagText } from './dictionary.ts';
import { parsePersonName, type NameGroup } from './person-name.ts';
import type { Vr } from './vr.ts';

type JsonValue = string | number | null | DicomJson | { readonly [group: string]: string };

/** One attribute of the DICOM JSON model (PS3.18 F.2.2). */
export type JsonAttribute = {
	readonly vr: Vr;
	readonly Value?: readonly JsonValue[];
	readonly InlineBinary?: string;
	readonly BulkDataURI?: string;
};

/** A data set in the DICOM JSON model: attributes by eight-digit tag. */
export type DicomJson = { readonly [tag: string]: JsonAttribute };

export type JsonOptions = {
	/** Where the pixels are served; without it no Pixel Data attribute is written. */
	readonly bulkDataUri?: string;
	readonly pixelDataVr?: 'OB' | 'OW';
	/** Where binary values outside of sequences are served that have more bytes than `moreThanBytes`; without it they stand inline. */
	readonly largeValues?: { readonly moreThanBytes: number; readonly uri: (tag: number) => string };
};

/** The DICOM JSON model of a data set, which must be the de-identified one wherever a reviewer can see it. */
export function toDicomJson(dataset: Dataset, options: JsonOptions = {}): DicomJson {
	const attributes: Record<string, JsonAttribute> = {};
	for (const element of [...dataset.elements.values()].sort((a, b) => a.tag - b.tag)) {
		const { largeValues } = options;
		const isLarge =
			largeValues &&
			element.vr !== 'SQ' &&
			inline.has(element.vr) &&
			element.bytes.length > largeValues.moreThanBytes;
		attributes[tagText(element.tag)] = isLarge
			? { vr: element.vr, BulkDataURI: largeValues.uri(element.tag) }
			: toAttribute(element, dataset);
	}
	if (options.bulkDataUri !== undefined) {
		const vr = options.pixelDataVr ?? 'OW';
		attributes[tagText(tagOf('PixelData'))] = { vr, BulkDataURI: options.bulkDataUri };
	}
	return attributes;
}

/**
 * The attributes of a data set as both models list them: by ascending tag, without lengths of groups (PS3.18 F.2.2). JavaScript puts names
 * that read as numbers first (`20010010` before `00080005`), so the order of the object's own keys is not that of the tags.
 */
export function orderedAttributes(dataset: DicomJson): readonly (readonly [tag: string, JsonAttribute])[] {
	return Object.entries(dataset)
		.filter(([tag]) => !tag.endsWith('0000'))
		.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Data sets as the text of an `application/dicom+json` body. */
export function dicomJsonText(list: readonly DicomJson[]): string {
	return `[${list.map(datasetText).join()}]`;
}

/** One data set as the text of the DICOM JSON model, its attributes and those of its items in the order of their tags. */
export function datasetText(dataset: DicomJson): string {
	return `{${orderedAttributes(dataset)
		.map(([tag, attribute]) => `"${tag}":${attributeText(attribute)}`)
		.join()}}`;
}

function attributeText(attribute: JsonAttribute): string {
	const { vr, Value } = attribute;
	if (vr !== 'SQ' || !Value) return JSON.stringify(attribute);
	// The values of a sequence are data sets.
	return `{"vr":"SQ","Value":[${Value.map((item) => datasetText((item ?? {}) as DicomJson)).join()}]}`;
}

const inline: ReadonlySet<Vr> = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
const numeric: ReadonlySet<Vr> = new Set(['DS', 'FD', 'FL', 'IS', 'SL', 'SS', 'SV', 'UL', 'US', 'UV']);
const single: ReadonlySet<Vr> = new Set(['LT', 'ST', 'UR', 'UT']);

function toAttribute(element: DicomElement, dataset: Dataset): JsonAttribute {
	const { vr } = element;
	if (vr === 'SQ') return { vr, Value: element.items.map((item) => toDicomJson(item)) };
	if (element.bytes.length === 0) return { vr };
	if (inline.has(vr)) return { vr, InlineBinary: toBase64(element.bytes) };
	const values = toValues(element, dataset);
	return values.length === 0 ? { vr } : { vr, Value: values };
}

function toValues(element: DicomElement, dataset: Dataset): readonly JsonValue[] {
	// JSON knows no NaN and no infinity.
	if (numeric.has(element.vr)) {
		return elementNumbers(element, dataset).map((value) => (Number.isFinite(value) ? value : null));
	}
	if (element.vr === 'AT') return elementNumbers(element, dataset).map(tagText);
	const text = elementText(element, dataset);
	if (text === '') return [];
	if (single.has(element.vr)) return [text];
	const values = text.split('\\').map((value) => value.trim());
	if (element.vr === 'PN') return values.map(toName);
	return values.map((value) => (value === '' ? null : value));
}

function toName(text: string): JsonValue {
	const name = parsePersonName(text);
	const groups: Record<string, string> = {};
	if (name.alphabetic) groups['Alphabetic'] = joinGroup(name.alphabetic);
	if (name.ideographic) groups['Ideographic'] = joinGroup(name.ideographic);
	if (name.phonetic) groups['Phonetic'] = joinGroup(name.phonetic);
	return groups;
}

function joinGroup(group: NameGroup): string {
	return [group.family, group.given, group.middle, group.prefix, group.suffix].join('^').replace(/\^+$/, '');
}

function toBase64(bytes: Uint8Array): string {
	let binary = '';
	// Spreading a whole table would overflow the call stack.
	for (let at = 0; at < bytes.length; at += 8192)
		binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
	return btoa(binary);
}
