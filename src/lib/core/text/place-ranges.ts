import { joiningWords, placeIndexOf, wordsOf } from './place-index.ts';
import type { KnownPlace, PlaceForm, PlaceWord, WrittenName } from './place-index.ts';
import type { TextRange } from './ranges.ts';
import { isAllCapitals, isCapitalised, tokenise } from './tokens.ts';
import { institutionWords, shortenedPlaceWords } from './words.ts';

const placeBefore = /\b(?:at|from|to|in|of|by|the|site|facility|via)\s+$/i;
const cameFrom = /\b(?:at|from|via)\s+$/i;
const institutionBefore =
	/\b(?:hospital|facility|site|campus|location|institution|clinic|outside)(?:[ \t]*[:#(]{1,2}[ \t]*|\s+)$/i;
const siteBefore = /\b(?:facility|site|campus|location|institution)(?:[ \t]*[:#(]{1,2}[ \t]*|\s+)$/i;
/** Somebody came, or something was made, there. What is merely seen somewhere is a finding. */
const actBefore =
	/\b(?:transfer(?:red)?|sent|referred|admitted|presented|treated|moved|imaged|scanned|performed|obtained|acquired|taken|reported|interpreted|returned|discharged|(?:patient|pt|he|she)(?: was)? seen|stud(?:y|ies)|exams?|examinations?|films?|images?|imaging|radiographs?|ct|mri?|cta|mra|x-?rays?|ultrasound|mammograms?|comparison|priors?|reports?|hospital|patient|pt)(?:\s+(?:again|today|yesterday|earlier|previously|back|over|\d[\d/-]*)){0,2}\s+(?:at|from|to|via)\s+$/i;
/** Nobody is sent to a stage or a level. */
const movedBefore = /\b(?:(?:transferred|sent|admitted|discharged)\s+(?:at|from|to|via)|hospital)\s+$/i;
const sentenceBefore = /(?:^|[.;!?:]\s*)(?:at|from|via)\s+$/i;
/** Nothing that goes on with the word as a thing of the body or of the machine. */
const placeAfter =
	/^\)?(?:\s*$|[ \t]*[\n\r.,;)!?]|[ \t]+(?:on|for|with|and|where|when|which|who|was|were|is|had|has|dated|today|yesterday|earlier|last|this|before|after|due|ed|er|hospital|clinic|campus|facility|site|radiology|shows?|showed|\d)\b)/i;
const institutionAfter = /^[ \t]+(?:hospital|clinic|campus|facility|medical|site)\b/i;
const AROUND_CHARS = 60;

/**
 * Where facilities are named, in full or as people shorten them: the code, the name without its generic words ("Cedar Ridge"), one
 * distinctive word of it ("Harriet"), and its initials ("LHU"), however saints, apostrophes and "and" are written. A word of
 * everyday or clinical language goes only where it is written as a name, or where the words beside it say that it is a place.
 * One pass, whatever the number of places.
 */
export function placeRanges(text: string, places: readonly KnownPlace[]): TextRange[] {
	if (places.length === 0) return [];
	const index = placeIndexOf(places);
	const read: ReadText = { text, words: wordsOf(text), hasSmallLetters: /\p{Ll}/u.test(text) };
	const found = new Map<string, TextRange>();
	read.words.forEach((word, at) => {
		for (const form of new Set(word.keys.flatMap((key) => index.get(key) ?? []))) {
			const range = placeAt(read, at, form);
			if (range) found.set(`${range.start}-${range.end}`, range);
		}
	});
	return [...found.values()];
}

type ReadText = {
	readonly text: string;
	readonly words: readonly PlaceWord[];
	readonly hasSmallLetters: boolean;
};

/** The place that begins at a word of the text, with the words of its name on both sides; null when the word is no place there. */
function placeAt(read: ReadText, at: number, form: PlaceForm): TextRange | null {
	const length = form.to - form.from;
	for (let step = 0; step < length; step += 1) {
		if (!isWordOf(read, at + step, form, form.from + step)) return null;
		if (step > 0 && !isGap(read, at + step, form, form.from + step)) return null;
	}
	const end = at + length - 1;
	const core = rangeOf(read, [at, end], form.name, form.to - 1);
	const [first, last] = widened(read, at, form);
	const wide = rangeOf(read, [first, last], form.name, form.to - 1 + last - end);
	const isWithInstitution = read.words
		.slice(first, last + 1)
		.some((word, offset) => (first + offset < at || first + offset > end) && isInstitution(word));
	return isWithInstitution || isPlace(read, core, form) ? wide : null;
}

function isWordOf({ words }: ReadText, at: number, { name }: PlaceForm, nameAt: number): boolean {
	const keys = name.words[nameAt]?.keys;
	return keys !== undefined && words[at]?.keys.some((key) => keys.has(key)) === true;
}

const isInstitution = ({ keys }: PlaceWord): boolean => keys.some((key) => institutionWords.has(key));

/** Whether what stands before a word may part two words of one name: blanks and dashes, the dot of a shortened word. */
function isGap({ text, words }: ReadText, at: number, { name }: PlaceForm, nameAt: number): boolean {
	const [before, word] = [words[at - 1], words[at]];
	if (!before || !word) return false;
	const gap = text.slice(before.end, word.start);
	if (/^[\s\-‐-―_]+$/.test(gap) || gap === name.gaps[nameAt - 1]) return true;
	const written = text.slice(before.start, before.end);
	if (gap === '') return written === '&' || written === '+' || /^[&+]/.test(text.slice(word.start, word.end));
	const shortened = (before.keys[0] ?? '').slice(1);
	return /^\.[\s-]*$/.test(gap) && (shortened.length === 1 || shortenedPlaceWords.has(shortened));
}

/** The first and the last word once the words beside it that stand beside it in the name too are with it. */
function widened(read: ReadText, at: number, form: PlaceForm): [first: number, last: number] {
	let [first, last] = [at, at + form.to - form.from - 1];
	const [core, coreEnd] = [first, last];
	for (let nameAt = form.from - 1; nameAt >= 0; nameAt -= 1, first -= 1)
		if (!isWordOf(read, first - 1, form, nameAt) || !isGap(read, first, form, nameAt + 1)) break;
	for (let nameAt = form.to; nameAt < form.name.words.length; nameAt += 1, last += 1)
		if (!isWordOf(read, last + 1, form, nameAt) || !isGap(read, last + 1, form, nameAt)) break;
	while (first < core && isJoining(read.words[first])) first += 1;
	while (last > coreEnd && isJoining(read.words[last])) last -= 1;
	return [first, last];
}

const isJoining = (word: PlaceWord | undefined): boolean =>
	word?.keys.some((key) => joiningWords.has(key)) === true;

/** From one word of the text to another, which is the word `nameAt` of the name: a possessive 's stays unless it is the name's own. */
function rangeOf(
	{ words }: ReadText,
	[first, last]: readonly [first: number, last: number],
	name: WrittenName,
	nameAt: number
): TextRange {
	const [from, word] = [words[first], words[last]];
	const isNamesOwn = word?.keys.slice(2).some((key) => name.words[nameAt]?.keys.has(key)) === true;
	return { start: from?.start ?? 0, end: (isNamesOwn ? word?.end : word?.bareEnd) ?? 0 };
}

/** Whether what is written is the place and not the word, or the abbreviation, that it could be. */
function isPlace(read: ReadText, { start, end }: TextRange, { kind, isOrdinary }: PlaceForm): boolean {
	const { text, hasSmallLetters } = read;
	const written = text.slice(start, end);
	const before = text.slice(Math.max(0, start - AROUND_CHARS), start);
	const after = text.slice(end, end + AROUND_CHARS);
	const isCapitals = isAllCapitals(written);
	// "MRI-1" is no place in "MRI 1.5 T".
	if (kind === 'code' && /\d$/.test(written) && /^\.\d/.test(after)) return false;
	if (kind === 'initials') return isCapitals;
	if (kind === 'ambiguous') {
		const isNumbered = /\p{L}/u.test(written) && /\d/.test(written);
		return siteBefore.test(before) || (isNumbered && isCapitals && movedBefore.test(before));
	}
	if (kind === 'short')
		return isCapitals && (cameFrom.test(before) || actBefore.test(before) || institutionBefore.test(before));
	if (!isOrdinary) return true;
	if (isCapitals && isPlaceByNeighbours(before, after)) return true;
	if (kind === 'code') return isCapitals && hasSmallLetters;
	const isNamed = tokenise(written).every((word) => isCapitalised(word.text) && !isAllCapitals(word.text));
	if (kind === 'part') return isNamed && cameFrom.test(before);
	// Two words together are seldom anything else; one alone often is.
	return /[\s-]/.test(written) ? isNamed || placeBefore.test(before) : isNamed && placeBefore.test(before);
}

/** Capitals tell no name from a word: what was done there, or the word for such a house, does. */
function isPlaceByNeighbours(before: string, after: string): boolean {
	if (institutionBefore.test(before)) return true;
	if (institutionAfter.test(after) && placeBefore.test(before)) return true;
	return (actBefore.test(before) || sentenceBefore.test(before)) && placeAfter.test(after);
}
