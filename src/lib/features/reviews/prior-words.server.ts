import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { BlindedSection } from '#lib/core/case/blinding.ts';
import type { StudyAnnexes } from '#lib/core/dicom/annex/annexes.ts';
import type { KnownFacts } from '#lib/core/text/scrub.ts';
import { studyAnnexes } from '#lib/features/imaging/annexes.server.ts';
import type { Prior } from '#lib/features/imaging/priors.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { knownFactsOf, scrubbedReport, scrubText } from './scrubbed-report.server.ts';

/** What was said of an earlier study at its time. */
export type PriorWords = {
	/** Null where no report came, or where it may not be read. */
	readonly report: readonly BlindedSection[] | null;
	readonly annexes: StudyAnnexes;
};

const nothing: PriorWords = {
	report: null,
	annexes: { keyObjects: [], presentations: [], reports: [], unseen: [], unread: 0 }
};

/**
 * The report of a prior and what lies beside its images, for those who may read the report of the case (`known`: what that one is scrubbed
 * of). Nothing where the prior is itself under review: somebody may be about to judge it without its report.
 */
export async function priorWords(app: App, prior: Prior, known: KnownFacts | null): Promise<PriorWords> {
	const { read } = app.db;
	if (known === null || (await isUnderReview(read, prior.originalUid))) return nothing;
	const readId = await lastFinalRead(read, prior.originalUid);
	const facts = readId === null ? known : bothFacts(await knownFactsOf(read, readId), known);
	const annexes = await studyAnnexes(app, prior.study, facts);
	if (readId === null) return { report: null, annexes };
	const { sections } = await scrubbedReport(read, readId, facts);
	return {
		report: sections.map(({ heading, text }) => ({ heading: scrubText(heading, facts), text })),
		annexes
	};
}

async function lastFinalRead(read: ReadHandle, studyUid: string): Promise<string | null> {
	const { reads } = read.tables;
	const [row] = await read
		.select({ id: reads.id })
		.from(reads)
		.where(
			and(
				eq(reads.studyUid, studyUid),
				isNotNull(reads.finalAt),
				inArray(reads.status, ['current', 'corrected'])
			)
		)
		.orderBy(desc(reads.finalAt), desc(reads.id))
		.limit(1);
	return row?.id ?? null;
}

async function isUnderReview(read: ReadHandle, studyUid: string): Promise<boolean> {
	const { assignments, cases, reads } = read.tables;
	const [open] = await read
		.select({ id: assignments.id })
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(reads.studyUid, studyUid), eq(assignments.status, 'open')))
		.limit(1);
	return open !== undefined;
}

function bothFacts(prior: KnownFacts, own: KnownFacts): KnownFacts {
	const numbers = [prior.accession, own.accession].filter((number) => number !== undefined);
	return {
		people: [...prior.people, ...own.people],
		places: own.places,
		identifiers: [...numbers, ...(prior.identifiers ?? []), ...(own.identifiers ?? [])]
	};
}
