import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { neutralFinding } from '#lib/core/corrections/finding.ts';
import { isScore, isSignificant } from '#lib/core/scoring/scale.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { judgesOf } from './open-correction.server.ts';

/**
 * What a review or the committee has said since of a case whose correction was opened by hand, in the words with which it would
 * have opened one itself: clinical, and without who said them. Empty while nothing of it matters to the patient now.
 */
export async function laterWords(read: ReadHandle, caseId: string): Promise<string[]> {
	const { cases, committeeDecisions, reviews } = read.tables;
	const rows = await read
		.select({
			ordinal: reviews.ordinal,
			score: reviews.score,
			needsCorrection: reviews.needsCorrection,
			comment: reviews.comment,
			impression: reviews.impression,
			finalScore: cases.finalScore
		})
		.from(reviews)
		.innerJoin(cases, eq(cases.id, reviews.caseId))
		.where(and(eq(reviews.caseId, caseId), isNull(reviews.supersededBy)))
		.orderBy(asc(reviews.ordinal));
	const [decision] = await read
		.select({ comment: committeeDecisions.comment })
		.from(committeeDecisions)
		.where(eq(committeeDecisions.caseId, caseId))
		.orderBy(desc(committeeDecisions.decidedAt), desc(committeeDecisions.id))
		.limit(1);
	const said = rows.flatMap(({ ordinal, score, finalScore, needsCorrection, comment, impression }) => {
		const isDecided = ordinal === 1 && matters(finalScore);
		// What the committee lowered matters no longer by its score, only where care may have to change.
		const isLeading = ordinal === 1 && matters(finalScore ?? score);
		if (!isLeading && !needsCorrection) return [];
		return [comment ?? (isDecided ? decision?.comment : null) ?? impression ?? ''];
	});
	if (said.length === 0) return [];
	const judges = await judgesOf(read, caseId);
	return [...new Set(said.map((words) => neutralFinding(words, judges)))].filter((words) => words !== '');
}

function matters(score: string | null): boolean {
	return score !== null && isScore(score) && isSignificant(score);
}
