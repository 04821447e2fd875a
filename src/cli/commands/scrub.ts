import { scrubReport } from '#lib/core/text/scrub.ts';

export type ScrubOptions = {
	/** Known names, each `FAMILY, GIVEN` or `Given Family`. */
	readonly names: readonly string[];
	readonly accession?: string;
	/** Patient, visit and order numbers, names of facilities. */
	readonly identifiers?: readonly string[];
};

/** `overread scrub`: the report text on standard input as a blinded reviewer would see it, by the server's own rules. */
export function scrubText(stdin: string, { names, accession, identifiers }: ScrubOptions): string {
	return scrubReport(stdin, { people: names, accession, identifiers }).text;
}
