import { isPrivate, tagOf, vrOf } from './dictionary.ts';
import type { Dataset, DicomElement } from './dataset.ts';
import { hasLongLength, isVr, type Vr } from './vr.ts';

/** How a data set is written. */
export type Encoding = { readonly explicit: boolean; readonly littleEndian: boolean };

/** Where the top level's pixel data begin; `length` is undefined for encapsulated ones. */
export type PixelDataLocation = {
	readonly tag: number;
	readonly vr: Vr;
	readonly offset: number;
	readonly length: number | undefined;
};

export type ParseOutcome =
	| {
			readonly kind: 'parsed';
			readonly dataset: Dataset;
			readonly at: number;
			readonly pixelData: PixelDataLocation | undefined;
			/** The bytes ended inside an element or a length reached beyond its parent; what was whole is kept. */
			readonly truncated: boolean;
	  }
	| { readonly kind: 'need-more'; readonly untilByte: number }
	| { readonly kind: 'failed'; readonly error: 'nesting-too-deep' | 'too-many-elements' };

export type ParseInput = {
	/** The beginning of the file. */
	readonly bytes: Uint8Array;
	/** Size of the whole file: a length reaching beyond it is a lie, and nothing is read for it. */
	readonly fileBytes: number;
	readonly at: number;
	readonly encoding: Encoding;
	/** Reads file meta information: stops where another group begins. */
	readonly onlyGroup?: number;
	readonly maxDepth: number;
	readonly maxElements: number;
};

type State = {
	readonly input: ParseInput;
	readonly view: DataView;
	at: number;
	elements: number;
	truncated: boolean;
	stopped: boolean;
	problem: Exclude<ParseOutcome, { kind: 'parsed' }> | undefined;
	pixelData: PixelDataLocation | undefined;
};

type Level = {
	readonly encoding: Encoding;
	readonly end: number;
	readonly depth: number;
	readonly characterSets: readonly string[];
	readonly signedPixels: boolean;
};

type Header = { readonly tag: number; readonly vr: Vr; readonly length: number; readonly dataAt: number };

const undefinedLength = 0xffffffff;
const itemTag = 0xfffee000;
const itemEnd = 0xfffee00d;
const sequenceEnd = 0xfffee0dd;
const pixelTags: ReadonlySet<number> = new Set([
	tagOf('PixelData'),
	tagOf('FloatPixelData'),
	tagOf('DoubleFloatPixelData')
]);
const specificCharacterSet = tagOf('SpecificCharacterSet');
const pixelRepresentation = tagOf('PixelRepresentation');

/** Parses a data set up to its pixel data (PS3.5 7). Never throws; time and memory are bounded by the input's limits. */
export function parseDataset(input: ParseInput): ParseOutcome {
	const { bytes } = input;
	const state: State = {
		input,
		view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
		at: input.at,
		elements: 0,
		truncated: false,
		stopped: false,
		problem: undefined,
		pixelData: undefined
	};
	const top: Level = {
		encoding: input.encoding,
		end: Infinity,
		depth: 0,
		characterSets: [],
		signedPixels: false
	};
	const dataset = parseElements(state, top);
	if (state.problem) return state.problem;
	return {
		kind: 'parsed',
		dataset,
		at: state.at,
		pixelData: state.pixelData,
		truncated: state.truncated
	};
}

function parseElements(state: State, level: Level): Dataset {
	const elements = new Map<number, DicomElement>();
	let { characterSets, signedPixels } = level;
	while (isGoing(state) && state.at < Math.min(level.end, state.input.fileBytes)) {
		const header = readHeader(state, level, signedPixels);
		if (!header) break;
		if (header.tag === itemEnd || header.tag === sequenceEnd || header.tag === itemTag) {
			if (closesLevel(state, level, header)) break;
			continue;
		}
		if (isBeyond(state, level, header.tag, elements)) break;
		if (level.depth === 0 && pixelTags.has(header.tag)) {
			const length = header.length === undefinedLength ? undefined : header.length;
			state.pixelData = { tag: header.tag, vr: header.vr, offset: header.dataAt, length };
			state.at = header.dataAt;
			break;
		}
		state.at = header.dataAt;
		const element = readValue(state, { ...level, characterSets, signedPixels }, header);
		if (!element) break;
		if (!elements.has(header.tag)) elements.set(header.tag, element);
		if (element.vr === 'SQ') continue;
		if (header.tag === specificCharacterSet) characterSets = splitTerms(element.bytes);
		if (header.tag === pixelRepresentation) signedPixels = element.bytes.includes(1);
	}
	return { elements, littleEndian: level.encoding.littleEndian, characterSets };
}

function isGoing(state: State): boolean {
	return !state.problem && !state.stopped;
}

/** Handles delimiters and stray items. True when this level ends here. */
function closesLevel(state: State, level: Level, header: Header): boolean {
	if (level.depth > 0 && header.tag === itemEnd) {
		state.at = header.dataAt;
		return true;
	}
	// Inside an item a sequence delimiter or a new item means that the item's own delimiter is missing.
	if (level.depth > 0) return true;
	state.at = header.dataAt;
	return false;
}

/** True where the part to be read is over: another group after file meta, or zero padding after the last element. */
function isBeyond(
	state: State,
	level: Level,
	tag: number,
	elements: ReadonlyMap<number, DicomElement>
): boolean {
	if (level.depth > 0) return false;
	if (state.input.onlyGroup !== undefined) return tag >>> 16 !== state.input.onlyGroup;
	return tag === 0 && elements.size > 0;
}

/** Makes sure that `count` bytes from `from` are here; otherwise asks for more or notes that the file is cut. */
function isAvailable(state: State, from: number, count: number): boolean {
	const until = from + count;
	if (until <= state.input.bytes.length) return true;
	if (until <= state.input.fileBytes) state.problem = { kind: 'need-more', untilByte: until };
	else cut(state);
	return false;
}

function cut(state: State): void {
	state.truncated = true;
	state.stopped = true;
}

function readHeader(state: State, level: Level, signedPixels: boolean): Header | undefined {
	const { at, view } = state;
	if (!isAvailable(state, at, 8)) return undefined;
	const le = level.encoding.littleEndian;
	const tag = ((view.getUint16(at, le) << 16) | view.getUint16(at + 2, le)) >>> 0;
	if (tag >>> 16 === 0xfffe) return { tag, vr: 'UN', length: view.getUint32(at + 4, le), dataAt: at + 8 };
	const letters = level.encoding.explicit ? vrLettersAt(view, at + 4) : undefined;
	// Letters that are no VR: some writers fall back to implicit VR for single elements.
	if (!letters) {
		return { tag, vr: vrOf(tag, signedPixels), length: view.getUint32(at + 4, le), dataAt: at + 8 };
	}
	if (!hasLongLength(letters)) {
		return { tag, vr: letters, length: view.getUint16(at + 6, le), dataAt: at + 8 };
	}
	if (!isAvailable(state, at, 12)) return undefined;
	return { tag, vr: letters, length: view.getUint32(at + 8, le), dataAt: at + 12 };
}

function vrLettersAt(view: DataView, at: number): Vr | undefined {
	const letters = String.fromCharCode(view.getUint8(at), view.getUint8(at + 1));
	return isVr(letters) ? letters : undefined;
}

function readValue(state: State, level: Level, header: Header): DicomElement | undefined {
	if (++state.elements > state.input.maxElements) {
		state.problem = { kind: 'failed', error: 'too-many-elements' };
		return undefined;
	}
	const { tag, length } = header;
	const isUndefined = length === undefinedLength;
	// The parent's end wins over a child's length.
	const end = isUndefined ? level.end : state.at + length;
	if (!isUndefined && end > level.end) {
		cut(state);
		return undefined;
	}
	const vr = header.vr === 'UN' && !isPrivate(tag) ? vrOf(tag, level.signedPixels) : header.vr;
	if (vr === 'SQ' || (isUndefined && (vr === 'UN' || isPrivate(tag)))) {
		if (!isUndefined && isPrivate(tag)) return takeBytes(state, tag, 'UN', length);
		return readSequence(state, { ...level, end }, { ...header, vr }, isUndefined);
	}
	if (isUndefined) return skipFragments(state, tag, vr);
	return takeBytes(state, tag, vr, length);
}

function takeBytes(
	state: State,
	tag: number,
	vr: Exclude<Vr, 'SQ'>,
	length: number
): DicomElement | undefined {
	if (!isAvailable(state, state.at, length)) return undefined;
	const bytes = state.input.bytes.subarray(state.at, state.at + length);
	state.at += length;
	return { tag, vr, bytes };
}

/** A nested encapsulated pixel data element (an icon): its fragments are passed over, the element stays empty. */
function skipFragments(state: State, tag: number, vr: Exclude<Vr, 'SQ'>): DicomElement | undefined {
	while (isAvailable(state, state.at, 8)) {
		const group = state.view.getUint16(state.at, true);
		const isItem = group === 0xfffe && state.view.getUint16(state.at + 2, true) === 0xe000;
		if (!isItem) {
			if (group === 0xfffe) state.at += 8;
			return { tag, vr, bytes: new Uint8Array(0) };
		}
		const length = state.view.getUint32(state.at + 4, true);
		if (!isAvailable(state, state.at + 8, length)) return undefined;
		state.at += 8 + length;
	}
	return undefined;
}

function readSequence(state: State, level: Level, header: Header, isUndefined: boolean): DicomElement {
	const items: Dataset[] = [];
	const isUnknown = state.view.getUint16(header.dataAt - (level.encoding.explicit ? 8 : 4), true) === 0x4e55;
	while (isGoing(state) && state.at < Math.min(level.end, state.input.fileBytes)) {
		if (level.depth + 1 > state.input.maxDepth) {
			state.problem = { kind: 'failed', error: 'nesting-too-deep' };
			break;
		}
		const item = readHeader(state, level, false);
		if (!item) break;
		if (item.tag === sequenceEnd && isUndefined) {
			state.at = item.dataAt;
			break;
		}
		// Anything but an item means that the delimiter is missing: the parent goes on from here.
		if (item.tag !== itemTag) break;
		state.at = item.dataAt;
		const end = item.length === undefinedLength ? level.end : Math.min(level.end, item.dataAt + item.length);
		const encoding = isUnknown ? unknownEncoding(state, level.encoding) : level.encoding;
		items.push(parseElements(state, { ...level, encoding, end, depth: level.depth + 1 }));
		if (item.length !== undefinedLength && isGoing(state)) state.at = end;
	}
	if (!isUndefined && isGoing(state)) state.at = level.end;
	return { tag: header.tag, vr: 'SQ', items };
}

/** A sequence of VR UN is implicit little endian (PS3.5 6.2.2), but some writers keep explicit VR inside. */
function unknownEncoding(state: State, parent: Encoding): Encoding {
	const isExplicit =
		state.at + 6 <= state.input.bytes.length && vrLettersAt(state.view, state.at + 4) !== undefined;
	return isExplicit ? parent : { explicit: false, littleEndian: true };
}

function splitTerms(bytes: Uint8Array): readonly string[] {
	return String.fromCharCode(...bytes.subarray(0, 256))
		.split('\\')
		.map((term) => term.replace(/\0/g, '').trim());
}
