import { and, asc, eq, gte, inArray, lt, ne, not, or, sql } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { finalStates } from '#lib/core/case/life.ts';
import { toUtcDay, type Instant } from '#lib/core/instant.ts';
import { monthOf } from '#lib/core/month.ts';
import type { Period } from '#lib/core/period.ts';
import { makeRow, notApplicable, type Absent } from '#lib/core/reports/columns.ts';
import type { Report, TableSection } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { isOwn } from '#lib/features/reads/own-reads.server.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import { peerReviewPrivilege } from '#lib/features/reports/privilege.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { App } from '#lib/server/app.ts';
import { plain, type Values } from './columns.ts';
import { scopeWords } from './peer-review-head.server.ts';

const PSEUDONYM_DIGITS = 10;
const words = messages.qualityReports.discrepancies;

/**
 * Every discrepancy that a committee had to look at and every correction, with what was done about it: a line a case, under a pseudonym
 * that is the same in each log, without reader, reviewer and patient. Cases of the maker's own reads and those that they judge are left out.
 */
export async function discrepancyLog(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const { period, facilityIds } = scoped.value;
	const rows = facilityIds?.length === 0 ? [] : await loggedCases(app, actor, { period, facilityIds });
	const head = await makeHead(app, actor, {
		kind: 'discrepancy-log',
		request,
		facts: {
			scope: await scopeWords(app.db.read, facilityIds),
			detectionMode: words.everyMode,
			n: rows.length,
			nOf: words.nOf,
			suppression: words.suppression,
			...(actor.radiologistId === null ? {} : { leftOut: words.leftOut }),
			privilege: peerReviewPrivilege()
		}
	});
	return ok({ head, sections: [logTable(rows)], notes: [words.noteClass, words.noteOwner, words.noteDays] });
}

type LoggedCase = {
	readonly pseudonym: string;
	readonly facility: string;
	readonly modality: string;
	readonly month: string;
	readonly mode: string;
	readonly score: string | null;
	readonly attribution: string | null;
	readonly outcome: string | null;
	readonly action: string | null;
	readonly correction: {
		readonly status: string;
		readonly dueAt: Instant;
		readonly informedAt: Instant | null;
		readonly informedHow: string | null;
		readonly receivedAt: Instant | null;
		readonly addendumAt: Instant | null;
		readonly closedAt: Instant | null;
	} | null;
};

async function loggedCases(
	app: App,
	actor: Actor,
	{ period, facilityIds }: { readonly period: Period; readonly facilityIds: readonly string[] | undefined }
): Promise<LoggedCase[]> {
	const { read } = app.db;
	const { cases, committeeDecisions, corrections, facilities, reads } = read.tables;
	const signedAt = sql<number>`coalesce(${reads.finalAt}, ${reads.preliminaryAt})`.mapWith(Number);
	const isGrave = and(inArray(cases.finalScore, ['2b', '3a', '3b']), inArray(cases.state, [...finalStates]));
	const found = await read
		.select({
			caseId: cases.id,
			facility: facilities.code,
			modality: reads.modality,
			signedAt: signedAt.as('signed_at'),
			mode: cases.detectionMode,
			state: cases.state,
			score: cases.finalScore,
			attribution: cases.attribution,
			status: corrections.status,
			dueAt: corrections.dueAt,
			informedAt: corrections.informedAt,
			informedHow: corrections.informedHow,
			receivedAt: corrections.receivedAt,
			addendumAt: corrections.addendumAt,
			closedAt: corrections.closedAt
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.leftJoin(corrections, eq(corrections.caseId, cases.id))
		.where(
			and(
				ne(cases.detectionMode, 'calibration'),
				or(isGrave, sql`${corrections.id} is not null`),
				gte(signedAt, period.from),
				lt(signedAt, period.to),
				facilityIds ? inArray(reads.facilityId, [...facilityIds]) : undefined,
				actor.radiologistId === null ? undefined : not(isOwn(read, actor.radiologistId)),
				unseenReads(read, actor) ?? undefined
			)
		)
		.orderBy(asc(signedAt), asc(cases.id));
	const ids = found.map(({ caseId }) => caseId);
	const decisions = ids.length
		? await read
				.select({
					caseId: committeeDecisions.caseId,
					outcome: committeeDecisions.outcome,
					action: committeeDecisions.action
				})
				.from(committeeDecisions)
				.where(inArray(committeeDecisions.caseId, ids))
				.orderBy(asc(committeeDecisions.decidedAt), asc(committeeDecisions.id))
		: [];
	// The last decision has the word.
	const lastOf = new Map(decisions.map(({ caseId, ...decision }) => [caseId, decision]));
	return found.map(({ caseId, status, dueAt, signedAt: at, state, score, ...row }) => {
		const { informedAt, informedHow, receivedAt, addendumAt, closedAt, ...rest } = row;
		const isFinal = finalStates.some((each) => each === state);
		const decision = isFinal ? lastOf.get(caseId) : undefined;
		return {
			...rest,
			pseudonym: app.secrets.pseudonym('report-case', caseId).toString('hex').slice(0, PSEUDONYM_DIGITS),
			month: monthOf(at),
			// Before a case is final its score may still change.
			score: isFinal ? score : null,
			outcome: decision?.outcome ?? null,
			action: decision?.action ?? null,
			correction:
				status === null || dueAt === null
					? null
					: { status, dueAt, informedAt, informedHow, receivedAt, addendumAt, closedAt }
		};
	});
}

function logTable(rows: readonly LoggedCase[]): TableSection {
	const columns = [
		plain('code', 'case', words.case),
		plain('code', 'month', words.month),
		plain('code', 'facility', messages.qualityReports.columns.facility),
		plain('code', 'modality', messages.qualityReports.columns.modality),
		plain('text', 'way', words.way),
		plain('code', 'class', words.class),
		plain('text', 'significance', words.significance),
		plain('text', 'attribution', words.attribution),
		plain('text', 'decision', words.decision),
		plain('text', 'action', words.action),
		plain('text', 'correction', words.correction),
		plain('day', 'due', words.due),
		plain('day', 'informed', words.informed),
		plain('text', 'how', words.how),
		plain('day', 'received', words.received),
		plain('day', 'addendum', words.addendum),
		plain('day', 'closed', words.closed)
	];
	return {
		kind: 'table',
		id: 'log',
		title: words.title,
		columns,
		rows: rows.map((row) => makeRow('body', columns, valuesOf(row))),
		empty: words.none
	};
}

function valuesOf({ correction, score, ...row }: LoggedCase): Values {
	const day = (at: Instant | null | undefined): string | Absent =>
		at === null || at === undefined ? notApplicable : toUtcDay(at);
	const word = (of: Readonly<Record<string, string>>, code: string | null | undefined): string | Absent =>
		code === null || code === undefined ? notApplicable : wordOf(of, code);
	return {
		case: row.pseudonym,
		month: row.month,
		facility: row.facility,
		modality: row.modality,
		way: wordOf(words.modes, row.mode),
		class: score ?? notApplicable,
		significance:
			score === null || score === '1' ? notApplicable : words.significances[score.endsWith('b') ? 'b' : 'a'],
		attribution: word(words.attributions, row.attribution),
		decision: word(words.outcomes, row.outcome),
		action: word(words.actions, row.action),
		correction: word(words.statuses, correction?.status),
		due: day(correction?.dueAt),
		informed: day(correction?.informedAt),
		how: word(words.hows, correction?.informedHow),
		received: day(correction?.receivedAt),
		addendum: day(correction?.addendumAt),
		closed: day(correction?.closedAt)
	};
}
