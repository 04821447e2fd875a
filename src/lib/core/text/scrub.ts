import { dictationRanges } from './dictation-ranges.ts';
import { knownNameRanges } from './known-name-ranges.ts';
import { parseKnownName } from './known-names.ts';
import { patternRanges } from './pattern-ranges.ts';
import type { KnownPlace } from './place-index.ts';
import { placeRanges } from './place-ranges.ts';
import type { TextRange } from './ranges.ts';
import { mergeRanges } from './ranges.ts';
import { spokenNameRanges } from './spoken-name-ranges.ts';

/** Stands for whatever was taken out of a report. */
export const scrubGlyph = '▮▮▮';

export type KnownFacts = {
	/** Everybody the message names, as `FAMILY, GIVEN`, `Given Family` or `id^FAMILY^GIVEN`. */
	readonly people: readonly string[];
	readonly accession?: string;
	/** Patient, visit and order numbers, UIDs, names of facilities: removed wherever they stand, letter by letter. */
	readonly identifiers?: readonly string[];
	/** The facilities of the group: removed also where somebody shortens them. */
	readonly places?: readonly KnownPlace[];
};

export type ScrubbedReport = { readonly text: string; readonly replaced: number };

/**
 * Takes out of a report what would tell a blinded reviewer who read it, who the patient is, or where and when it was read:
 * the known people in every form, names given away by signatures, titles and degrees, dates, times, numbers and places.
 * Clinical words stay, also those that are somebody's name: a word that could be either goes only where it is used as a name.
 */
export function scrubReport(text: string, known: KnownFacts): ScrubbedReport {
	return replaceRanges(text, scrubRanges(text, known));
}

/** The stretches of a text that {@link scrubReport} takes out, in order and apart. */
export function scrubRanges(text: string, known: KnownFacts): TextRange[] {
	const people = known.people.map(parseKnownName).filter((person) => person !== null);
	const literals = [...(known.accession ? [known.accession] : []), ...(known.identifiers ?? [])];
	const fullNames = known.people.filter((name) => /\p{L}\s*,\s*\p{L}/u.test(name));
	const ranges = [
		...[...literals, ...fullNames].flatMap((literal) => literalRanges(text, literal)),
		...placeRanges(text, known.places ?? []),
		...knownNameRanges(text, people),
		...spokenNameRanges(text),
		...patternRanges(text),
		...dictationRanges(text, people)
	];
	return mergeRanges(ranges, text);
}

/** Every place of a known value in any casing; a short one only as a whole word, a number also in groups. */
function literalRanges(text: string, literal: string): TextRange[] {
	const value = literal.trim();
	if (value.length < 2) return [];
	const pattern = isGrouped(value) ? groupedPattern(value) : plainPattern(value);
	return [...text.matchAll(new RegExp(pattern, 'giu'))].map((match) => ({
		start: match.index,
		end: match.index + match[0].length
	}));
}

/** Whether a value is a number long enough to be told in groups: "4471902118" as "4471 902 118". */
function isGrouped(value: string): boolean {
	return /^[\p{L}\d .-]{6,40}$/u.test(value) && value.replace(/\D/g, '').length >= 5;
}

function groupedPattern(value: string): string {
	const letters = [...value.replace(/[ .-]/g, '')];
	return `(?<![\\d])${letters.join('[ \\t.-]?')}(?!\\d)`;
}

function plainPattern(value: string): string {
	const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
	return value.length >= 5 ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`;
}

function replaceRanges(text: string, ranges: readonly TextRange[]): ScrubbedReport {
	let out = '';
	let from = 0;
	for (const { start, end } of ranges) {
		// A name broken over two lines leaves the break behind, so that the report keeps its shape.
		const lineBreak = text.slice(start, end).includes('\n') ? '\n' : '';
		out += text.slice(from, start) + scrubGlyph + lineBreak;
		from = end;
	}
	return { text: out + text.slice(from), replaced: ranges.length };
}
