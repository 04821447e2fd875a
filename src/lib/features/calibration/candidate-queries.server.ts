import { and, desc, eq, inArray, isNotNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import type { FacilityName } from '#lib/features/reads/words.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** States in which an outcome has reached the reader and stands. */
const settledStates = ['feedback-released', 'acknowledged', 'closed'] as const;
const PAGE = 25;
const MOST = 20;

/** A read that may become a known case: no name of a patient, a reader or a reviewer. */
export type Candidate = {
	readonly readId: string;
	readonly accession: string;
	readonly modality: string;
	readonly procedure: string;
	readonly facility: FacilityName;
	readonly isKnown: boolean;
	/** What the committee decided of it, and on which day. */
	readonly decided: { readonly score: Score; readonly decidedOn: Instant } | null;
};

/** Reads with images that are not the actor's own. */
function usable(read: ReadHandle, actor: Actor): SQL | undefined {
	const { reads, readCoSigners } = read.tables;
	const shown = and(isNotNull(reads.studyUid), ne(reads.status, 'cancelled'), eq(reads.kind, 'final'));
	if (actor.radiologistId === null) return shown;
	const coSigned = read
		.select({ one: sql`1` })
		.from(readCoSigners)
		.where(and(eq(readCoSigners.readId, reads.id), eq(readCoSigners.radiologistId, actor.radiologistId)));
	return and(shown, ne(reads.readerId, actor.radiologistId), sql`not exists ${coSigned}`);
}

function columnsOf(read: ReadHandle) {
	const { calibrationItems, facilities, reads } = read.tables;
	return {
		readId: reads.id,
		accession: reads.accession,
		modality: reads.modality,
		procedure: reads.procedure,
		facility: { name: facilities.name, code: facilities.code },
		itemId: calibrationItems.id
	};
}

type Columns = Omit<Candidate, 'isKnown' | 'decided'> & { readonly itemId: string | null };

const candidateOf = (
	{ readId, accession, modality, procedure, facility, itemId }: Columns,
	decided: Candidate['decided']
): Candidate => ({ readId, accession, modality, procedure, facility, isKnown: itemId !== null, decided });

/** The reads with this accession number that may become known cases. */
export async function findCandidates(
	read: ReadHandle,
	actor: Actor,
	accession: string
): Promise<Candidate[]> {
	return candidates(read, actor, eq(read.tables.reads.accession, accession));
}

/** One such read, or null. */
export async function findCandidate(
	read: ReadHandle,
	actor: Actor,
	readId: string
): Promise<Candidate | null> {
	const [row] = await candidates(read, actor, eq(read.tables.reads.id, readId));
	return row ?? null;
}

async function candidates(read: ReadHandle, actor: Actor, condition: SQL): Promise<Candidate[]> {
	const { calibrationItems, facilities, reads } = read.tables;
	const rows = await read
		.select(columnsOf(read))
		.from(reads)
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.leftJoin(calibrationItems, eq(calibrationItems.readId, reads.id))
		.where(and(condition, usable(read, actor)))
		.orderBy(desc(reads.id))
		.limit(MOST);
	const decided = await decisionsOf(
		read,
		rows.map(({ readId }) => readId)
	);
	return rows.map((row) => candidateOf(row, decided.get(row.readId) ?? null));
}

/** What the committee decided last of these reads, where the outcome is released and stands. */
async function decisionsOf(
	read: ReadHandle,
	readIds: readonly string[]
): Promise<Map<string, NonNullable<Candidate['decided']>>> {
	const { cases, committeeDecisions } = read.tables;
	const rows = await read
		.select({
			readId: cases.readId,
			score: cases.finalScore,
			decidedAt: committeeDecisions.decidedAt
		})
		.from(committeeDecisions)
		.innerJoin(cases, eq(cases.id, committeeDecisions.caseId))
		.where(and(inArray(cases.readId, [...readIds]), inArray(cases.state, [...settledStates])))
		.orderBy(committeeDecisions.decidedAt);
	return new Map(
		rows.flatMap(({ readId, score, decidedAt }) =>
			score !== null && isScore(score)
				? [[readId, { score, decidedOn: startOfUtcDay(decidedAt) }] as const]
				: []
		)
	);
}

/** Where a page of decided cases begins: after this one. */
type Cursor = { readonly finalAt: number; readonly id: string };

export function parseDecidedCursor(text: string | null): Cursor | null {
	const match = /^(\d{1,16})\.(.{1,64})$/.exec(text ?? '');
	return match?.[1] && match[2] ? { finalAt: Number(match[1]), id: match[2] } : null;
}

/** A page of cases that the committee decided, whose outcome stands, with images; the latest first. */
export async function decidedCases(
	read: ReadHandle,
	actor: Actor,
	after: Cursor | null
): Promise<{ rows: Candidate[]; next: string | null }> {
	const { calibrationItems, cases, committeeDecisions, facilities, reads } = read.tables;
	const decision = read
		.select({ one: sql`1` })
		.from(committeeDecisions)
		.where(eq(committeeDecisions.caseId, cases.id));
	const rows = await read
		.select({ ...columnsOf(read), caseId: cases.id, score: cases.finalScore, finalAt: cases.finalAt })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.leftJoin(calibrationItems, eq(calibrationItems.readId, reads.id))
		.where(
			and(
				inArray(cases.state, [...settledStates]),
				isNotNull(cases.finalScore),
				sql`exists ${decision}`,
				usable(read, actor),
				after === null
					? undefined
					: or(
							lt(cases.finalAt, after.finalAt),
							and(eq(cases.finalAt, after.finalAt), lt(cases.id, after.id))
						)
			)
		)
		.orderBy(desc(cases.finalAt), desc(cases.id))
		.limit(PAGE);
	const last = rows.at(-1);
	return {
		rows: rows.map(({ score, finalAt, ...row }) =>
			candidateOf(
				row,
				score !== null && isScore(score) ? { score, decidedOn: startOfUtcDay(finalAt ?? 0) } : null
			)
		),
		next: rows.length === PAGE && last ? `${last.finalAt ?? 0}.${last.caseId}` : null
	};
}
