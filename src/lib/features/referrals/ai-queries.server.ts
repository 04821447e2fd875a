import { and, count, desc, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { finalStates } from '#lib/core/case/life.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { ReportScrubber } from './pair-queries.server.ts';
import { seenReads } from './seen-reads.server.ts';

const LISTED = 50;

function resultColumns(read: ReadHandle) {
	const { aiResults, reads, facilities } = read.tables;
	return {
		id: aiResults.id,
		algorithm: aiResults.algorithm,
		version: aiResults.algorithmVersion,
		finding: aiResults.finding,
		result: aiResults.result,
		confidence: aiResults.confidence,
		agreement: aiResults.agreement,
		facility: { name: facilities.name, code: facilities.code },
		accession: reads.accession,
		modality: reads.modality,
		procedure: reads.procedure
	};
}

/** Results that nobody compared yet, positive and certain ones first, and how many there are. */
export async function waitingResults(read: ReadHandle, actor: Actor) {
	return listResults(read, actor, 'unknown');
}

/** The results that were compared last. */
export async function comparedResults(read: ReadHandle, actor: Actor) {
	return (await listResults(read, actor, 'known')).rows;
}

async function listResults(read: ReadHandle, actor: Actor, which: 'unknown' | 'known') {
	const { aiResults, reads, facilities } = read.tables;
	const isWaiting = which === 'unknown';
	const agreement = isWaiting ? eq(aiResults.agreement, 'unknown') : ne(aiResults.agreement, 'unknown');
	const condition = and(agreement, seenReads(read, actor));
	const rows = await read
		.select(resultColumns(read))
		.from(aiResults)
		.innerJoin(reads, eq(reads.id, aiResults.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(condition)
		.orderBy(
			...(isWaiting
				? [
						sql`case when ${aiResults.result} = 'positive' then 0 else 1 end`,
						sql`coalesce(${aiResults.confidence}, 0) desc`
					]
				: [desc(aiResults.comparedAt)]),
			aiResults.id
		)
		.limit(LISTED);
	const [total] = await read
		.select({ n: count() })
		.from(aiResults)
		.innerJoin(reads, eq(reads.id, aiResults.readId))
		.where(condition);
	return { rows, total: total?.n ?? 0 };
}

export type AiResultListRow = Awaited<ReturnType<typeof comparedResults>>[number];

/** One result beside the report, without names, or null when there is none for this person. */
export async function findResult(read: ReadHandle, actor: Actor, id: string, scrubber: ReportScrubber) {
	const { aiResults, reads, facilities } = read.tables;
	const [row] = await read
		.select({ ...resultColumns(read), readId: reads.id })
		.from(aiResults)
		.innerJoin(reads, eq(reads.id, aiResults.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(and(eq(aiResults.id, id), seenReads(read, actor)));
	if (!row) return null;
	const { readId, ...result } = row;
	return { ...result, report: await scrubber.reportOf(readId) };
}

export type AiResultView = NonNullable<Awaited<ReturnType<typeof findResult>>>;

/** Positive predictive value of disagreement: settled cases in which review confirmed a discrepancy. */
export type AiYield = {
	readonly minimumN: number;
	readonly all: Rate;
	readonly byAlgorithm: readonly { readonly algorithm: string; readonly rate: Rate }[];
	/** How many results were compared, and in how many the report disagreed. */
	readonly compared: number;
	readonly disagreed: number;
};

/** What comes of disagreements between algorithms and reports: a rate of its own, which enters no other. */
export async function aiYield(read: ReadHandle): Promise<AiYield> {
	const { aiResults, cases, referrals } = read.tables;
	const { body } = await currentPolicy(read, 'suppression');
	// Two results of one algorithm may lead to one case, which counts once for it.
	const rows = await read
		.selectDistinct({ algorithm: aiResults.algorithm, caseId: cases.id, score: cases.finalScore })
		.from(referrals)
		.innerJoin(aiResults, eq(aiResults.id, referrals.aiResultId))
		.innerJoin(cases, eq(cases.id, referrals.caseId))
		.where(and(inArray(cases.state, [...finalStates]), isNotNull(cases.finalScore)));
	const agreements = await read
		.select({ agreement: aiResults.agreement, n: count() })
		.from(aiResults)
		.where(ne(aiResults.agreement, 'unknown'))
		.groupBy(aiResults.agreement);
	const settled = new Map(rows.map(({ caseId, score }) => [caseId, score]));
	return {
		minimumN: body.minimumReviews,
		all: rateOf([...settled.values()]),
		byAlgorithm: [...Map.groupBy(rows, ({ algorithm }) => algorithm)]
			.map(([algorithm, of]) => ({ algorithm, rate: rateOf(of.map(({ score }) => score)) }))
			.sort((a, b) => (a.algorithm < b.algorithm ? -1 : 1)),
		compared: agreements.reduce((sum, { n }) => sum + n, 0),
		disagreed: agreements.find(({ agreement }) => agreement === 'disagrees')?.n ?? 0
	};
}

function rateOf(scores: readonly (string | null)[]): Rate {
	return makeRate(scores.filter((score) => score !== '1').length, scores.length);
}
