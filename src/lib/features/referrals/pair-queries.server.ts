import { and, asc, count, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { finalStates } from '#lib/core/case/life.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { concordanceOf, concordanceRows, type GradeCell } from '#lib/core/referrals/concordance.ts';
import { diffWords, type WordDiff } from '#lib/core/referrals/word-diff.ts';
import { facilityText, type FacilityName } from '#lib/features/reads/words.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { seenReads } from './seen-reads.server.ts';

/** Reports without the names in them; made by the feature that knows how to scrub. */
export type ReportScrubber = {
	/** The report of a read as plain text. */
	reportOf(readId: string): Promise<string>;
	/** A text that tells of the same patient, and may come from elsewhere. */
	clean(readId: string, text: string): Promise<string>;
};

/** A preliminary report beside the final one, without names, and where they differ. */
export type PairView = {
	readonly id: string;
	readonly facility: FacilityName;
	readonly accession: string;
	readonly modality: string;
	readonly procedure: string;
	readonly finalOn: Instant | null;
	/** Whether the final report is a client's, who is no reader of the group. */
	readonly isClients: boolean;
	readonly grade: string | null;
	readonly gradeWords: string | null;
	readonly diff: WordDiff;
};

const LISTED = 50;

function pairColumns(read: ReadHandle) {
	const { readPairs, reads, facilities } = read.tables;
	return {
		id: readPairs.id,
		facility: { name: facilities.name, code: facilities.code },
		accession: reads.accession,
		modality: reads.modality,
		procedure: reads.procedure,
		finalAt: readPairs.finalAt,
		grade: readPairs.grade
	};
}

/** Pairs that wait to be compared, the oldest first, and how many there are. */
export async function waitingPairs(read: ReadHandle, actor: Actor) {
	const { readPairs, reads, facilities } = read.tables;
	const condition = and(isNull(readPairs.grade), seenReads(read, actor));
	const rows = await read
		.select(pairColumns(read))
		.from(readPairs)
		.innerJoin(reads, eq(reads.id, readPairs.preliminaryReadId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(condition)
		.orderBy(asc(readPairs.createdAt), asc(readPairs.id))
		.limit(LISTED);
	const [total] = await read
		.select({ n: count() })
		.from(readPairs)
		.innerJoin(reads, eq(reads.id, readPairs.preliminaryReadId))
		.where(condition);
	return { rows: rows.map(rowOf), total: total?.n ?? 0 };
}

/** The pairs that were compared last. */
export async function gradedPairs(read: ReadHandle, actor: Actor) {
	const { readPairs, reads, facilities } = read.tables;
	const rows = await read
		.select(pairColumns(read))
		.from(readPairs)
		.innerJoin(reads, eq(reads.id, readPairs.preliminaryReadId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(and(isNotNull(readPairs.grade), seenReads(read, actor)))
		.orderBy(desc(readPairs.gradedAt), desc(readPairs.id))
		.limit(LISTED);
	return rows.map(rowOf);
}

export type PairRow = Awaited<ReturnType<typeof gradedPairs>>[number];

const rowOf = ({ finalAt, ...row }: { finalAt: Instant | null } & Omit<PairColumns, 'finalAt'>) => ({
	...row,
	finalOn: finalAt === null ? null : startOfUtcDay(finalAt)
});

type PairColumns = {
	id: string;
	facility: FacilityName;
	accession: string;
	modality: string;
	procedure: string;
	finalAt: Instant | null;
	grade: string | null;
};

/** One pair with both texts, or null when there is none for this person. */
export async function findPair(
	read: ReadHandle,
	actor: Actor,
	id: string,
	scrubber: ReportScrubber
): Promise<PairView | null> {
	const { readPairs, reads, facilities } = read.tables;
	const [row] = await read
		.select({
			...pairColumns(read),
			gradeWords: readPairs.gradeWords,
			preliminaryId: readPairs.preliminaryReadId,
			finalId: readPairs.finalReadId,
			finalText: readPairs.finalText
		})
		.from(readPairs)
		.innerJoin(reads, eq(reads.id, readPairs.preliminaryReadId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(and(eq(readPairs.id, id), seenReads(read, actor)));
	if (!row) return null;
	const { preliminaryId, finalId, finalText, finalAt, gradeWords, ...facts } = row;
	const before = await scrubber.reportOf(preliminaryId);
	const after =
		finalId === null
			? await scrubber.clean(preliminaryId, finalText ?? '')
			: await scrubber.reportOf(finalId);
	return {
		...rowOf({ ...facts, finalAt }),
		isClients: finalId === null,
		gradeWords,
		diff: diffWords(before, after)
	};
}

/** Concordance by facility and month, and of all together; only what was compared is in a rate. */
export async function concordance(read: ReadHandle, from: Instant) {
	const { readPairs, reads, facilities } = read.tables;
	const day = sql<number>`${readPairs.finalAt} / 86400000`.mapWith(Number);
	const rows = await read
		.select({ name: facilities.name, code: facilities.code, grade: readPairs.grade, day, n: count() })
		.from(readPairs)
		.innerJoin(reads, eq(reads.id, readPairs.preliminaryReadId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(sql`${readPairs.finalAt} >= ${from}`)
		.groupBy(facilities.name, facilities.code, readPairs.grade, day);
	const cells = rows.map(({ name, code, grade, day: finalDay, n }): GradeCell => ({
		facility: facilityText({ name, code }),
		grade,
		n,
		month: new Date(finalDay * 86_400_000).toISOString().slice(0, 7)
	}));
	return { rows: concordanceRows(cells), all: concordanceOf(cells) };
}

/** Whose the settled discordances were, as the committee adjudicated them: an over-reader errs too (domain 2.1, Platts-Mills). */
export async function pairAttributions(read: ReadHandle): Promise<{ attribution: string; n: number }[]> {
	const { cases } = read.tables;
	const rows = await read
		.select({ attribution: cases.attribution, state: cases.state, n: count() })
		.from(cases)
		.where(and(eq(cases.detectionMode, 'preliminary-final'), isNotNull(cases.attribution)))
		.groupBy(cases.attribution, cases.state);
	const counts = new Map<string, number>();
	for (const { attribution, state, n } of rows) {
		if (attribution === null || !finalStates.some((final) => final === state)) continue;
		counts.set(attribution, (counts.get(attribution) ?? 0) + n);
	}
	return [...counts]
		.map(([attribution, n]) => ({ attribution, n }))
		.sort((a, b) => b.n - a.n || (a.attribution < b.attribution ? -1 : 1));
}
