import type { KnownName } from './known-names.ts';
import type { TextRange } from './ranges.ts';
import type { Token } from './tokens.ts';
import { fold, isAllCapitals, isCapitalised, tokenise } from './tokens.ts';
import { compoundEponyms, eponymNouns, honorifics, ordinaryWords } from './words.ts';

const titleBefore =
	/(?:\b(?:Dr|Drs|Doctor|Prof|Professor|Mr|Mrs|Ms|Miss|dr|drs|doctor|DOCTOR)\.?|\b(?:DR|DRS|MR|MRS|MS)\.)\s+$/;
const degreeAfter =
	/^,?\s*(?:M\.?D\b|D\.O\.|DO\b(?=\s*(?:$|\n|,|\.))|Ph\.?D\b|PHD\b|M\.?B\.?B\.?S|FRCR|FACR|R\.?N\b|N\.?P\b\.?|PA-C|Jr\b|Sr\b)/;
const personalBefore =
	/\b(?:with|by|to|from|per|via|notified|informed|called|paged|told|contacted|attending|resident|radiologist|colleague|physician|named)\s+$/i;
const personalAfter =
	/^,?[ \t\n]+(?:(?:was|has been|is)[ \t]+(?:notified|informed|called|paged|told|contacted|aware)|(?:has[ \t]+)?(?:agrees|agreed|acknowledged|reviewed|confirmed|requested|who))\b/;

/** More words than this are no name; bounds the work on hostile text. */
const maxNameWords = 8;

/** Where the known people are named in a text, in full or in part, in any order and casing. */
export function knownNameRanges(text: string, people: readonly KnownName[]): TextRange[] {
	const tokens = tokenise(text);
	const context: Context = { text, tokens };
	const places = new Map<string, number[]>();
	tokens.forEach(({ folded }, at) => {
		const known = places.get(folded);
		if (known) known.push(at);
		else places.set(folded, [at]);
	});
	return people.flatMap((person) => {
		const candidates = [...new Set([...person.family, ...person.given])]
			.flatMap((word) => places.get(word) ?? [])
			.sort((a, b) => a - b);
		let taken = -1;
		return candidates.flatMap((at): TextRange[] => {
			const token = tokens[at];
			if (!token || token.start < taken) return [];
			const run = fullName(context, person, at);
			if (run) taken = run.end;
			if (run) return [run];
			return isPartialName(context, at) ? [{ start: token.start, end: token.end }] : [];
		});
	});
}

type Context = {
	readonly text: string;
	readonly tokens: readonly Token[];
};

function isPart({ family, given }: KnownName, { folded }: Token): boolean {
	return family.has(folded) || given.has(folded);
}

/** A run of this person's names and initials around a token that has both a family name and a given name or initial. */
function fullName({ text, tokens }: Context, person: KnownName, at: number): TextRange | null {
	const initial = (index: number) => {
		const token = tokens[index];
		return (
			token !== undefined &&
			token.folded.length === 1 &&
			isCapitalised(token.text) &&
			person.initials.has(token.folded)
		);
	};
	const joined = (left: number) => {
		const [a, b] = [tokens[left], tokens[left + 1]];
		return (
			a !== undefined &&
			b !== undefined &&
			/^(?:[ \t]*[,.]?[ \t]*\n?[ \t]*|-)$/.test(text.slice(a.end, b.start))
		);
	};
	const token = tokens[at]?.text ?? '';
	let first = at;
	let last = at;
	while (at - first < maxNameWords && initial(first - 1) && joined(first - 1)) first -= 1;
	while (last - at < maxNameWords) {
		const next = tokens[last + 1];
		// "Will Baker will see her": a word that is also a name ends the name where it is written as a word.
		const isWord =
			next !== undefined &&
			ordinaryWords.has(next.folded) &&
			!isCapitalised(next.text) &&
			isCapitalised(token);
		if (next && !isWord && joined(last) && (isPart(person, next) || initial(last + 1))) last += 1;
		// A middle name that nobody told us of.
		else if (isMiddleName({ text, tokens }, person, last)) last += 2;
		else break;
	}
	const run = tokens.slice(first, last + 1);
	const words = run.filter((token) => token.folded.length > 1);
	const hasFamily = words.some(({ folded }) => person.family.has(folded));
	const hasGiven =
		run.some(
			({ folded }) => (person.given.has(folded) && !person.family.has(folded)) || folded.length === 1
		) ||
		(words.length > 1 && words.every(({ folded }) => person.family.has(folded) && person.given.has(folded)));
	const start = run[0]?.start ?? 0;
	const end = run.at(-1)?.end ?? 0;
	if (!hasFamily || !hasGiven) return null;
	const ordinary = words.every(({ folded }) => ordinaryWords.has(folded));
	const written = text.slice(start, end);
	if (ordinary && !words.every((word) => isCapitalised(word.text))) return null;
	// "T White": an initial beside an ordinary word needs its dot or comma.
	if (ordinary && words.length < 2 && !/[.,]/.test(text.slice(start, end + 1))) return null;
	if (
		ordinary &&
		isAllCapitals(written.replace(/[^\p{L}]/gu, '')) &&
		words.length > 1 &&
		!hasHonorific(text, { start, end }) &&
		!standsAlone(text, { start, end })
	)
		return null;
	return { start, end };
}

function isMiddleName({ text, tokens }: Context, person: KnownName, at: number): boolean {
	const [given, middle, family] = [tokens[at], tokens[at + 1], tokens[at + 2]];
	if (!given || !middle || !family) return false;
	return (
		person.given.has(given.folded) &&
		person.family.has(family.folded) &&
		isCapitalised(middle.text) &&
		/^[ \t]+$/.test(text.slice(given.end, middle.start)) &&
		/^\.?[ \t]+$/.test(text.slice(middle.end, family.start))
	);
}

function hasHonorific(text: string, { start, end }: TextRange): boolean {
	return (
		titleBefore.test(text.slice(Math.max(0, start - 20), start)) ||
		degreeAfter.test(text.slice(end, end + 12))
	);
}

/** Alone on its line, or after a colon. */
function standsAlone(text: string, { start, end }: TextRange): boolean {
	return /(?:^|\n|:)[ \t]*$/.test(text.slice(0, start)) && /^[ \t.]*(?:\n|$|,)/.test(text.slice(end));
}

/** Whether a single family or given name at a token stands for the person and not for the word or eponym. */
function isPartialName({ text, tokens }: Context, at: number): boolean {
	const token = tokens[at];
	if (!token) return false;
	if (hasHonorific(text, token)) return true;
	if (honorifics.has(token.folded)) return false;
	const before = text.slice(Math.max(0, token.start - 24), token.start);
	const next = tokens[at + 1];
	const gap = next ? text.slice(token.end, next.start) : '';
	const eponym = next !== undefined && /^(?:['’]s)?[ \t\n-]+$/i.test(gap) && eponymNouns.has(next.folded);
	if (eponym || isCompoundEponym(text, tokens, at)) return false;
	const capital = isCapitalised(token.text);
	const allCapitals = isAllCapitals(token.text) && token.text.length > 1;
	const personal = personalBefore.test(before);
	if (token.text.length < 3 || ordinaryWords.has(token.folded)) {
		// In capitals throughout, nothing tells "BY LONG SEGMENT" from a name.
		const acts = personalAfter.test(text.slice(token.end, token.end + 30));
		return (personal || acts) && capital && !allCapitals && !/^\s*\d/.test(text.slice(token.end));
	}
	return capital || personal || token.text.length > 3;
}

function isCompoundEponym(text: string, tokens: readonly Token[], at: number): boolean {
	const pair = (left: number) => {
		const [a, b] = [tokens[left], tokens[left + 1]];
		if (!a || !b || !/^[ -]$/.test(text.slice(a.end, b.start))) return false;
		return compoundEponyms.has(`${fold(a.text)}-${fold(b.text)}`);
	};
	return pair(at) || pair(at - 1);
}
