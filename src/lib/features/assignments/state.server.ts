import { and, count, eq, gt, inArray, ne, or, sql } from 'drizzle-orm';
import type { HeldPatient } from '#lib/core/assignment/ledger.ts';
import type { Reviewer, WaitingCase } from '#lib/core/assignment/waiting-case.ts';
import type { Instant } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { holdingStatuses } from '#lib/features/imaging/pixel-holds.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { handoversOf } from './handovers.server.ts';
import { knowersOf, knownCaseManagers } from './knowers.server.ts';

const CHUNK = 500;

function chunks<T>(items: readonly T[]): T[][] {
	const list: T[][] = [];
	for (let i = 0; i < items.length; i += CHUNK) list.push(items.slice(i, i + CHUNK));
	return list;
}

/** Where a page of waiting cases ends. Ids of cases are random, so that age comes from the row. */
export type WaitingPlace = { readonly createdAt: Instant; readonly caseId: string };

/**
 * A page of cases that wait for a first reviewer, oldest first, with all who may not review them. Those whose images wait for a
 * check of their pixels come apart, and known cases do not come: they are given out with their own share (`features/calibration`).
 */
export async function waitingCases(
	read: ReadHandle,
	limit: number,
	after: WaitingPlace | null = null,
	handovers: KnownHandovers = new Map()
): Promise<{ waiting: WaitingCase[]; held: string[]; next: WaitingPlace | null }> {
	const { cases, pixelChecks, reads, studies } = read.tables;
	const rows = await read
		.select({
			caseId: cases.id,
			createdAt: cases.createdAt,
			mode: cases.detectionMode,
			readId: reads.id,
			modality: reads.modality,
			readerId: reads.readerId,
			patientId: reads.patientId,
			facilityId: reads.facilityId,
			accession: reads.accession,
			finalAt: reads.finalAt,
			preliminaryAt: reads.preliminaryAt,
			pixels: pixelChecks.status
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.leftJoin(studies, eq(studies.studyUid, reads.studyUid))
		.leftJoin(pixelChecks, eq(pixelChecks.studyId, studies.id))
		.where(and(eq(cases.state, 'drawn'), afterPlace(read, after), ne(cases.detectionMode, 'calibration')))
		.orderBy(cases.createdAt, cases.id)
		.limit(limit);
	const isHeld = (row: (typeof rows)[number]): boolean =>
		holdingStatuses.some((status) => status === row.pixels);
	const last = rows.at(-1);
	return {
		waiting: await withRefusals(
			read,
			rows.filter((row) => !isHeld(row)),
			handovers
		),
		held: rows.filter(isHeld).map(({ caseId }) => caseId),
		next: last && rows.length === limit ? { createdAt: last.createdAt, caseId: last.caseId } : null
	};
}

function afterPlace(read: ReadHandle, after: WaitingPlace | null) {
	const { cases } = read.tables;
	if (after === null) return undefined;
	const { createdAt, caseId } = after;
	return or(gt(cases.createdAt, createdAt), and(eq(cases.createdAt, createdAt), gt(cases.id, caseId)));
}

export type WaitingRow = {
	readonly caseId: string;
	readonly mode: string;
	readonly readId: string;
	readonly modality: string;
	readonly readerId: string;
	readonly patientId: string | null;
	readonly facilityId: string;
	readonly accession: string;
	readonly finalAt: Instant | null;
	readonly preliminaryAt: Instant | null;
};

/** With whom the readers of reads shared a handover, by read. */
export type KnownHandovers = ReadonlyMap<string, readonly string[]>;

/**
 * The handovers of a page of waiting cases, to be found out before a transaction: all reports of their days are read for it, and who
 * signed when does not change with what is assigned.
 */
export async function waitingHandovers(
	read: ReadHandle,
	limit: number,
	after: WaitingPlace | null
): Promise<KnownHandovers> {
	const { cases, reads } = read.tables;
	const rows = await read
		.select({
			readId: reads.id,
			readerId: reads.readerId,
			facilityId: reads.facilityId,
			finalAt: reads.finalAt,
			preliminaryAt: reads.preliminaryAt
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(cases.state, 'drawn'), afterPlace(read, after), ne(cases.detectionMode, 'calibration')))
		.orderBy(cases.createdAt, cases.id)
		.limit(limit);
	return handoversOfReads(read, rows);
}

async function handoversOfReads(
	read: ReadHandle,
	rows: readonly Pick<WaitingRow, 'readId' | 'readerId' | 'facilityId' | 'finalAt' | 'preliminaryAt'>[]
): Promise<KnownHandovers> {
	if (rows.length === 0) return new Map();
	const { body } = await currentPolicy(read, 'review');
	const readers = rows.map(({ readerId, facilityId, finalAt, preliminaryAt }) => ({
		readerId,
		facilityId,
		signedAt: finalAt ?? preliminaryAt
	}));
	const partners = await handoversOf(read, readers, body.handoverMinutes);
	return new Map(rows.map(({ readId }, at) => [readId, partners[at] ?? []]));
}

/** Whoever wrote of the examination is an author: the reader and co-signers, and readers of its other versions and of the preliminary. */
export async function withRefusals(
	read: ReadHandle,
	rows: readonly WaitingRow[],
	known: KnownHandovers = new Map()
): Promise<WaitingCase[]> {
	const { readCoSigners, assignments, cases, referrals } = read.tables;
	const examinations = await readsOf(read, rows);
	const readIds = [...examinations.values()].flatMap((found) => found.map(({ id }) => id));
	const coSigners = new Map<string, string[]>();
	const refused = new Map<string, string[]>();
	const knownTo = new Map<string, string[]>();
	for (const part of chunks(readIds)) {
		const signed = await read.select().from(readCoSigners).where(inArray(readCoSigners.readId, part));
		for (const { readId, radiologistId } of signed) {
			coSigners.set(readId, [...(coSigners.get(readId) ?? []), radiologistId]);
		}
		const seen = await read
			.selectDistinct({ readId: cases.readId, reviewerId: assignments.reviewerId })
			.from(assignments)
			.innerJoin(cases, eq(cases.id, assignments.caseId))
			.where(inArray(cases.readId, part));
		for (const { readId, reviewerId } of seen) {
			refused.set(readId, [...(refused.get(readId) ?? []), reviewerId]);
		}
		const asked = await read
			.select({ readId: referrals.readId, askedBy: referrals.askedBy, decidedBy: referrals.decidedBy })
			.from(referrals)
			.where(inArray(referrals.readId, part));
		for (const { readId, askedBy, decidedBy } of asked) {
			const people = [askedBy, decidedBy].filter((id) => id !== null);
			knownTo.set(readId, [...(knownTo.get(readId) ?? []), ...people]);
		}
		for (const [readId, people] of await knowersOf(read, part)) {
			knownTo.set(readId, [...(knownTo.get(readId) ?? []), ...people]);
		}
	}
	const handovers = new Map([
		...known,
		...(await handoversOfReads(
			read,
			rows.filter(({ readId }) => !known.has(readId))
		))
	]);
	const managers = rows.some(({ mode }) => mode === 'calibration') ? await knownCaseManagers(read) : [];
	return rows.map((row) => {
		const related = examinations.get(examinationOf(row)) ?? [];
		return {
			caseId: row.caseId,
			mode: row.mode,
			modality: row.modality,
			patientKey: row.patientId ?? row.readId,
			readerId: row.readerId,
			authorIds: [
				row.readerId,
				...related.flatMap(({ id, readerId }) => [readerId, ...(coSigners.get(id) ?? [])])
			],
			handoverIds: handovers.get(row.readId) ?? [],
			refusedBy: related.flatMap(({ id }) => refused.get(id) ?? []),
			knownTo: [
				...related.flatMap(({ id }) => knownTo.get(id) ?? []),
				...(row.mode === 'calibration' ? managers : [])
			]
		};
	});
}

const examinationOf = ({ facilityId, accession }: Pick<WaitingRow, 'facilityId' | 'accession'>): string =>
	JSON.stringify([facilityId, accession]);

/** Every read of the examinations of these rows, by examination. */
async function readsOf(
	read: ReadHandle,
	rows: readonly WaitingRow[]
): Promise<Map<string, { readonly id: string; readonly readerId: string }[]>> {
	const { reads } = read.tables;
	const found = new Map<string, { readonly id: string; readonly readerId: string }[]>();
	for (const { readId: id, readerId, ...row } of rows) {
		const key = examinationOf(row);
		found.set(key, [...(found.get(key) ?? []), { id, readerId }]);
	}
	const known = new Set(rows.map(({ readId }) => readId));
	for (const part of chunks([...new Set(rows.map(({ accession }) => accession))])) {
		const others = await read
			.select({
				id: reads.id,
				readerId: reads.readerId,
				facilityId: reads.facilityId,
				accession: reads.accession
			})
			.from(reads)
			.where(inArray(reads.accession, part));
		for (const { id, readerId, ...row } of others) {
			// Accessions are numbers of a facility: another one's examination may have the same.
			if (!known.has(id)) found.get(examinationOf(row))?.push({ id, readerId });
		}
	}
	return found;
}

/** Whose cases everybody holds now, and from which mode. */
export async function heldPatients(read: ReadHandle): Promise<HeldPatient[]> {
	const { assignments, cases, reads } = read.tables;
	const rows = await read
		.select({
			userId: assignments.reviewerId,
			patientId: reads.patientId,
			readId: reads.id,
			mode: cases.detectionMode
		})
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(eq(assignments.status, 'open'));
	return rows.map(({ userId, patientId, readId, mode }) => ({
		userId,
		patientKey: patientId ?? readId,
		mode
	}));
}

/** Everybody who may review, with what they hold now. */
export async function reviewers(read: ReadHandle, now: Instant): Promise<Reviewer[]> {
	const { users, userRoles, radiologists, assignments } = read.tables;
	const rows = await read
		.select({
			userId: users.id,
			radiologistId: users.radiologistId,
			capacity: users.reviewCapacity,
			awayFrom: users.awayFrom,
			awayTo: users.awayTo,
			modalities: radiologists.reviewModalities,
			// By the index for each of few: what was ever assigned is many.
			load: sql`(select count(*) from ${assignments} where ${assignments.reviewerId} = ${users.id}
				and ${assignments.status} = 'open')`.mapWith(Number)
		})
		.from(users)
		.innerJoin(userRoles, and(eq(userRoles.userId, users.id), eq(userRoles.role, 'reviewer')))
		.leftJoin(radiologists, eq(radiologists.id, users.radiologistId))
		.where(eq(users.status, 'active'))
		.orderBy(users.id);
	return rows.map((row) => ({
		userId: row.userId,
		radiologistId: row.radiologistId,
		modalities: (row.modalities ?? '').split(',').filter(Boolean),
		isAway: row.awayFrom !== null && row.awayFrom <= now && (row.awayTo === null || row.awayTo > now),
		load: row.load,
		capacity: row.capacity
	}));
}

/** How many cases wait for a first reviewer. */
export async function countWaiting(read: ReadHandle): Promise<number> {
	const { cases } = read.tables;
	const [row] = await read
		.select({ n: count() })
		.from(cases)
		.where(and(eq(cases.state, 'drawn'), ne(cases.detectionMode, 'calibration')));
	return row?.n ?? 0;
}
