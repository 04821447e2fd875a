import type { KnownFacts } from '#lib/core/text/scrub.ts';
import type { ReportScrubber } from '#lib/features/referrals/pair-queries.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { knownFactsOf, scrubbedReport, scrubText } from './scrubbed-report.server.ts';

/** Reports as plain text without the names in them, for pages that compare what two people wrote. */
export function reportScrubber(read: ReadHandle): ReportScrubber {
	const known = new Map<string, Promise<KnownFacts>>();
	const factsOf = (readId: string): Promise<KnownFacts> => {
		const facts = known.get(readId) ?? knownFactsOf(read, readId);
		known.set(readId, facts);
		return facts;
	};
	return {
		async reportOf(readId) {
			const { sections } = await scrubbedReport(read, readId, await factsOf(readId));
			return sections
				.map(({ heading, text }) => (heading === null ? text : `${heading}:\n${text.trim()}`))
				.join('\n\n');
		},
		clean: async (readId, text) => scrubText(text, await factsOf(readId)) ?? ''
	};
}
