import { eq } from 'drizzle-orm';
import type { BlindedSection } from '#lib/core/case/blinding.ts';
import { scrubReport, type KnownFacts } from '#lib/core/text/scrub.ts';
import { splitSections } from '#lib/core/text/sections.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

export { knownFactsOf } from '#lib/features/reads/known-facts.server.ts';

/** A report in sections without whatever tells whose it is, and how much was taken out. */
export type ScrubbedSections = { readonly sections: readonly BlindedSection[]; readonly replaced: number };

/** The report of a read, scrubbed; without sections when the read came without text. */
export async function scrubbedReport(
	read: ReadHandle,
	readId: string,
	known: KnownFacts
): Promise<ScrubbedSections> {
	const { reports } = read.tables;
	const [row] = await read.select({ text: reports.text }).from(reports).where(eq(reports.readId, readId));
	const scrubbed = scrubReport(row?.text ?? '', known);
	const sections = splitSections(scrubbed.text).filter(({ kind }) => kind !== 'signature');
	return {
		sections: sections.map(({ heading, text }) => ({ heading: heading === '' ? null : heading, text })),
		replaced: scrubbed.replaced
	};
}

/** A person's own words without the names that stand in the case. */
export function scrubText(text: string | null, known: KnownFacts): string | null {
	return text === null ? null : scrubReport(text, known).text;
}
