import type { TextRange } from './ranges.ts';
import { fold } from './tokens.ts';
import { ordinaryWords } from './words.ts';

/** How a scrubber fared: words and numbers that it took out, those among them that it should have kept, those that it left. */
export type ScrubMeasure = {
	readonly removed: number;
	readonly wrong: readonly string[];
	readonly missed: readonly string[];
};

type Word = { readonly text: string; readonly start: number; readonly end: number };

function wordsIn(text: string): Word[] {
	return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((match) => ({
		text: match[0],
		start: match.index,
		end: match.index + match[0].length
	}));
}

function touches(ranges: readonly TextRange[], { start, end }: TextRange): boolean {
	return ranges.some((range) => range.start < end && start < range.end);
}

/** Holds what was taken out against what had to go, both as ranges of one text. */
export function measureScrub(
	text: string,
	{ taken, due }: { readonly taken: readonly TextRange[]; readonly due: readonly TextRange[] }
): ScrubMeasure {
	const words = wordsIn(text);
	const removed = words.filter((word) => touches(taken, word));
	return {
		removed: removed.length,
		wrong: removed.filter((word) => !touches(due, word)).map((word) => word.text),
		missed: words.filter((word) => touches(due, word) && !touches(taken, word)).map((word) => word.text)
	};
}

const marked = /⟦([^⟦⟧]*)⟧/g;

/** A text in which `⟦…⟧` stands around what must go, and where that is once the marks are gone. */
export function parseMarked(written: string): { readonly text: string; readonly due: readonly TextRange[] } {
	const due: TextRange[] = [];
	let text = '';
	let from = 0;
	for (const match of written.matchAll(marked)) {
		text += written.slice(from, match.index);
		due.push({ start: text.length, end: text.length + (match[1] ?? '').length });
		text += match[1] ?? '';
		from = match.index + match[0].length;
	}
	return { text: text + written.slice(from), due };
}

const dateWords: ReadonlySet<string> = new Set(
	(
		'january february march april may june july august september october november december jan feb mar apr jun jul aug sep ' +
		'sept oct nov dec monday tuesday wednesday thursday friday saturday sunday am pm hours hrs ext extension of'
	).split(' ')
);
const titleWords: ReadonlySet<string> = new Set(
	'dr drs md m d do phd rn np pa frcr facr mr mrs ms jr sr ii iii prof mbbs rdms pgy'.split(' ')
);

/**
 * Where a text has words that a message explains: parts of names and identifiers that it gives, numbers, days, titles. A part that is
 * also an ordinary word ("may", "long") is explained only beside another part, a title or an initial. Of what is taken out of a
 * text nobody has marked, the rest counts as wrong.
 */
export function explainedRanges(text: string, known: readonly string[]): TextRange[] {
	const parts = new Set(known.flatMap((value) => wordsIn(value).map((word) => fold(word.text))));
	const words = wordsIn(text);
	const isName = (word: Word | undefined): boolean =>
		word !== undefined && (parts.has(fold(word.text)) || titleWords.has(fold(word.text)) || isInitial(word));
	return words.filter((word, at) => {
		const folded = fold(word.text);
		if (/\p{N}/u.test(word.text) || titleWords.has(folded) || isInitial(word)) return true;
		const [before, after] = [words[at - 1], words[at + 1]];
		const isAfter = isName(before) && (isLead(before) || !text.slice(before?.end, word.start).includes('.'));
		const isBeside = isAfter || (isName(after) && !text.slice(word.end, after?.start).includes('.'));
		if (parts.has(folded) && (!ordinaryWords.has(folded) || isBeside)) return true;
		return dateWords.has(folded) && (isNumber(words[at - 1]) || isNumber(words[at + 1]));
	});
}

/** Whether a full stop behind a word does not end a sentence. */
function isLead(word: Word | undefined): boolean {
	return word !== undefined && (isInitial(word) || /^(?:Drs?|Mrs?|Ms|Prof)$/i.test(word.text));
}

function isInitial({ text }: Word): boolean {
	return text.length === 1 && text === text.toUpperCase();
}

function isNumber(word: Word | undefined): boolean {
	return word !== undefined && /\p{N}/u.test(word.text);
}
