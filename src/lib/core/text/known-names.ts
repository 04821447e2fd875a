import { fold } from './tokens.ts';
import { honorifics } from './words.ts';

/** A person to look for; all parts folded. */
export type KnownName = {
	readonly family: ReadonlySet<string>;
	readonly given: ReadonlySet<string>;
	/** First letters of the given names. */
	readonly initials: ReadonlySet<string>;
	/** Initials as dictated: given names, then family name (`mvw`, `mw`). */
	readonly monograms: ReadonlySet<string>;
};

/** Reads `FAMILY, GIVEN MIDDLE`, `Given Middle Family`, or `id^FAMILY^GIVEN^MIDDLE`; null when no letter is in it. */
export function parseKnownName(name: string): KnownName | null {
	const [family, given] = splitName(name);
	if (family.length === 0) return null;
	const initials = given.map((word) => word.charAt(0));
	const last = family.at(-1)?.charAt(0) ?? '';
	const monograms = [initials.join('') + last, (initials[0] ?? '') + last].filter(
		(letters) => letters.length > 1
	);
	return {
		family: new Set(family),
		given: new Set(given.filter((word) => word.length > 1)),
		initials: new Set(initials),
		monograms: new Set(monograms)
	};
}

function splitName(name: string): [family: string[], given: string[]] {
	if (name.includes('^')) {
		const parts = name.split('^');
		const [family = '', ...given] = /\d/.test(parts[0] ?? '') || parts[0] === '' ? parts.slice(1) : parts;
		return [wordsOf(family), wordsOf(given.slice(0, 2).join(' '))];
	}
	if (name.includes(',')) {
		const [family = '', ...given] = name.split(',');
		return [wordsOf(family), wordsOf(given.join(' '))];
	}
	const words = wordsOf(name);
	// A prefix such as "van" begins the family name.
	const prefix = words.findIndex(
		(word, at) => at > 0 && /^(van|von|de|del|della|der|den|di|da|la|le|el|al|bin|ibn|st)$/.test(word)
	);
	const at = prefix > 0 ? prefix : words.length - 1;
	return [words.slice(Math.max(at, 0)), words.slice(0, Math.max(at, 0))];
}

function wordsOf(text: string): string[] {
	const words = text
		.split(/[^\p{L}\p{M}'’.]+/u)
		// "M.V." is two initials, "M.D." a degree.
		.flatMap((word) =>
			/^(\p{L}\.){2,}\p{L}?$/u.test(word) && !honorifics.has(fold(word)) ? word.split('.') : [word]
		)
		.map(fold);
	return words.filter((word) => word !== '' && !honorifics.has(word));
}
