import type { TextRange } from './ranges.ts';
import { fold, isAllCapitals, isCapitalised, tokenise } from './tokens.ts';
import { commonPlaceWords, genericPlaceWords, notNames, notPlaceCodes, ordinaryWords } from './words.ts';

/** A facility of the group as its own people know it. */
export type KnownPlace = { readonly name: string; readonly code: string };

/** A code of two characters says as much else: F2 is also a stage of fibrosis. */
const MIN_CODE_CHARS = 3;
const MIN_WORD_CHARS = 4;

const joiningWords: ReadonlySet<string> = new Set(['a', 'an', 'and', 'at', 'for', 'in', 'of', 'the']);
const placeBefore = /\b(?:at|from|to|in|of|by|the|site|facility|via)\s+$/i;

/**
 * Where facilities are named, in full or as people shorten them: the code, the name without its generic words ("Cedar Ridge"), one
 * distinctive word of it ("Harriet"), and its initials ("LHU"). A word of everyday or clinical language goes only where it is
 * written as a name.
 */
export function placeRanges(text: string, places: readonly KnownPlace[]): TextRange[] {
	return places.flatMap(({ name, code }) => [
		...wordRanges(text, name, 'phrase'),
		...(code.length >= MIN_CODE_CHARS ? wordRanges(text, code, 'code') : []),
		...distinctivePhrases(name).flatMap((phrase) => wordRanges(text, phrase, 'phrase')),
		...distinctiveWords(name).flatMap((word) => wordRanges(text, word, 'word')),
		...initialismsOf(name).flatMap((letters) => wordRanges(text, letters, 'initials'))
	]);
}

type Form = 'phrase' | 'code' | 'word' | 'initials';

function wordRanges(text: string, value: string, form: Form): TextRange[] {
	const words = value.trim().split(/[\s-]+/);
	if (words.join('') === '') return [];
	const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped.join('[\\s-]+')}(?![\\p{L}\\p{N}])`, 'giu');
	const isCommon = form === 'phrase' ? isEverydayWord : isCommonWord;
	const isOrdinary = words.every((word) => isCommon(fold(word)));
	return [...text.matchAll(pattern)].flatMap((match) => {
		const [start, end] = [match.index, match.index + match[0].length];
		return isPlace(text, { start, end }, { form, isOrdinary }) ? [{ start, end }] : [];
	});
}

/** Whether what is written is the place and not the word, or the abbreviation, that it could be. */
function isPlace(
	text: string,
	{ start, end }: TextRange,
	{ form, isOrdinary }: { readonly form: Form; readonly isOrdinary: boolean }
): boolean {
	const written = text.slice(start, end);
	if (form === 'initials') return isAllCapitals(written);
	if (!isOrdinary) return true;
	if (form === 'code') return isAllCapitals(written) && /\p{Ll}/u.test(text);
	const isNamed = tokenise(written).every((word) => isCapitalised(word.text) && !isAllCapitals(word.text));
	const isAfterPreposition = placeBefore.test(text.slice(Math.max(0, start - 16), start));
	// Two words together are seldom anything else; one alone often is.
	return /[\s-]/.test(written) ? isNamed || isAfterPreposition : isNamed && isAfterPreposition;
}

const isEverydayWord = (folded: string): boolean => ordinaryWords.has(folded) || notNames.has(folded);
const isCommonWord = (folded: string): boolean => isEverydayWord(folded) || commonPlaceWords.has(folded);
const isGeneric = (word: string): boolean => genericPlaceWords.has(fold(word));

/** The stretches of a name between its generic words, of two words or more. */
function distinctivePhrases(name: string): string[] {
	return distinctiveRuns(name)
		.filter((run) => run.length > 1)
		.map((run) => run.join(' '));
}

/** Single words that nothing else has: all that are no everyday words, and whatever is the whole of the distinctive part. */
function distinctiveWords(name: string): string[] {
	const runs = distinctiveRuns(name);
	const alone = runs.length === 1 && runs[0]?.length === 1 ? runs[0] : [];
	const rare = runs.flat().filter((word) => word.length >= MIN_WORD_CHARS && !isCommonWord(fold(word)));
	return [...new Set([...alone, ...rare])];
}

function distinctiveRuns(name: string): string[][] {
	const runs: string[][] = [[]];
	for (const word of wordsOf(name)) {
		if (isGeneric(word)) runs.push([]);
		else runs.at(-1)?.push(word);
	}
	return runs.filter((run) => run.length > 0);
}

/** The initials of the whole name and of its beginnings: LHUH and LHU. Without those that are abbreviations of the trade. */
function initialismsOf(name: string): string[] {
	const letters = wordsOf(name)
		.filter((word) => !joiningWords.has(word.toLowerCase()))
		.map((word) => word.charAt(0).toUpperCase())
		.join('');
	const all = Array.from({ length: letters.length }, (_, at) => letters.slice(0, at + 1));
	return all.filter((each) => each.length >= MIN_CODE_CHARS && !notPlaceCodes.has(each.toLowerCase()));
}

const wordsOf = (name: string): string[] =>
	name.split(/[^\p{L}\p{M}\p{N}'’.]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
