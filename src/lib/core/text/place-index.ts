import type { TextRange } from './ranges.ts';
import { fold } from './tokens.ts';
import {
	commonPlaceWords,
	genericPlaceWords,
	notNames,
	notPlaceCodes,
	ordinaryWords,
	shortenedPlaceWords,
	twoLetterTradeWords
} from './words.ts';

/** A facility of the group as its own people know it. */
export type KnownPlace = { readonly name: string; readonly code: string };

/** A word of a name or of a text. `keys` are what it is compared by; `bareEnd` leaves a possessive 's outside. */
export type PlaceWord = TextRange & { readonly keys: readonly string[]; readonly bareEnd: number };

/**
 * What is looked for: the words `from` … `to` (exclusive) of a written name or code, and how sure one can be of them. A `phrase` is
 * two words or more of a name, a `word` one that says it all, a `part` an everyday word of a longer name, `initials` go in
 * capitals alone, a `code` in any casing, a `short` code of two letters where the wording says so, and an `ambiguous` one, which
 * is also a stage, a level, a modality or a number, only beside a word such as "facility".
 */
export type PlaceForm = {
	readonly kind: 'phrase' | 'word' | 'part' | 'initials' | 'code' | 'short' | 'ambiguous';
	readonly name: WrittenName;
	readonly from: number;
	readonly to: number;
	readonly isOrdinary: boolean;
};

/** A name by its words, each with all that may stand for it, and what stands between them. */
export type WrittenName = {
	readonly words: readonly { readonly keys: ReadonlySet<string>; readonly folded: string }[];
	readonly gaps: readonly string[];
};

/** The forms of all places by the first of their words. */
export type PlaceIndex = ReadonlyMap<string, readonly PlaceForm[]>;

const MIN_INITIALS = 3;
const MIN_WORD_CHARS = 4;
/** Groups of one process, each before and after somebody changes a facility. */
const MAX_KEPT_INDEXES = 8;

/** A joining word has no initial, and ends or begins nothing that is taken out. */
export const joiningWords: ReadonlySet<string> = new Set('a an and at for in of the'.split(' '));
const saintly = 'saint';

const kept = new Map<string, PlaceIndex>();

/** The index of a set of places, made once for each set. */
export function placeIndexOf(places: readonly KnownPlace[]): PlaceIndex {
	const key = JSON.stringify(places.map(({ name, code }) => [name, code]));
	const index = kept.get(key) ?? buildIndex(places);
	// The one used last stands last.
	kept.delete(key);
	kept.set(key, index);
	const [oldest] = kept.keys();
	if (kept.size > MAX_KEPT_INDEXES && oldest !== undefined) kept.delete(oldest);
	return index;
}

function buildIndex(places: readonly KnownPlace[]): PlaceIndex {
	const index = new Map<string, PlaceForm[]>();
	for (const form of places.flatMap(formsOf)) {
		for (const key of form.name.words[form.from]?.keys ?? []) {
			const known = index.get(key);
			if (known) known.push(form);
			else index.set(key, [form]);
		}
	}
	return index;
}

function formsOf({ name, code }: KnownPlace): PlaceForm[] {
	const written = writtenName(name);
	const runs = distinctiveRuns(written);
	const whole = runsOf(written, [[0, written.words.length]], 'phrase');
	const phrases = runsOf(
		written,
		runs.filter(([from, to]) => to - from > 1),
		'phrase'
	);
	return [
		...whole,
		...phrases,
		...singleWords(written, runs),
		...codeForms(code),
		...initialismsOf(written).map((letters) => exactForm(letters, 'initials'))
	];
}

function runsOf(name: WrittenName, runs: readonly Run[], kind: 'phrase'): PlaceForm[] {
	return runs
		.filter(([from, to]) => to > from)
		.map(([from, to]) => ({
			kind,
			name,
			from,
			to,
			isOrdinary: name.words.slice(from, to).every(({ folded }) => isEverydayWord(folded))
		}));
}

/** Single words: what is the whole of the distinctive part, what no report says otherwise, and everyday words of a longer name. */
function singleWords(name: WrittenName, runs: readonly Run[]): PlaceForm[] {
	const isAlone = runs.length === 1 && runs.every(([from, to]) => to - from === 1);
	return runs.flatMap(([first, end]) =>
		name.words.slice(first, end).flatMap(({ folded }, at): PlaceForm[] => {
			const [from, to] = [first + at, first + at + 1];
			const isOrdinary = isCommonWord(folded);
			if (isAlone) return [{ kind: 'word', name, from, to, isOrdinary }];
			if (folded.length < MIN_WORD_CHARS || notNames.has(folded)) return [];
			return [{ kind: isOrdinary ? 'part' : 'word', name, from, to, isOrdinary }];
		})
	);
}

function codeForms(code: string): PlaceForm[] {
	const letters = code.replace(/[^\p{L}\p{N}]/gu, '');
	if (letters.length < 2) return [];
	if (/^\d+$/.test(letters)) return [exactForm(code, 'ambiguous')];
	if (letters.length > 2) return [exactForm(code, 'code')];
	const isTrade = /\d/.test(letters) || twoLetterTradeWords.has(letters.toLowerCase());
	return [exactForm(code, isTrade ? 'ambiguous' : 'short')];
}

/** Something that has no other spelling. */
function exactForm(value: string, kind: PlaceForm['kind']): PlaceForm {
	const words = wordsOf(value);
	const name = {
		words: words.map(({ keys }) => ({ keys: new Set(keys.slice(0, 1)), folded: (keys[0] ?? '').slice(1) })),
		gaps: gapsOf(value, words)
	};
	return {
		kind,
		name,
		from: 0,
		to: words.length,
		isOrdinary: name.words.every(({ folded }) => isCommonWord(folded))
	};
}

/** The initials of the whole name and of its beginnings: LHUH and LHU. Without those that are abbreviations of the trade. */
function initialismsOf({ words }: WrittenName): string[] {
	const letters = words
		.filter(({ folded }) => !joiningWords.has(folded))
		.map(({ folded }) => folded.charAt(0).toUpperCase())
		.join('');
	const all = Array.from({ length: letters.length }, (_, at) => letters.slice(0, at + 1));
	return all.filter((each) => each.length >= MIN_INITIALS && !notPlaceCodes.has(each.toLowerCase()));
}

type Run = readonly [from: number, to: number];

/** The stretches of a name between its generic words. */
function distinctiveRuns({ words }: WrittenName): Run[] {
	const runs: Run[] = [];
	let from = 0;
	for (const [at, { keys }] of words.entries()) {
		if (![...keys].some((key) => genericPlaceWords.has(key))) continue;
		if (at > from) runs.push([from, at]);
		from = at + 1;
	}
	if (words.length > from) runs.push([from, words.length]);
	return runs;
}

const isEverydayWord = (folded: string): boolean => ordinaryWords.has(folded) || notNames.has(folded);
const isCommonWord = (folded: string): boolean => isEverydayWord(folded) || commonPlaceWords.has(folded);

function writtenName(value: string): WrittenName {
	const words = wordsOf(value);
	return {
		gaps: gapsOf(value, words),
		words: words.map(({ keys }, at) => {
			const forms = keys.filter((key) => !key.startsWith(exactMark));
			const folded = forms[0] ?? '';
			const isSaint = at > 0 && words[at - 1]?.keys.includes(saintly) === true;
			// Saints lose and win an s: Mary, Mary's, Marys.
			const more = isSaint ? [`${folded}s`, folded.replace(/s$/, '')] : [];
			return { keys: new Set([...forms, ...more]), folded };
		})
	};
}

function gapsOf(value: string, words: readonly PlaceWord[]): string[] {
	return words.slice(1).map((word, at) => value.slice(words[at]?.end, word.start));
}

const exactMark = '=';
const apostrophes = /['’‘ʼ`´′]/g;
// Dotted initials are one word. A word's apostrophes stand between letters.
const wordPattern =
	/[&+]|(?<![\p{L}\p{N}])(?:\p{L}\.){2,12}\p{L}?(?![\p{L}\p{N}])|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’‘ʼ`´′]\p{L}[\p{L}\p{M}\p{N}]*)*/gu;
const possessive = /['’‘ʼ`´′]s$/i;

/**
 * The words of a text, folded; the first key is the word as it is written, marked for what has no other spelling, the others also
 * stand for it: "St." is a saint, and "Mary's" is Mary and Marys.
 */
export function wordsOf(text: string): PlaceWord[] {
	return [...text.matchAll(wordPattern)].map((match) => {
		const [written] = match;
		const [start, end] = [match.index, match.index + written.length];
		const suffix = possessive.exec(written)?.[0].length ?? 0;
		const bare = foldWord(suffix === 0 ? written : written.slice(0, -suffix));
		const keys = [exactMark + bare, shortenedPlaceWords.get(bare) ?? bare];
		if (suffix > 0) keys.push(`${bare}s`);
		return { start, end, bareEnd: end - suffix, keys };
	});
}

/** Almost all words are plain letters, which need no unfolding. */
function foldWord(written: string): string {
	return /^[A-Za-z\d]+$/.test(written) ? written.toLowerCase() : fold(written.replace(apostrophes, ''));
}
