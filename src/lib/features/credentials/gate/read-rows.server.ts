import { and, asc, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { GateQuestion } from '#lib/core/credentials/gate/question.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { GateFacility } from './context.server.ts';

/** What the gate asks of a read: a version of a report, which was signed by its own reader. */
export type SignedRead = {
	readonly id: string;
	readonly readerId: string;
	readonly facilityId: string;
	readonly modality: string;
	readonly kind: string;
	readonly serviceState: string | null;
	readonly payer: string | null;
	readonly finalAt: Instant | null;
	readonly preliminaryAt: Instant | null;
};

/** When a version was signed; null where it was not. A final one may carry the time of its preliminary besides. */
export function signedAtOf({ finalAt, preliminaryAt }: SignedRead): Instant | null {
	return finalAt ?? preliminaryAt;
}

/** A read as a question for the gate. A corrected version and an addendum are final acts of their own. */
export function questionOf(read: SignedRead, facility: GateFacility | undefined): GateQuestion {
	return {
		serviceState: read.serviceState,
		facility: read.facilityId,
		facilityState: facility?.jurisdiction ?? null,
		federalSystem: facility?.federalSystem ?? null,
		modality: read.modality,
		kind: read.kind === 'preliminary' ? 'preliminary' : 'final',
		payer: read.payer ?? ''
	};
}

function columnsOf({ tables: { reads: t } }: ReadHandle) {
	return {
		id: t.id,
		readerId: t.readerId,
		facilityId: t.facilityId,
		modality: t.modality,
		kind: t.kind,
		serviceState: t.serviceState,
		payer: t.payer,
		finalAt: t.finalAt,
		preliminaryAt: t.preliminaryAt
	};
}

/** Some reads by id. */
export async function readsByIds(read: ReadHandle, ids: readonly string[]): Promise<SignedRead[]> {
	const { reads: t } = read.tables;
	return read
		.select(columnsOf(read))
		.from(t)
		.where(inArray(t.id, [...ids]));
}

/** The reads after one, in the order in which they came in, which is nearly that of time. */
export async function readsAfter(read: ReadHandle, after: string, most: number): Promise<SignedRead[]> {
	const { reads: t } = read.tables;
	// By hand: of five million rows the query builder's own work on each is most of the time.
	return read.rows<SignedRead>(
		sql`select ${t.id} as id, ${t.readerId} as "readerId", ${t.facilityId} as "facilityId", ${t.modality} as modality,
			${t.kind} as kind, ${t.serviceState} as "serviceState", ${t.payer} as payer, ${t.finalAt} as "finalAt",
			${t.preliminaryAt} as "preliminaryAt"
			from ${t} where ${t.id} > ${after} order by ${t.id} limit ${most}`
	);
}

/** Where a walk through reads of one reader or facility stands: by their final signature, then those without one. */
export type ReadPlace = { readonly finalAt: Instant | null; readonly id: string };

/** The first place of such a walk. */
export const firstPlace: ReadPlace = { finalAt: Number.MIN_SAFE_INTEGER, id: '' };

/** The reads of one reader or facility after a place; `next` is null at the end. */
export async function readsOf(
	read: ReadHandle,
	of: { readonly readerId: string } | { readonly facilityId: string },
	{ after, most }: { readonly after: ReadPlace; readonly most: number }
): Promise<{ rows: SignedRead[]; next: ReadPlace | null }> {
	const { reads: t } = read.tables;
	const own = 'readerId' in of ? eq(t.readerId, of.readerId) : eq(t.facilityId, of.facilityId);
	if (after.finalAt === null) {
		const rows = await read
			.select(columnsOf(read))
			.from(t)
			.where(and(own, isNull(t.finalAt), gt(t.id, after.id)))
			.orderBy(asc(t.id))
			.limit(most);
		const last = rows.at(-1);
		return { rows, next: rows.length === most && last ? { finalAt: null, id: last.id } : null };
	}
	const rows = await read
		.select(columnsOf(read))
		.from(t)
		.where(
			and(
				own,
				isNotNull(t.finalAt),
				or(gt(t.finalAt, after.finalAt), and(eq(t.finalAt, after.finalAt), gt(t.id, after.id)))
			)
		)
		.orderBy(asc(t.finalAt), asc(t.id))
		.limit(most);
	const last = rows.at(-1);
	if (rows.length < most || !last) return { rows, next: { finalAt: null, id: '' } };
	return { rows, next: { finalAt: last.finalAt, id: last.id } };
}
