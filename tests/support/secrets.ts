import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';

/** Something that must not be told, and every text or row of bytes by which it could be. */
export type Secret = {
	readonly name: string;
	readonly texts: readonly string[];
	readonly bytes?: readonly Uint8Array[];
};

/** One row of bytes that tells a secret; a folded one is in lower case and found in any. */
export type Needle = {
	readonly secret: string;
	readonly form: string;
	readonly bytes: Uint8Array;
	readonly isFolded: boolean;
};

/** Shorter texts turn up by chance. */
const MIN_CHARS = 5;

/** A text that must not stand anywhere. */
export function aText(name: string, ...texts: readonly string[]): Secret {
	return { name, texts };
}

/** A person's names, each of them alone: whatever form a full name has, it holds one of them. */
export function aPerson(name: string, ...names: readonly string[]): Secret {
	return { name, texts: names.flatMap(spellings) };
}

/** With accents in one character, in two, and without. */
function spellings(name: string): string[] {
	const apart = name.normalize('NFD');
	return [...new Set([name.normalize('NFC'), apart, apart.replace(/\p{M}/gu, '')])];
}

/** A row's id: as written, without hyphens, as the 16 bytes it is, and as the decimal UID made of them (PS3.5 B.2). */
export function anId(name: string, uuid: string): Secret {
	const hex = uuid.replaceAll('-', '');
	if (!/^[0-9a-f]{32}$/.test(hex)) throw new Error(`${name} is not a UUID`);
	return { name, texts: [uuid, hex, BigInt(`0x${hex}`).toString()], bytes: [Buffer.from(hex, 'hex')] };
}

const monthNames =
	'January February March April May June July August September October November December'.split(' ');

/** A calendar day (`YYYY-MM-DD`) as DICOM, HL7, ISO, American, European and spoken dates. */
export function aDay(name: string, day: string): Secret {
	const [year = '', month = '', date = ''] = day.split('-');
	const [m, d] = [String(Number(month)), String(Number(date))];
	const spoken = monthNames[Number(month) - 1] ?? '';
	const short = spoken.slice(0, 3);
	return {
		name,
		texts: [
			`${year}${month}${date}`,
			day,
			`${year}/${month}/${date}`,
			`${year}.${month}.${date}`,
			`${month}/${date}/${year}`,
			`${m}/${d}/${year}`,
			`${month}-${date}-${year}`,
			`${date}.${month}.${year}`,
			`${date}/${month}/${year}`,
			...[spoken, short].flatMap((word) => [
				`${word} ${d}, ${year}`,
				`${d} ${word} ${year}`,
				`${date} ${word} ${year}`,
				`${date}-${word}-${year}`
			])
		]
	};
}

/** An instant to the minute: as milliseconds and seconds since 1970, in ISO 8601 and as an HL7 time, in UTC. */
export function anInstant(name: string, at: Instant): Secret {
	const iso = new Date(Math.floor(at / MINUTE_MS) * MINUTE_MS).toISOString().slice(0, 16);
	const digits = iso.replace(/\D/g, '');
	return {
		name,
		texts: [String(at), String(Math.floor(at / 1000)), iso, iso.replace('T', ' '), digits]
	};
}

/** Every row of bytes by which a secret could stand in an answer. */
export function needlesOf({ name, texts, bytes = [] }: Secret): Needle[] {
	const found = new Map<string, Needle>();
	const add = (form: string, needle: Uint8Array, isFolded: boolean): void => {
		const lower = isFolded ? foldCase(needle) : needle;
		const key = `${isFolded}|${Buffer.from(lower).toString('hex')}`;
		if (!found.has(key)) found.set(key, { secret: name, form, bytes: lower, isFolded });
	};
	for (const text of new Set(texts)) {
		if (text.length < MIN_CHARS) throw new Error(`${name}: “${text}” is too short to be told from chance`);
		// Letters beyond ASCII have two cases that no folding of bytes brings together.
		for (const cased of new Set([text, text.toLowerCase(), text.toUpperCase()])) {
			const utf8 = Buffer.from(cased, 'utf8');
			add('UTF-8', utf8, true);
			if (/^[\x20-\xff]*$/.test(cased)) add('Latin-1', Buffer.from(cased, 'latin1'), true);
			add('UTF-16LE', Buffer.from(cased, 'utf16le'), true);
			add('UTF-16BE', Buffer.from(cased, 'utf16le').swap16(), true);
			add('hexadecimal', Buffer.from(utf8.toString('hex')), true);
			for (const alignment of [0, 1, 2]) {
				const core = base64Core(utf8, alignment);
				add(`base64 at ${alignment}`, Buffer.from(core), false);
				add(`base64url at ${alignment}`, Buffer.from(core.replaceAll('+', '-').replaceAll('/', '_')), false);
			}
		}
	}
	for (const row of bytes) add('raw bytes', Buffer.from(row), false);
	return [...found.values()];
}

/** ASCII letters in lower case, every other byte as it is. */
export function foldCase(bytes: Uint8Array): Uint8Array {
	return bytes.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
}

/** The base64 letters that bytes alone decide when they begin at this place of a group of three. */
function base64Core(bytes: Buffer, alignment: number): string {
	const whole = Buffer.concat([Buffer.alloc(alignment), bytes]).toString('base64');
	const from = Math.ceil((alignment * 8) / 6);
	const through = Math.floor(((alignment + bytes.length) * 8) / 6);
	return whole.slice(from, through);
}
