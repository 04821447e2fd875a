import { err, ok, type Result } from '#lib/core/result.ts';
import type { Dataset, DicomElement } from './dataset.ts';
import { tagOf } from './dictionary.ts';
import { keepList } from './keep-list.ts';
import { isVr, type Vr } from './vr.ts';

/** A header that was read from the DICOM JSON model. */
export type JsonHeader = {
	readonly dataset: Dataset;
	/** VR of the Pixel Data that the model names without holding them; undefined where there are none. */
	readonly pixelVr: 'OB' | 'OW' | undefined;
	/** Transfer syntax in which the object is stored, where the model says so. */
	readonly storedSyntaxUid: string | undefined;
	/** Whether every value that a blinded viewer may get stands in the model, none of them behind a link. */
	readonly isWhole: boolean;
};

export type JsonHeaderError = 'not-dicom-json' | 'nesting-too-deep' | 'too-many-elements';

const MAX_DEPTH = 48;
const MAX_ELEMENTS = 500_000;

/** (0008,3002) and, from services that write the file meta along, (0002,0010). */
const syntaxTags = ['00083002', '00020010'];

type State = { left: number; isWhole: boolean };
class Refused extends Error {
	readonly reason: JsonHeaderError;
	constructor(reason: JsonHeaderError) {
		super(reason);
		this.reason = reason;
	}
}

/**
 * Reads a header from the DICOM JSON model (PS3.18 annex F), the twin of `toDicomJson`: little endian, text in UTF-8. Pixel data,
 * group lengths and file meta information are left out. Never throws.
 */
export function readDicomJson(json: unknown): Result<JsonHeader, JsonHeaderError> {
	const state = { left: MAX_ELEMENTS, isWhole: true };
	try {
		if (!isRecord(json)) return err('not-dicom-json');
		const dataset = readItem(json, state, 0);
		const pixels = json['7FE00010'];
		const pixelVr = isRecord(pixels) ? (pixels['vr'] === 'OB' ? 'OB' : 'OW') : undefined;
		const syntax = syntaxTags.map((tag) => firstText(json[tag])).find((uid) => uid !== undefined);
		return ok({ dataset, pixelVr, storedSyntaxUid: syntax, isWhole: state.isWhole });
	} catch (error) {
		if (error instanceof Refused) return err(error.reason);
		throw error;
	}
}

type JsonObject = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstText(attribute: unknown): string | undefined {
	const values = isRecord(attribute) && Array.isArray(attribute['Value']) ? attribute['Value'] : [];
	const [first] = values as readonly unknown[];
	return typeof first === 'string' && /^[\d.]{1,64}$/.test(first) ? first : undefined;
}

// What is read is Unicode, whatever the object was written in.
const utf8: DicomElement = {
	tag: tagOf('SpecificCharacterSet'),
	vr: 'CS',
	bytes: new TextEncoder().encode('ISO_IR 192')
};

function readItem(json: JsonObject, state: State, depth: number): Dataset {
	if (depth > MAX_DEPTH) throw new Refused('nesting-too-deep');
	const elements = new Map<number, DicomElement>();
	for (const [key, attribute] of Object.entries(json)) {
		if (!/^[0-9A-Fa-f]{8}$/.test(key) || !isRecord(attribute)) throw new Refused('not-dicom-json');
		if (--state.left < 0) throw new Refused('too-many-elements');
		const tag = Number.parseInt(key, 16);
		const group = tag >>> 16;
		if (group === 2 || group === 0x7fe0 || (tag & 0xffff) === 0) continue;
		const element = tag === utf8.tag ? utf8 : readElement(tag, attribute, state, depth);
		if (element) elements.set(tag, element);
	}
	const sorted = new Map([...elements].sort(([a], [b]) => a - b));
	return { elements: sorted, littleEndian: true, characterSets: ['ISO_IR 192'] };
}

function readElement(
	tag: number,
	attribute: JsonObject,
	state: State,
	depth: number
): DicomElement | undefined {
	const vr = String(attribute['vr'] ?? 'UN');
	if (!isVr(vr)) throw new Refused('not-dicom-json');
	if (attribute['BulkDataURI'] !== undefined) {
		if (keepList.has(tag)) state.isWhole = false;
		return undefined;
	}
	const values: readonly unknown[] = Array.isArray(attribute['Value']) ? attribute['Value'] : [];
	if (vr === 'SQ') {
		const items = values.filter(isRecord).map((item) => readItem(item, state, depth + 1));
		return { tag, vr, items };
	}
	const inline = attribute['InlineBinary'];
	const bytes = typeof inline === 'string' ? fromBase64(inline) : encode(vr, values);
	return { tag, vr, bytes };
}

function fromBase64(text: string): Uint8Array {
	try {
		return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
	} catch {
		throw new Refused('not-dicom-json');
	}
}

type Writer = { readonly bytes: number; readonly set: (view: DataView, at: number, value: unknown) => void };
const big = (value: unknown): bigint => {
	const text = String(value);
	return /^-?\d{1,20}$/.test(text) ? BigInt(text) : 0n;
};

const writers: Partial<Record<Vr, Writer>> = {
	US: { bytes: 2, set: (view, at, value) => view.setUint16(at, Number(value), true) },
	SS: { bytes: 2, set: (view, at, value) => view.setInt16(at, Number(value), true) },
	UL: { bytes: 4, set: (view, at, value) => view.setUint32(at, Number(value), true) },
	SL: { bytes: 4, set: (view, at, value) => view.setInt32(at, Number(value), true) },
	FL: { bytes: 4, set: (view, at, value) => view.setFloat32(at, Number(value ?? NaN), true) },
	FD: { bytes: 8, set: (view, at, value) => view.setFloat64(at, Number(value ?? NaN), true) },
	UV: { bytes: 8, set: (view, at, value) => view.setBigUint64(at, big(value), true) },
	SV: { bytes: 8, set: (view, at, value) => view.setBigInt64(at, big(value), true) },
	AT: {
		bytes: 4,
		set: (view, at, value) => {
			const tag = Number.parseInt(String(value), 16) || 0;
			view.setUint16(at, tag >>> 16, true);
			view.setUint16(at + 2, tag & 0xffff, true);
		}
	}
};

function encode(vr: Exclude<Vr, 'SQ'>, values: readonly unknown[]): Uint8Array {
	const writer = writers[vr];
	if (writer) {
		const view = new DataView(new ArrayBuffer(values.length * writer.bytes));
		values.forEach((value, at) => writer.set(view, at * writer.bytes, value));
		return new Uint8Array(view.buffer);
	}
	const text = values.map((value) => (vr === 'PN' ? nameText(value) : plainText(value))).join('\\');
	const bytes = new TextEncoder().encode(text);
	if (bytes.length % 2 === 0) return bytes;
	const padded = new Uint8Array(bytes.length + 1).fill(vr === 'UI' ? 0 : 0x20);
	padded.set(bytes);
	return padded;
}

function plainText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The groups of a name with `=` between them (PS3.5 6.2.1). Some services write a name as a plain text. */
function nameText(value: unknown): string {
	if (!isRecord(value)) return plainText(value);
	const groups = [value['Alphabetic'], value['Ideographic'], value['Phonetic']].map(plainText);
	return groups.join('=').replace(/=+$/, '');
}
