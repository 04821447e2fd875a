import { and, asc, eq, gte, inArray, lt } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Actor } from '#lib/core/actor.ts';
import { toIso, toUtcDay } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { makeRow, notApplicable, type ReportCell, type ReportColumn } from '#lib/core/reports/columns.ts';
import type { Report, TableSection } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import {
	allFacilities,
	complianceCells,
	lastSweep,
	sumCounts,
	type ComplianceCounts
} from '#lib/features/credentials/gate/checked-counts.server.ts';
import { reasonWords } from '#lib/features/credentials/gate/gate-words.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { credentialsPrivilege } from './privilege.ts';
import { makeHead } from './report-head.server.ts';
import { scopeRequest, type ReportError } from './report-scope.server.ts';
import type { MakerRequest } from './schemas.ts';

const names = ['n', 'pass', 'warning', 'fail', 'excepted', 'unknown'] as const;

/**
 * Whether reads were allowed when they were signed, by facility and month with n, and every exception with its ground, its decision and
 * who approved it, within the actor's scope: what was written in free words stays in the portal, since nobody has looked through it for
 * names. It counts what the gate has found so far, and says when all reads were last checked.
 */
export async function complianceReport(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const { period, facilityIds } = scoped.value;
	const { read } = app.db;
	const places = (await allFacilities(read)).filter(({ id }) => facilityIds?.includes(id) ?? true);
	const codes = new Map(places.map(({ id, code }) => [id, code]));
	const ids = places.map(({ id }) => id);
	const sweep = await lastSweep(read);
	// A read without a finding counts as one that passes only where all of them have been checked.
	const cells = sweep.ended ? await complianceCells(read, { facilityIds: ids, period }) : [];
	const total = sumCounts(cells);
	const policy = await currentPolicy(read, 'credentials');
	const grounds = Object.fromEntries(policy.body.exceptionGrounds.map(({ code, words }) => [code, words]));
	const words = messages.reports.compliance;
	const byPlace = [...Map.groupBy(cells, ({ facilityId }) => codes.get(facilityId) ?? '?')].sort(
		([a], [b]) => (a < b ? -1 : 1)
	);
	const columns = countColumns();
	const rows = byPlace.flatMap(([facility, some]) => [
		...some
			.toSorted((a, b) => (a.month < b.month ? -1 : 1))
			.map((cell) => makeRow('body', columns, { facility, month: cell.month, ...counts(cell) })),
		makeRow('subtotal', columns, { facility, month: 'all', ...counts(sumCounts(some)) })
	]);
	const head = await makeHead(app, actor, {
		kind: 'interpretation-compliance',
		request,
		facts: {
			scope: facilityIds ? [...codes.values()].sort().join(', ') : messages.reports.summary.allFacilities,
			policyVersions: { credentials: policy.version },
			rulePackVersions: sweep.ended ? { credentials: sweep.ended.ruleVersion } : {},
			n: total.n,
			nOf: words.nOf,
			suppression: words.suppression,
			privilege: credentialsPrivilege()
		}
	});
	return ok({
		head,
		sections: [
			{
				kind: 'table',
				id: 'by-facility-and-month',
				title: words.byFacility,
				columns,
				rows,
				empty: messages.reports.emptyTable
			},
			await exceptionTable(read, { ids, period, codes, grounds })
		],
		notes: [
			sweep.ended
				? words.noteSweep(toIso(sweep.ended.endedAt), sweep.ended.ruleVersion, sweep.ended.policyVersion)
				: words.noteNever,
			words.noteRules,
			words.noteMonths
		]
	});
}

const countColumns = (): ReportColumn[] => [
	{ key: 'facility', title: messages.gate.columns.facility, kind: 'code' },
	{ key: 'month', title: messages.gate.columns.month, kind: 'code' },
	...names.map((key): ReportColumn => ({ key, title: messages.gate.columns[key], kind: 'count' }))
];
const counts = (cell: ComplianceCounts): Record<string, ReportCell> =>
	Object.fromEntries(names.map((name) => [name, cell[name]]));

/** Every exception that was asked for of reads of the scope, whatever became of it. */
async function exceptionTable(
	read: ReadHandle,
	given: {
		ids: readonly string[];
		period: Period;
		codes: ReadonlyMap<string, string>;
		grounds: Readonly<Record<string, string>>;
	}
): Promise<TableSection> {
	const { ids, period, codes, grounds } = given;
	const { gateExceptions: t, gateFindings: f, users, radiologists } = read.tables;
	const asker = alias(users, 'asker');
	const decider = alias(users, 'decider');
	const rows = await read
		.select({
			facilityId: f.facilityId,
			signedAt: f.signedAt,
			reader: radiologists.code,
			reasons: t.reasons,
			ground: t.ground,
			status: t.status,
			askedBy: asker.name,
			decidedBy: decider.name,
			decidedAt: t.decidedAt
		})
		.from(t)
		.innerJoin(f, eq(f.readId, t.readId))
		.innerJoin(radiologists, eq(radiologists.id, f.radiologistId))
		.innerJoin(asker, eq(asker.id, t.askedBy))
		.leftJoin(decider, eq(decider.id, t.decidedBy))
		.where(and(inArray(f.facilityId, [...ids]), gte(f.signedAt, period.from), lt(f.signedAt, period.to)))
		.orderBy(asc(f.signedAt), asc(t.askedAt), asc(t.id));
	const columns = exceptionColumns();
	return {
		kind: 'table',
		id: 'exceptions',
		title: messages.reports.compliance.exceptions,
		columns,
		rows: rows.map((row) =>
			makeRow('body', columns, {
				facility: codes.get(row.facilityId) ?? '?',
				signed: toUtcDay(row.signedAt),
				physician: row.reader,
				reasons: reasonWords(row.reasons.split(',')).join('; '),
				ground: wordOf(grounds, row.ground),
				status: wordOf(messages.gate.exceptions.statuses, row.status),
				asked_by: row.askedBy,
				decided_by: row.decidedBy ?? notApplicable,
				decided: row.decidedAt === null ? notApplicable : toUtcDay(row.decidedAt)
			})
		),
		empty: messages.reports.compliance.noExceptions
	};
}

function exceptionColumns(): ReportColumn[] {
	const { columns, exceptions } = messages.gate;
	const words = messages.reports.compliance;
	return [
		{ key: 'facility', title: columns.facility, kind: 'code' },
		{ key: 'signed', title: words.signedOn, kind: 'day' },
		{ key: 'physician', title: messages.reports.summary.physician, kind: 'code' },
		{ key: 'reasons', title: columns.reasons, kind: 'text' },
		{ key: 'ground', title: exceptions.ground, kind: 'text' },
		{ key: 'status', title: columns.standing, kind: 'text' },
		{ key: 'asked_by', title: words.askedBy, kind: 'text' },
		{ key: 'decided_by', title: words.decidedBy, kind: 'text' },
		{ key: 'decided', title: words.decidedOn, kind: 'day' }
	];
}
