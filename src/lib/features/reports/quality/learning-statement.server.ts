import { and, asc, count, eq, gte, inArray, isNotNull, lt } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, toZonedDay } from '#lib/core/instant.ts';
import { learningKinds } from '#lib/core/learning/kinds.ts';
import type { Met } from '#lib/core/learning/year.ts';
import { makeRow, suppressed, undefinedValue } from '#lib/core/reports/columns.ts';
import type { FactsSection, Report, ReportFact, TableSection } from '#lib/core/reports/model.ts';
import { suppressLines } from '#lib/core/reports/suppress-lines.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { quantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { startOfYear, yearPage, type YearPage } from '#lib/features/learning/year-queries.server.ts';
import { peerReviewPrivilege } from '#lib/features/reports/privilege.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { plain } from './columns.ts';

const words = messages.qualityReports.learningYear;
/** Fewer submissions of a kind and modality might tell of one. */
const LEAST = 5;
const ALL = '';

/** What the group did in peer learning in a year: counts alone, no score, no name, no case (ACR peer-learning pathway, yearly documentation). */
export async function learningStatement(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const year = Number(request.through.slice(0, 4));
	if (!Number.isInteger(year)) return scopeRequest(actor, request) as Result<never, ReportError>; // names what is wrong with the days
	const page = await yearPage(app, actor, year);
	const asked = { ...request, from: `${year}-01-01`, through: page.asOf };
	const scoped = scopeRequest(actor, asked);
	if (!scoped.ok) return scoped;
	const { read } = app.db;
	const zone = await groupTimeZone(read);
	const span = { from: startOfYear(year, zone), until: startOfYear(year + 1, zone) };
	const conferences = await conferencesOf(read, span);
	const head = await makeHead(app, actor, {
		kind: 'peer-learning',
		request: asked,
		facts: {
			scope: words.scope,
			detectionMode: words.census,
			policyVersions: { learning: page.policyVersion },
			n: page.statement.meetsBoth.n,
			nOf: words.nOf,
			suppression: words.suppression,
			privilege: peerReviewPrivilege()
		}
	});
	return ok({
		head,
		sections: [
			participationTable(page),
			countFacts(page, await daysToConference(read, conferences)),
			kindTable(await submittedByKind(read, span)),
			conferenceTable(conferences, zone)
		],
		notes: [words.noteSequestered, words.notePolicy, words.noteYear]
	});
}

type Span = { readonly from: number; readonly until: number };
type Held = {
	readonly id: string;
	readonly startsAt: number;
	readonly shown: number;
	readonly attended: number;
};

function participationTable({ statement }: YearPage): TableSection {
	const columns = [
		plain('text', 'measure', words.measure),
		plain('count', 'met', words.met),
		plain('count', 'radiologists', words.of),
		{ key: 'share', title: words.share, kind: 'share' as const, n: 'radiologists' }
	];
	const rows: readonly [string, Met][] = [
		[words.submitting, statement.meetsSubmissions],
		[words.attending, statement.meetsAttendance],
		[words.both, statement.meetsBoth]
	];
	return {
		kind: 'table',
		id: 'participation',
		title: words.participation,
		columns,
		rows: rows.map(([measure, { met, n, share }]) =>
			makeRow('body', columns, { measure, met, radiologists: n, share: share ?? undefinedValue })
		),
		empty: ''
	};
}

function countFacts({ statement, policy }: YearPage, days: number | null): FactsSection {
	const of = (key: string, title: string, value: number): ReportFact => ({
		kind: 'count',
		key,
		title,
		value
	});
	return {
		kind: 'facts',
		id: 'counts',
		title: words.counts,
		facts: [
			of('submissions', words.submissions, statement.totalSubmissions),
			of('from_reviews', words.fromReviews, statement.fromReviews),
			of('meetings', words.meetings, statement.meetingsHeld),
			of('meetings_target', words.meetingsTarget, policy.meetingsPerYear),
			of('cases_shown', words.shown, statement.casesShown),
			of('points_sent', words.points, statement.pointsSent),
			of('actions_opened', words.opened, statement.actionsOpened),
			of('actions_closed', words.closed, statement.actionsClosed),
			of('actions_overdue', words.overdue, statement.actionsOverdue),
			{
				...{
					kind: 'decimal' as const,
					unit: 'days',
					digits: 0,
					key: 'days_to_conference',
					title: words.feedback
				},
				...(days === null ? { value: null, absent: 'undefined' as const } : { value: days })
			},
			{ kind: 'text', key: 'verdict', title: words.verdict, value: words.verdicts[statement.verdict] }
		]
	};
}

async function submittedByKind(read: ReadHandle, { from, until }: Span) {
	const { learningCases, reads } = read.tables;
	return read
		.select({ kind: learningCases.kind, modality: reads.modality, n: count() })
		.from(learningCases)
		.leftJoin(reads, eq(reads.id, learningCases.readId))
		.where(and(gte(learningCases.submittedAt, from), lt(learningCases.submittedAt, until)))
		.groupBy(learningCases.kind, reads.modality);
}

function kindTable(rows: Awaited<ReturnType<typeof submittedByKind>>): TableSection {
	const modalities = [...new Set(rows.map(({ modality }) => modality ?? words.noModality))].sort();
	const counts = new Map<string, number>();
	const add = (kind: string, modality: string, n: number) =>
		counts.set(`${kind} ${modality}`, (counts.get(`${kind} ${modality}`) ?? 0) + n);
	for (const { kind, modality, n } of rows) {
		for (const one of [kind, ALL])
			for (const other of [modality ?? words.noModality, ALL]) add(one, other, n);
	}
	const [kinds, places] = [
		[...learningKinds, ALL],
		[...modalities, ALL]
	];
	// What was sent in of each kind is told anyway (the year's page): these sums are not hidden, and all that is left is.
	const lines = [
		...kinds.map((kind) => places.map((modality) => `${kind} ${modality}`)),
		...places.map((modality) => kinds.map((kind) => `${kind} ${modality}`))
	];
	const hidden = suppressLines(counts, lines, LEAST);
	const columns = [
		plain('text', 'kind', words.kind),
		plain('text', 'modality', messages.qualityReports.columns.modality),
		plain('count', 'submitted', words.n)
	];
	return {
		kind: 'table',
		id: 'by-kind',
		title: words.byKind,
		columns,
		rows: kinds.flatMap((kind) =>
			places.flatMap((modality) => {
				const key = `${kind} ${modality}`;
				const n = counts.get(key) ?? 0;
				if (n === 0 && modality !== ALL) return [];
				return makeRow(kind === ALL ? 'total' : modality === ALL ? 'subtotal' : 'body', columns, {
					kind: kind === ALL ? messages.qualityReports.all : wordOf(words.kinds, kind),
					modality: modality === ALL ? messages.qualityReports.all : modality,
					submitted: hidden.has(key) ? suppressed : n
				});
			})
		),
		empty: words.none
	};
}

async function conferencesOf(read: ReadHandle, { from, until }: Span): Promise<Held[]> {
	const { attendances, conferenceCases, conferences } = read.tables;
	const held = await read
		.select({ id: conferences.id, startsAt: conferences.startsAt })
		.from(conferences)
		.where(
			and(eq(conferences.status, 'held'), gte(conferences.startsAt, from), lt(conferences.startsAt, until))
		)
		.orderBy(asc(conferences.startsAt), asc(conferences.id));
	if (held.length === 0) return [];
	const ids = held.map(({ id }) => id);
	const shown = await read
		.select({ id: conferenceCases.conferenceId, n: count() })
		.from(conferenceCases)
		.where(and(inArray(conferenceCases.conferenceId, ids), isNotNull(conferenceCases.shownAt)))
		.groupBy(conferenceCases.conferenceId);
	const attended = await read
		.select({ id: attendances.conferenceId, n: count() })
		.from(attendances)
		.where(inArray(attendances.conferenceId, ids))
		.groupBy(attendances.conferenceId);
	const of = (rows: readonly { id: string; n: number }[], id: string) =>
		rows.find((row) => row.id === id)?.n ?? 0;
	return held.map(({ id, startsAt }) => ({ id, startsAt, shown: of(shown, id), attended: of(attended, id) }));
}

/** Whole days from sending a case in to the conference that showed it, in the middle; null where none was shown. */
async function daysToConference(read: ReadHandle, held: readonly Held[]): Promise<number | null> {
	const { conferenceCases, learningCases } = read.tables;
	if (held.length === 0) return null;
	const rows = await read
		.select({ submittedAt: learningCases.submittedAt, shownAt: conferenceCases.shownAt })
		.from(conferenceCases)
		.innerJoin(learningCases, eq(learningCases.id, conferenceCases.learningCaseId))
		.where(
			inArray(
				conferenceCases.conferenceId,
				held.map(({ id }) => id)
			)
		);
	const days = rows.flatMap(({ submittedAt, shownAt }) =>
		shownAt === null ? [] : [(shownAt - submittedAt) / DAY_MS]
	);
	const { estimate } = quantileInterval(days, 0.5, 0.95);
	return estimate === null ? null : Math.round(estimate);
}

function conferenceTable(held: readonly Held[], zone: string): TableSection {
	const columns = [
		plain('day', 'day', words.day),
		plain('count', 'shown', words.cases),
		plain('count', 'attended', words.attended)
	];
	return {
		kind: 'table',
		id: 'conferences',
		title: words.conferences,
		columns,
		rows: held.map(({ startsAt, shown, attended }) =>
			makeRow('body', columns, { day: toZonedDay(startsAt, zone), shown, attended })
		),
		empty: words.noConferences
	};
}
