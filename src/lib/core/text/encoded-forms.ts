/** One row of bytes by which a text could be told, as a Latin-1 string in lower case; `isExact` ones count in their own case only. */
export type EncodedForm = { readonly form: string; readonly bytes: string; readonly isExact: boolean };

/** Shorter texts turn up by chance in base64 and in pixels. */
export const LONG_ENOUGH = 6;

const latin1 = (bytes: Uint8Array): string => {
	let text = '';
	for (const byte of bytes) text += String.fromCharCode(byte);
	return text;
};

function utf16(text: string, isLittle: boolean): Uint8Array {
	const view = new DataView(new ArrayBuffer(text.length * 2));
	for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
	return new Uint8Array(view.buffer);
}

/** The base64 letters that bytes alone decide when they begin at this place of a group of three. */
function base64Core(bytes: Uint8Array, alignment: number): string {
	const whole = btoa('\0'.repeat(alignment) + latin1(bytes));
	const from = Math.ceil((alignment * 8) / 6);
	return whole.slice(from, Math.floor(((alignment + bytes.length) * 8) / 6));
}

/** The spellings of a text: accents in one character, in two, and left out. */
function spellings(text: string): string[] {
	const apart = text.normalize('NFD');
	return [...new Set([text.normalize('NFC'), apart, apart.replace(/\p{M}/gu, '')])];
}

/**
 * Every form in which a text could stand in bytes: UTF-8, Latin-1, UTF-16 of both orders, percent-encoded, in hexadecimal and in
 * base64 at each of its three alignments, in any casing but for base64, where those of the text, small and capital are given.
 */
export function encodedForms(text: string): EncodedForm[] {
	const found = new Map<string, EncodedForm>();
	const add = (form: string, bytes: string, isExact = false): void => {
		const row = { form, bytes: isExact ? bytes : bytes.toLowerCase(), isExact };
		found.set(`${isExact} ${row.bytes}`, row);
	};
	for (const spelling of spellings(text)) {
		for (const cased of new Set([spelling, spelling.toLowerCase(), spelling.toUpperCase()])) {
			const utf8 = new TextEncoder().encode(cased);
			add('UTF-8', latin1(utf8));
			if (/^[\x20-\xff]*$/.test(cased)) add('Latin-1', cased);
			add('UTF-16LE', latin1(utf16(cased, true)));
			add('UTF-16BE', latin1(utf16(cased, false)));
			add('percent-encoded', encodeURIComponent(cased.toWellFormed()));
			if (cased.length < LONG_ENOUGH) continue;
			add('hexadecimal', Array.from(utf8, (byte) => byte.toString(16).padStart(2, '0')).join(''));
			for (const alignment of [0, 1, 2]) add('base64', base64Core(utf8, alignment), true);
		}
	}
	return [...found.values()];
}

/** The forms of a text that stand in bytes given as a Latin-1 string. */
export function formsIn(bytes: string, forms: readonly EncodedForm[]): EncodedForm[] {
	const folded = bytes.toLowerCase();
	return forms.filter((row) => (row.isExact ? bytes : folded).includes(row.bytes));
}
