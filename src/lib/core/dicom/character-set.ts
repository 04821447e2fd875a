import type { Vr } from './vr.ts';

/** How the bytes of one designated set become characters. */
type Charset =
	| { readonly label: string; readonly bytesPerCharacter: 1 }
	| { readonly label: string; readonly bytesPerCharacter: 2; readonly prefix?: number };

const ascii: Charset = { label: 'us-ascii', bytesPerCharacter: 1 };
const katakana: Charset = { label: 'shift_jis', bytesPerCharacter: 1 };
const kanji: Charset = { label: 'euc-jp', bytesPerCharacter: 2 };
// JIS X 0212 is the third code set of EUC-JP: 8F and two bytes.
const supplementaryKanji: Charset = { label: 'euc-jp', bytesPerCharacter: 2, prefix: 0x8f };
const korean: Charset = { label: 'euc-kr', bytesPerCharacter: 2 };
const chinese: Charset = { label: 'gbk', bytesPerCharacter: 2 };

/** Defined terms of PS3.3 C.12.1.1.2, written `ISO_IR n` or `ISO 2022 IR n`, by their registration number. */
const singleByte: Readonly<Record<string, string>> = {
	'6': 'us-ascii',
	'13': 'shift_jis',
	'100': 'iso-8859-1',
	'101': 'iso-8859-2',
	'109': 'iso-8859-3',
	'110': 'iso-8859-4',
	'126': 'iso-8859-7',
	'127': 'iso-8859-6',
	'138': 'iso-8859-8',
	'144': 'iso-8859-5',
	'148': 'iso-8859-9',
	'166': 'windows-874',
	'203': 'iso-8859-15'
};

/** Escape sequences of PS3.3 tables C.12-3 and C.12-4, without ESC: which half they set and to what. */
const escapes: readonly (readonly [sequence: string, half: 'low' | 'high', charset: Charset])[] = [
	['$)C', 'high', korean],
	['$)A', 'high', chinese],
	['$(D', 'low', supplementaryKanji],
	['$B', 'low', kanji],
	['(B', 'low', ascii],
	['(J', 'low', ascii],
	[')I', 'high', katakana],
	['-A', 'high', { label: 'iso-8859-1', bytesPerCharacter: 1 }],
	['-B', 'high', { label: 'iso-8859-2', bytesPerCharacter: 1 }],
	['-C', 'high', { label: 'iso-8859-3', bytesPerCharacter: 1 }],
	['-D', 'high', { label: 'iso-8859-4', bytesPerCharacter: 1 }],
	['-F', 'high', { label: 'iso-8859-7', bytesPerCharacter: 1 }],
	['-G', 'high', { label: 'iso-8859-6', bytesPerCharacter: 1 }],
	['-H', 'high', { label: 'iso-8859-8', bytesPerCharacter: 1 }],
	['-L', 'high', { label: 'iso-8859-5', bytesPerCharacter: 1 }],
	['-M', 'high', { label: 'iso-8859-9', bytesPerCharacter: 1 }],
	['-T', 'high', { label: 'windows-874', bytesPerCharacter: 1 }],
	['-b', 'high', { label: 'iso-8859-15', bytesPerCharacter: 1 }]
];

const decoders = new Map<string, TextDecoder>();

function decode(bytes: Uint8Array, label: string): string {
	let decoder = decoders.get(label);
	if (!decoder) decoders.set(label, (decoder = new TextDecoder(label)));
	return decoder.decode(bytes);
}

/** The registration number in a defined term; tolerates the spellings found in files (`ISO-IR 100`, `ISO_IR_100`). */
function registration(term: string): string | undefined {
	return /^ISO[ _-]*(?:2022[ _-]*)?IR[ _-]*(\d+)$/i.exec(term.trim())?.[1];
}

const affected: ReadonlySet<Vr> = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT', 'UN']);

/**
 * Text of a value by Specific Character Set (PS3.5 6.1): single byte, UTF-8, GB18030, GBK, and ISO 2022 with code
 * extensions. Attributes whose VR knows only the default repertoire are read as ISO 8859-1, so that no byte is lost.
 */
export function decodeText(bytes: Uint8Array, terms: readonly string[], vr: Vr): string {
	if (!affected.has(vr)) return decode(bytes, 'iso-8859-1');
	const first = terms[0]?.trim().toUpperCase() ?? '';
	const number = registration(first);
	if (number === '192' || first === 'UTF-8') return decode(bytes, 'utf-8');
	if (first === 'GB18030' || first === 'GBK') return decode(bytes, first.toLowerCase());
	const initialHigh = singleByte[number ?? '6'] ?? 'iso-8859-1';
	if (!bytes.includes(0x1b)) return decodeRun(bytes, initialHigh);
	return decodeExtended(bytes, initialHigh, vr);
}

function decodeRun(bytes: Uint8Array, label: string): string {
	return label === 'shift_jis' ? decodeKatakana(bytes) : decode(bytes, label);
}

/** JIS X 0201: ASCII below, half-width katakana from U+FF61 above; never the double bytes of Shift JIS. */
function decodeKatakana(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => {
		if (byte >= 0xa1 && byte <= 0xdf) return String.fromCharCode(0xff61 + byte - 0xa1);
		return byte < 0x80 ? String.fromCharCode(byte) : '\ufffd';
	}).join('');
}

/** ISO 2022: designations last until the next one, a line end, or a delimiter of the value (PS3.5 6.1.2.5.3). */
function decodeExtended(bytes: Uint8Array, initialHigh: string, vr: Vr): string {
	const delimiters =
		vr === 'PN' ? '\\^=\r\n\f\t' : vr === 'LO' || vr === 'SH' || vr === 'UC' ? '\\\r\n\f\t' : '\r\n\f\t';
	const initial: Charset =
		initialHigh === 'shift_jis' ? katakana : { label: initialHigh, bytesPerCharacter: 1 };
	let low: Charset = ascii;
	let high: Charset = initial;
	let text = '';
	let at = 0;
	while (at < bytes.length) {
		const byte = bytes[at] ?? 0;
		if (byte === 0x1b) {
			const found = escapes.find(([sequence]) => hasSequence(bytes, at + 1, sequence));
			if (found?.[1] === 'low') low = found[2];
			if (found?.[1] === 'high') high = found[2];
			at += found ? found[0].length + 1 : 1;
			continue;
		}
		if (byte < 0x20 || (low.bytesPerCharacter === 1 && delimiters.includes(String.fromCharCode(byte)))) {
			text += String.fromCharCode(byte);
			if (delimiters.includes(String.fromCharCode(byte))) [low, high] = [ascii, initial];
			at += 1;
			continue;
		}
		const charset = byte < 0x80 ? low : high;
		text += decodeCharacter(bytes.subarray(at, at + charset.bytesPerCharacter), charset);
		at += charset.bytesPerCharacter;
	}
	return text;
}

function decodeCharacter(bytes: Uint8Array, charset: Charset): string {
	if (charset === katakana) return decodeKatakana(bytes);
	if (charset.bytesPerCharacter === 1) return decode(bytes, charset.label);
	// The 7-bit and 8-bit forms of a 94x94 set differ only in the high bit, and the decoders want it set.
	const raised = Uint8Array.from(bytes, (byte) => byte | 0x80);
	return decode(charset.prefix ? Uint8Array.of(charset.prefix, ...raised) : raised, charset.label);
}

function hasSequence(bytes: Uint8Array, at: number, sequence: string): boolean {
	for (let i = 0; i < sequence.length; i++) if (bytes[at + i] !== sequence.charCodeAt(i)) return false;
	return true;
}
