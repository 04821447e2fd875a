import { asc, eq } from 'drizzle-orm';
import { showsQuestion } from '#lib/core/referrals/kinds.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** What was asked about a case, as it was written: whoever shows it scrubs it first. */
export type Asked = {
	readonly mode: string;
	readonly source: string;
	readonly words: string;
	readonly grade: string | null;
};

/**
 * Why a case came into review, for the committee, after the score: complaint, client's grade, algorithm, the reader's own words.
 * Empty for a case of the lottery, and for a focused review: that a plan exists would weigh on the decision. The words are not
 * scrubbed yet.
 */
export async function askedOfCase(read: ReadHandle, caseId: string): Promise<Asked[]> {
	const { referrals } = read.tables;
	const rows = await read
		.select({
			mode: referrals.mode,
			source: referrals.source,
			words: referrals.words,
			grade: referrals.grade
		})
		.from(referrals)
		.where(eq(referrals.caseId, caseId))
		.orderBy(asc(referrals.receivedAt), asc(referrals.id));
	return rows.filter(({ mode }) => mode !== 'focused');
}

/** The question that the reviewer of a second opinion must know once the report is open; null for every other case. Not scrubbed. */
export async function questionOfCase(read: ReadHandle, caseId: string): Promise<string | null> {
	const asked = await askedOfCase(read, caseId);
	const questions = asked.filter(({ mode, words }) => showsQuestion(mode) && words !== '');
	return questions.length === 0 ? null : questions.map(({ words }) => words).join('\n\n');
}

/**
 * The final text beside a preliminary-final case: a read of ours, or the client's text; null for every other case. Not scrubbed.
 * For the committee, which says whose the discordance was. The reviewer never gets it, not after the impression is locked either: a
 * later text tells what to see (domain 2.2, hindsight), and most major discordances are not the first reader's (Platts-Mills).
 */
export async function comparisonOfCase(
	read: ReadHandle,
	caseId: string
): Promise<{ readonly readId: string } | { readonly text: string } | null> {
	const { cases, readPairs } = read.tables;
	const [row] = await read
		.select({ mode: cases.detectionMode, readId: readPairs.finalReadId, text: readPairs.finalText })
		.from(cases)
		.innerJoin(readPairs, eq(readPairs.preliminaryReadId, cases.readId))
		.where(eq(cases.id, caseId));
	if (row?.mode !== 'preliminary-final') return null;
	if (row.readId !== null) return { readId: row.readId };
	return row.text === null ? null : { text: row.text };
}
