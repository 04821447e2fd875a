import type { BlindedSection } from '#lib/core/case/blinding.ts';
import type { KnownFacts } from '#lib/core/text/scrub.ts';
import { askedOfCase, comparisonOfCase } from '#lib/features/referrals/asked.server.ts';
import { knownFactsOf, scrubbedReport, scrubText } from '#lib/features/reviews/scrubbed-report.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * Why a case is under review, without names: who asked as a kind, what they said, a client's grade, the final report beside a
 * preliminary one. For the committee alone, which decides after the score.
 */
export type OtherDoor = {
	readonly mode: string;
	readonly asked: readonly {
		readonly source: string;
		readonly words: string;
		readonly grade: string | null;
	}[];
	readonly final: readonly BlindedSection[] | null;
};

/** The door through which a case came; null for the lottery, for known cases and for focused reviews. */
export async function otherDoor(
	read: ReadHandle,
	caseId: string,
	known: KnownFacts
): Promise<OtherDoor | null> {
	const asked = await askedOfCase(read, caseId);
	const [first] = asked;
	if (!first) return null;
	return {
		mode: first.mode,
		asked: asked.map(({ source, words, grade }) => ({
			source,
			words: scrubText(words, known) ?? '',
			grade
		})),
		final: await finalOf(read, caseId, known)
	};
}

async function finalOf(
	read: ReadHandle,
	caseId: string,
	known: KnownFacts
): Promise<BlindedSection[] | null> {
	const final = await comparisonOfCase(read, caseId);
	if (final === null) return null;
	if ('text' in final) return [{ heading: null, text: scrubText(final.text, known) ?? '' }];
	const { sections } = await scrubbedReport(read, final.readId, await knownFactsOf(read, final.readId));
	// The preliminary reader may be named in the final report.
	return sections.map(({ heading, text }) => ({ heading, text: scrubText(text, known) ?? '' }));
}
