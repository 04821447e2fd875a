import { MAX_TEXT_CHARS } from '#lib/core/scoring/draft.ts';
import { knownNameRanges } from '#lib/core/text/known-name-ranges.ts';
import { parseKnownName } from '#lib/core/text/known-names.ts';
import { matchRanges, mergeRanges } from '#lib/core/text/ranges.ts';
import { scrubGlyph } from '#lib/core/text/scrub.ts';

/** The longest finding: as long as a review's words may be, with room for what replaces the codes in them. Nothing is cut. */
export const MAX_FINDING_CHARS = 2 * MAX_TEXT_CHARS;

const scoreWords =
	/\b(?:radpeer|scored?(?:\s+(?:as|of|is))?|score\s*[:=]|rated(?:\s+as)?)\s*[:=]?\s*[1-4]\s*[ab]?\b/gi;

/**
 * A reviewer's words as they may stand before those who call the facility: without those who reviewed or decided, by name, code or
 * address, and without the score. The clinical words, dates and numbers stay: the facility needs them.
 */
export function neutralFinding(
	text: string,
	judges: { readonly names: readonly string[]; readonly codes: readonly string[] }
): string {
	const people = judges.names.map(parseKnownName).filter((person) => person !== null);
	// A name of two words goes letter by letter as well, whatever it is made of.
	const fullNames = judges.names.filter((name) => /\S\s+\S/.test(name));
	const codes = [...judges.codes, ...fullNames]
		.filter((code) => code.trim().length > 1)
		.map((code) => code.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	const codeRanges =
		codes.length === 0
			? []
			: [
					...matchRanges(
						text,
						new RegExp(`(?<![\\p{L}\\p{N}])(?:${codes.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
					)
				];
	const ranges = mergeRanges(
		[...knownNameRanges(text, people), ...codeRanges, ...matchRanges(text, scoreWords)],
		text
	);
	let out = '';
	let from = 0;
	for (const { start, end } of ranges) {
		out += text.slice(from, start) + scrubGlyph;
		from = end;
	}
	return (out + text.slice(from)).trim().toWellFormed();
}
