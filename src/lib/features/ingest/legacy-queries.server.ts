import { and, asc, count, gte, lt, max, min } from 'drizzle-orm';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** How often a code was given in a year and a modality, and what it is today. */
export type LegacyCount = {
	readonly year: number;
	readonly modality: string;
	readonly code: string;
	/** The score on the present scale; null where it has none. */
	readonly score: string | null;
	readonly isMapped: boolean;
	readonly n: number;
};

/** Scores of the past by year (UTC), modality and code, the latest year first. They enter no rate. */
export async function legacyCounts(read: ReadHandle): Promise<LegacyCount[]> {
	const { legacyScores: scores } = read.tables;
	const [range] = await read
		.select({ first: min(scores.reviewedAt), last: max(scores.reviewedAt) })
		.from(scores);
	if (!range || range.first === null || range.last === null) return [];
	const counts: LegacyCount[] = [];
	const firstYear = new Date(range.first).getUTCFullYear();
	for (let year = new Date(range.last).getUTCFullYear(); year >= firstYear; year--) {
		const rows = await read
			.select({
				modality: scores.modality,
				code: scores.code,
				score: scores.score,
				isMapped: scores.isMapped,
				n: count()
			})
			.from(scores)
			.where(
				and(gte(scores.reviewedAt, Date.UTC(year, 0, 1)), lt(scores.reviewedAt, Date.UTC(year + 1, 0, 1)))
			)
			.groupBy(scores.modality, scores.code, scores.score, scores.isMapped)
			.orderBy(asc(scores.modality), asc(scores.code));
		counts.push(...rows.map((row) => ({ year, ...row })));
	}
	return counts;
}
