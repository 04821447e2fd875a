import { and, count, desc, eq, gte, inArray, isNull, lt, lte, ne, not, or, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { finalStates, heldStates } from '#lib/core/case/life.ts';
import { committeeStates } from '#lib/core/committee/decision.ts';
import { toUtcDay } from '#lib/core/instant.ts';
import { addMonths, monthOf, periodOfMonth } from '#lib/core/month.ts';
import { ok, type Ok } from '#lib/core/result.ts';
import { codeWords } from '#lib/core/scoring/code-words.ts';
import { taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import { isOwn } from '#lib/features/reads/own-reads.server.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { CaseListView, CaseOutcome, CaseStanding } from './list.ts';
import { needsUnblinding, parseCaseListQuery, placeText, type CaseListQuery } from './query.ts';
import type { UnblindCases } from './schemas.ts';

const PAGE_ROWS = 50;
/** So many are counted at most: whoever needs to know of more reads the page that the number stands on. */
const MOST_COUNTED = 1000;

/**
 * The cases behind a number, newest reads first, without a word of whose they are. Cases of the asker's own reads, and those that the
 * asker judges or judged, are never in it.
 */
export function caseList(app: App, actor: Actor, asked: URLSearchParams): Promise<CaseListView> {
	return listCases(app, actor, { asked, isUnblinded: false });
}

/** The same list with the codes of readers and reviewers; kept in the audit log with the reason. */
export async function unblindCases(
	app: App,
	actor: Actor,
	{ reason, query }: UnblindCases
): Promise<Ok<{ list: CaseListView }>> {
	const list = await listCases(app, actor, { asked: new URLSearchParams(query), isUnblinded: true });
	const at = app.clock.now();
	await app.db.transaction((write) =>
		recordAudit(
			write,
			...list.rows.map(({ caseId }) => ({
				type: 'case.unblinded' as const,
				subjectId: caseId,
				facts: { reason },
				at,
				actor
			})),
			{ type: 'cases.unblinded', subjectId: actor.id, facts: { reason, n: list.rows.length }, at, actor }
		)
	);
	return ok({ list });
}

async function listCases(
	app: App,
	actor: Actor,
	{ asked, isUnblinded }: { asked: URLSearchParams; isUnblinded: boolean }
): Promise<CaseListView> {
	const { read } = app.db;
	const query = parseCaseListQuery(asked);
	const { filter, narrowing, after, ignored } = query;
	const none = { filter, narrowing, ignored, rows: [], next: null, total: 0, isMore: false, isUnblinded };
	// Whose cases they are is what such a list would tell.
	if (needsUnblinding(narrowing) && !isUnblinded) return none;
	const { cases, facilities, radiologists, reads, reviews, users } = read.tables;
	const signedAt = signedColumn(read, filter);
	const conditions = and(
		...conditionsOf(read, query, app.clock.now()),
		unseenReads(read, actor) ?? undefined,
		notOwn(read, actor)
	);
	// The order in which the tables are to be gone through: by the date of reads, where many of them belong to the list; else by cases.
	const isByDate = !isOfFew(narrowing);
	const first = and(eq(reviews.caseId, cases.id), eq(reviews.ordinal, 1), isNull(reviews.supersededBy));
	const rows = await read
		.select({
			caseId: cases.id,
			readId: reads.id,
			signedAt,
			facilityCode: facilities.code,
			modality: reads.modality,
			procedure: reads.procedure,
			state: cases.state,
			score: cases.finalScore,
			cause: reviews.cause,
			readerCode: radiologists.code,
			reviewerCode: users.reviewerCode
		})
		.from(isByDate ? reads : cases)
		.crossJoin(isByDate ? cases : reads)
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
		.leftJoin(reviews, first)
		.leftJoin(users, eq(users.id, reviews.reviewerId))
		.where(
			and(
				conditions,
				after
					? or(lt(signedAt, after.at), and(eq(signedAt, after.at), lt(cases.id, after.caseId)))
					: undefined
			)
		)
		.orderBy(desc(signedAt), desc(cases.id))
		.limit(PAGE_ROWS);
	const counted = read
		.select({ one: sql`1`.as('one') })
		.from(isByDate ? reads : cases)
		.crossJoin(isByDate ? cases : reads)
		.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
		.leftJoin(reviews, first)
		.leftJoin(users, eq(users.id, reviews.reviewerId))
		.where(conditions)
		.limit(MOST_COUNTED + 1)
		.as('counted');
	const [all] = await read.select({ n: count() }).from(counted);
	const words = await taxonomyWords(read);
	const last = rows.at(-1);
	const next = new URLSearchParams(asked);
	if (last) next.set('after', placeText({ at: last.signedAt ?? 0, caseId: last.caseId }));
	return {
		...none,
		total: Math.min(all?.n ?? 0, MOST_COUNTED),
		isMore: (all?.n ?? 0) > MOST_COUNTED,
		next: last && rows.length === PAGE_ROWS ? next.toString() : null,
		rows: rows.map((row) => ({
			caseId: row.caseId,
			// The page of a read names its reader: to be opened it takes what unblinding takes, unless nothing is known of the review.
			readId: isUnblinded || isAhead(row.state) ? row.readId : null,
			readOn: toUtcDay(row.signedAt ?? 0),
			facilityCode: row.facilityCode,
			modality: row.modality,
			procedure: row.procedure,
			state: row.state,
			score: row.score,
			cause: row.cause === null ? null : codeWords(words, row.cause),
			readerCode: isUnblinded ? row.readerCode : null,
			reviewerCode: isUnblinded ? row.reviewerCode : null
		}))
	};
}

function conditionsOf(
	read: ReadHandle,
	{ filter, narrowing }: CaseListQuery,
	now: number
): (SQL | undefined)[] {
	const { cases, radiologists, reads, reviews, users } = read.tables;
	const last = monthOf(now);
	const months = narrowing.month
		? periodOfMonth(narrowing.month)
		: { from: periodOfMonth(addMonths(last, 1 - Number(filter.months))).from, to: periodOfMonth(last).to };
	const signedAt = signedColumn(read, filter);
	const { cause, double } = narrowing;
	const modality = narrowing.modality ?? filter.modality;
	const second = sql`exists (select 1 from ${reviews} two where two.case_id = ${cases.id} and two.ordinal = 2
		and two.superseded_by is null)`;
	return [
		eq(reads.id, cases.readId),
		// Says to the index of cases by read that it may be used.
		ne(cases.detectionMode, 'calibration'),
		gte(signedAt, months.from),
		lt(signedAt, months.to),
		eq(cases.detectionMode, filter.mode),
		eq(reads.kind, filter.kind),
		filter.level ? eq(cases.blindingLevel, filter.level) : undefined,
		filter.facility ? eq(reads.facilityId, filter.facility) : undefined,
		modality ? eq(reads.modality, modality) : undefined,
		filter.region ? eq(reads.bodyRegion, filter.region) : undefined,
		filter.subspecialty ? eq(radiologists.section, filter.subspecialty) : undefined,
		filter.tier ? eq(radiologists.tier, filter.tier) : undefined,
		narrowing.reader ? eq(radiologists.code, narrowing.reader) : undefined,
		narrowing.reviewer ? eq(users.reviewerCode, narrowing.reviewer) : undefined,
		narrowing.shift ? eq(reads.shift, narrowing.shift) : undefined,
		// A group of causes has all its types.
		cause
			? or(eq(reviews.cause, cause), sql`substr(${reviews.cause}, 1, ${cause.length + 1}) = ${`${cause}/`}`)
			: undefined,
		double ? second : undefined,
		narrowing.outcome ? hasOutcome(read, narrowing.outcome) : undefined,
		narrowing.standing ? stands(read, narrowing.standing, now) : undefined
	];
}

/** When a read of the kind that is asked for was signed: a column, so that an index can be gone through. */
function signedColumn(read: ReadHandle, { kind }: Pick<CaseListQuery['filter'], 'kind'>) {
	const { reads } = read.tables;
	return kind === 'final' ? reads.finalAt : reads.preliminaryAt;
}

/** Whether a list is of few among the cases of its months. */
function isOfFew({ outcome, standing, cause, double, reviewer }: CaseListQuery['narrowing']): boolean {
	const isMost = standing === undefined || ['done', 'due', 'final'].includes(standing);
	return (
		!isMost || double === true || cause !== undefined || reviewer !== undefined || (outcome ?? '1') !== '1'
	);
}

const scoresOf: Readonly<Record<CaseOutcome, readonly string[]>> = {
	any: ['2a', '2b', '3a', '3b'],
	significant: ['2b', '3b'],
	scoreThree: ['3a', '3b'],
	'1': ['1'],
	'2a': ['2a'],
	'2b': ['2b'],
	'3a': ['3a'],
	'3b': ['3b']
};

function hasOutcome(read: ReadHandle, outcome: CaseOutcome): SQL | undefined {
	const { cases } = read.tables;
	return and(inArray(cases.finalScore, [...scoresOf[outcome]]), inArray(cases.state, [...finalStates]));
}

function stands(read: ReadHandle, standing: CaseStanding, now: number): SQL | undefined {
	const { cases } = read.tables;
	const ahead = ['drawn', ...heldStates];
	switch (standing) {
		case 'waiting':
			return eq(cases.state, 'drawn');
		case 'assigned':
			return inArray(cases.state, [...heldStates]);
		case 'overdue':
			return and(inArray(cases.state, ahead), lt(cases.dueAt, now));
		case 'due':
			return and(ne(cases.state, 'withdrawn'), lte(cases.dueAt, now));
		case 'done':
			return sql`${cases.state} not in ('drawn', 'withdrawn') and not ${inArray(cases.state, [...heldStates])}`;
		case 'committee':
			return inArray(cases.state, [...committeeStates]);
		case 'withdrawn':
			return eq(cases.state, 'withdrawn');
		case 'final':
			return inArray(cases.state, [...finalStates]);
	}
}

function isAhead(state: string): boolean {
	return state === 'drawn' || heldStates.some((each) => each === state);
}

/** What one's own reads led to, signed or co-signed, is told under feedback, when it is released. */
function notOwn(read: ReadHandle, { radiologistId }: Actor): SQL | undefined {
	return radiologistId === null ? undefined : not(isOwn(read, radiologistId));
}
