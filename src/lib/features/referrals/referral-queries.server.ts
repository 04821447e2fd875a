import { and, count, desc, eq, ne, sql } from 'drizzle-orm';
import { type ListPlace, makeListPlace } from '#lib/core/list-place.ts';
import { may, type Actor } from '#lib/core/actor.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isPast } from '#lib/server/db/keyset.ts';
import type { ReferralFilter } from './filter.ts';
import { seenReads } from './seen-reads.server.ts';

const PAGE = 50;

function rowColumns(read: ReadHandle) {
	const { referrals, reads, facilities } = read.tables;
	return {
		id: referrals.id,
		mode: referrals.mode,
		source: referrals.source,
		grade: referrals.grade,
		status: referrals.status,
		receivedAt: referrals.receivedAt,
		accession: reads.accession,
		modality: reads.modality,
		procedure: reads.procedure,
		kind: reads.kind,
		facility: { name: facilities.name, code: facilities.code },
		timeZone: facilities.timeZone
	};
}

/** A page of what was asked, the latest first. */
export async function referralPage(
	read: ReadHandle,
	actor: Actor,
	{ filter, after }: { filter: ReferralFilter; after: ListPlace | null }
) {
	const { referrals, reads, facilities, cases } = read.tables;
	const rows = await read
		.select({ ...rowColumns(read), caseState: cases.state })
		.from(referrals)
		.innerJoin(reads, eq(reads.id, referrals.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.leftJoin(cases, eq(cases.id, referrals.caseId))
		.where(
			and(
				filter.status === null ? undefined : eq(referrals.status, filter.status),
				filter.mode === null ? undefined : eq(referrals.mode, filter.mode),
				mayKnow(read, actor),
				isPast(after, referrals.receivedAt, referrals.id)
			)
		)
		.orderBy(desc(referrals.receivedAt), desc(referrals.id))
		.limit(PAGE + 1);
	const shown = rows.slice(0, PAGE);
	const last = shown.at(-1);
	const next = rows.length > PAGE && last ? makeListPlace({ at: last.receivedAt, id: last.id }) : null;
	return { rows: shown, next };
}

export type ReferralRow = Awaited<ReturnType<typeof referralPage>>['rows'][number];

/** How many referrals wait for a decision of this person. */
export async function countOpenReferrals(read: ReadHandle, actor: Actor): Promise<number> {
	const { referrals, reads } = read.tables;
	const [row] = await read
		.select({ n: count() })
		.from(referrals)
		.innerJoin(reads, eq(reads.id, referrals.readId))
		.where(and(eq(referrals.status, 'open'), mayKnow(read, actor)));
	return row?.n ?? 0;
}

/** One referral with its words, or null when there is none for this person. */
export async function findReferral(read: ReadHandle, actor: Actor, id: string) {
	const { referrals, reads, facilities, cases } = read.tables;
	const [row] = await read
		.select({
			...rowColumns(read),
			readId: referrals.readId,
			words: referrals.words,
			refusedReason: referrals.refusedReason,
			decidedAt: referrals.decidedAt,
			reportVersion: reads.reportVersion,
			readStatus: reads.status,
			caseState: cases.state,
			dueAt: cases.dueAt,
			joins: hasCase(read)
		})
		.from(referrals)
		.innerJoin(reads, eq(reads.id, referrals.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.leftJoin(cases, eq(cases.id, referrals.caseId))
		.where(and(eq(referrals.id, id), mayKnow(read, actor)));
	return row ?? null;
}

/** Whether the read of a referral has a case of its mode that still counts: accepting joins it, and makes no other. */
function hasCase(read: ReadHandle) {
	const { cases, referrals } = read.tables;
	return sql`case when exists (select 1 from ${cases} c where c.read_id = ${referrals.readId}
		and c.detection_mode = ${referrals.mode} and c.state <> 'withdrawn') then 1 else 0 end`.mapWith(Boolean);
}

export type Referral = NonNullable<Awaited<ReturnType<typeof findReferral>>>;

/** Opens a referral and writes down who did: its words may name the patient. */
export async function viewReferral(app: App, actor: Actor, id: string): Promise<Referral | null> {
	const referral = await findReferral(app.db.read, actor, id);
	if (!referral) return null;
	await app.db.transaction((write) =>
		recordAudit(write, {
			type: 'read.viewed',
			subjectId: referral.readId,
			facts: {},
			at: app.clock.now(),
			actor
		})
	);
	return referral;
}

/** Referrals of a focused plan are for those who run plans: whoever else sees them would know whose reads are looked at. */
export function mayKnow(read: ReadHandle, actor: Actor) {
	const { referrals } = read.tables;
	const plans = may(actor, 'focused.manage') ? undefined : ne(referrals.mode, 'focused');
	return and(plans, seenReads(read, actor));
}
