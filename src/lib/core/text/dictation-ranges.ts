import type { KnownName } from './known-names.ts';
import type { TextRange } from './ranges.ts';

/** Dictation and typing marks: a line of initials such as `MW/ab` or `TM:lk`, and known initials alone on a line or in brackets. */
export function dictationRanges(text: string, people: readonly KnownName[]): TextRange[] {
	const monograms = new Set(people.flatMap((person) => [...person.monograms]));
	const ranges: TextRange[] = [];
	for (const match of text.matchAll(
		/(?<=^|\n)[ \t]*([A-Za-z]{2,4}[ \t]*[/:][ \t]*[A-Za-z]{2,4})[ \t]*(?=\n|$)/dg
	)) {
		const [start, end] = match.indices?.[1] ?? [0, 0];
		const [author = '', typist = ''] = text.slice(start, end).split(/[ \t]*[/:][ \t]*/);
		const marked =
			author === author.toUpperCase() && (typist === typist.toLowerCase() || text.slice(end).trim() === '');
		if (marked || monograms.has(author.toLowerCase())) ranges.push({ start, end });
	}
	for (const match of text.matchAll(/\b([A-Z]{2,4})\/([a-z]{2,3})\b(?=\s*$)/g)) {
		ranges.push({ start: match.index, end: match.index + match[0].length });
	}
	for (const match of text.matchAll(
		/(?<=^|\n|\(|\[|--?[ \t]?|\/\/)[ \t]*([A-Z]{2,4})[ \t]*(?=\n|$|\)|\])/dg
	)) {
		const [start, end] = match.indices?.[1] ?? [0, 0];
		const bracketed = /[([]/.test(text.charAt(start - 1));
		// In brackets two letters are as often an abbreviation of the text as somebody's initials.
		if (monograms.has(text.slice(start, end).toLowerCase()) && (!bracketed || end - start > 2))
			ranges.push({ start, end });
	}
	return ranges;
}
