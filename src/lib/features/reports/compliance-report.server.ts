import { and, asc, eq, gte, inArray, lt } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Actor } from '#lib/core/actor.ts';
import { toIso, toUtcDay } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import type { Report, ReportCell, ReportColumn, ReportTable } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
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
import { scopeRequest, type ReportError } from './peer-review-summary.server.ts';
import type { ReportRequest } from './schemas.ts';

const names = ['n', 'pass', 'warning', 'fail', 'excepted', 'unknown'] as const;

/**
 * Whether reads were allowed when they were signed, by facility and month with n, and every exception with its ground, words and approver,
 * within the actor's scope. It counts what the gate has found so far, and says when all reads were last checked.
 */
export async function complianceReport(
	app: App,
	actor: Actor,
	request: ReportRequest
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
	const lines = byPlace.flatMap(([code, some]) => [
		...some
			.toSorted((a, b) => (a.month < b.month ? -1 : 1))
			.map((cell): ReportCell[] => [code, cell.month, ...countCells(cell)]),
		[code, 'all', ...countCells(sumCounts(some))]
	]);
	return ok({
		head: {
			format: 'overread-report/1',
			kind: 'interpretation-compliance',
			title: words.title,
			group: (await findGroup(read))?.name ?? '',
			periodFromOn: request.from,
			periodThroughOn: request.through,
			scope: facilityIds ? [...codes.values()].sort().join(', ') : messages.reports.summary.allFacilities,
			detectionMode: 'census',
			blindingLevels: [],
			policyVersions: { credentials: policy.version },
			frameHashes: [],
			n: total.n,
			exclusions: {},
			suppression: words.suppression,
			generatedAt: toIso(app.clock.now()),
			generator: 'Overread 0.1.0',
			privilege: words.privilege
		},
		tables: [
			{
				id: 'by-facility-and-month',
				title: words.byFacility,
				columns: [
					text('facility', messages.gate.columns.facility),
					text('month', messages.gate.columns.month),
					...countColumns()
				],
				rows: lines
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

const text = (key: string, title: string): ReportColumn => ({ key, title, kind: 'text' });
const countColumns = (): ReportColumn[] =>
	names.map((key) => ({ key, title: messages.gate.columns[key], kind: 'count' }));
const countCells = (counts: ComplianceCounts): ReportCell[] => names.map((name) => counts[name]);

/** Every exception that was asked for of reads of the scope, whatever became of it. */
async function exceptionTable(
	read: ReadHandle,
	given: {
		ids: readonly string[];
		period: Period;
		codes: ReadonlyMap<string, string>;
		grounds: Readonly<Record<string, string>>;
	}
): Promise<ReportTable> {
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
			words: t.words,
			status: t.status,
			askedBy: asker.name,
			decidedBy: decider.name,
			decidedAt: t.decidedAt,
			decidedWords: t.decidedWords
		})
		.from(t)
		.innerJoin(f, eq(f.readId, t.readId))
		.innerJoin(radiologists, eq(radiologists.id, f.radiologistId))
		.innerJoin(asker, eq(asker.id, t.askedBy))
		.leftJoin(decider, eq(decider.id, t.decidedBy))
		.where(and(inArray(f.facilityId, [...ids]), gte(f.signedAt, period.from), lt(f.signedAt, period.to)))
		.orderBy(asc(f.signedAt), asc(t.askedAt), asc(t.id));
	const words = messages.reports.compliance;
	return {
		id: 'exceptions',
		title: words.exceptions,
		columns: [
			text('facility', messages.gate.columns.facility),
			text('signed', words.signedOn),
			text('physician', messages.reports.summary.physician),
			text('reasons', messages.gate.columns.reasons),
			text('ground', messages.gate.exceptions.ground),
			text('words', words.words),
			text('status', messages.gate.columns.standing),
			text('asked_by', words.askedBy),
			text('decided_by', words.decidedBy),
			text('decided', words.decidedOn),
			text('decided_words', words.decidedWords)
		],
		rows: rows.map((row) => [
			codes.get(row.facilityId) ?? '?',
			toUtcDay(row.signedAt),
			row.reader,
			reasonWords(row.reasons.split(',')).join('; '),
			wordOf(grounds, row.ground),
			row.words,
			wordOf(messages.gate.exceptions.statuses, row.status),
			row.askedBy,
			row.decidedBy ?? '',
			row.decidedAt === null ? '' : toUtcDay(row.decidedAt),
			row.decidedWords
		])
	};
}
