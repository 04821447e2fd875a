import { asc, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { makeRow, suppressed, type Absent } from '#lib/core/reports/columns.ts';
import type { Report, TableSection } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { targetOf, type TurnaroundPolicy } from '#lib/core/turnaround/policy.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { groupPrivilege } from '#lib/features/reports/privilege.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { criticalSummary } from '#lib/features/turnaround/critical-summary.server.ts';
import {
	classesOutside,
	criticalsOutside,
	keptOutKinds,
	keptOutOutside,
	type KeptOutCounts,
	type ShownClass,
	type ShownCritical,
	type ShownQuantile
} from '#lib/features/turnaround/outside.ts';
import { measuresOf } from '#lib/features/turnaround/scan.server.ts';
import { MINIMUM_DUE, minimumReads } from '#lib/features/turnaround/words.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { App } from '#lib/server/app.ts';
import { durationColumns, estimateValues, plain, rateColumns, rateValues, type Values } from './columns.ts';
import { scopeWords } from './peer-review-head.server.ts';

const words = messages.qualityReports.contracts;
const minimums = { leastDue: MINIMUM_DUE, leastP90: minimumReads.p90, leastP95: minimumReads.p95 };

/** A facility's numbers as they may leave the group. */
type Place = {
	readonly id: string;
	readonly code: string;
	readonly classes: readonly ShownClass[];
	readonly criticals: readonly ShownCritical[];
	readonly keptOut: KeptOutCounts;
};

/**
 * Turnaround by facility and class on the clock and against the targets of its contract, with what was kept out and the communication of critical
 * results. It is made to be given to facilities: counts of fewer than eleven examinations are not in it, nor what they follow from.
 */
export async function contractTurnaround(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const { period, facilityIds } = scoped.value;
	const { read } = app.db;
	const { facilities } = read.tables;
	const now = app.clock.now();
	const policy = await currentPolicy(read, 'turnaround');
	const rows = await read
		.select({ id: facilities.id, code: facilities.code })
		.from(facilities)
		.where(facilityIds ? inArray(facilities.id, [...facilityIds]) : undefined)
		.orderBy(asc(facilities.code));
	const places: Place[] = [];
	for (const { id, code } of rows) {
		const tally = await measuresOf(read, {
			...{ clock: policy.body.clock, kind: '' as const, period, policy: policy.body, now, facility: id },
			...{ modality: '', region: '', serviceClass: '', readers: null, zones: new Map<string, string>() }
		});
		const { classes, keptOut } = tally.measures(now);
		const critical = await criticalSummary(read, actor, { facility: id, period, now });
		places.push({
			...{ id, code },
			classes: classesOutside(classes, minimums),
			keptOut: keptOutOutside(keptOut),
			criticals: criticalsOutside(critical.rows, minimumReads.p90)
		});
	}
	const head = await makeHead(app, actor, {
		kind: 'contract-turnaround',
		request,
		facts: {
			scope: await scopeWords(read, facilityIds),
			detectionMode: words.census,
			policyVersions: { turnaround: policy.version },
			n: places
				.flatMap(({ classes }) => classes)
				.reduce((sum, { n }) => sum + (typeof n === 'number' ? n : 0), 0),
			nOf: words.nOf,
			suppression: words.suppression,
			privilege: groupPrivilege()
		}
	});
	return ok({
		head,
		sections: [classTable(places, policy.body), criticalTable(places), keptOutTable(places)],
		notes: [
			words.noteClock(wordOf(messages.turnaround.clocks, policy.body.clock)),
			words.noteDue,
			words.noteQuantiles,
			words.noteMean
		]
	});
}

const count = (n: ShownClass['n']): number | Absent => (typeof n === 'number' ? n : suppressed);
const quantile = (key: string, shown: ShownQuantile, isTold: boolean): Values =>
	estimateValues(key, isTold ? shown : 'hidden');

function classTable(places: readonly Place[], policy: TurnaroundPolicy): TableSection {
	const columns = [
		plain('code', 'facility', messages.qualityReports.columns.facility),
		plain('text', 'class', words.class),
		{ key: 'target', title: words.target, kind: 'duration' as const, unit: 'minutes' as const },
		plain('count', 'n', words.n),
		...durationColumns({ key: 'median', title: words.median, unit: 'minutes', n: 'n' }),
		...durationColumns({ key: 'p90', title: words.p90, unit: 'minutes', n: 'n' }),
		...durationColumns({ key: 'p95', title: words.p95, unit: 'minutes', n: 'n' }),
		{ key: 'mean', title: words.mean, kind: 'duration' as const, unit: 'minutes' as const },
		plain('count', 'due', words.due),
		...rateColumns({ key: 'in_target', title: words.inTarget, n: 'due' }),
		plain('count', 'open', words.open),
		plain('count', 'open_late', words.openLate)
	];
	return {
		kind: 'table',
		id: 'by-class',
		title: words.title,
		columns,
		rows: places.flatMap(({ id, code, classes }) =>
			classes.map((row) => {
				const isTold = row.n !== 'few';
				return makeRow('body', columns, {
					facility: code,
					class: wordOf(messages.turnaround.classes, row.serviceClass),
					target: targetOf(policy, id, row.serviceClass),
					n: count(row.n),
					...quantile('median', row.median, isTold),
					...quantile('p90', row.p90, isTold),
					...quantile('p95', row.p95, isTold),
					// Beside a number of reads that is not told it would tell their sum.
					mean: typeof row.n === 'number' && row.meanMinutes !== null ? row.meanMinutes : suppressed,
					due: row.inTarget === 'few' ? suppressed : row.inTarget.n,
					...rateValues('in_target', row.inTarget === 'few' ? 'hidden' : row.inTarget),
					open: count(row.open),
					open_late: count(row.openLate)
				});
			})
		),
		empty: words.empty
	};
}

function criticalTable(places: readonly Place[]): TableSection {
	const columns = [
		plain('code', 'facility', messages.qualityReports.columns.facility),
		plain('code', 'category', words.category),
		plain('count', 'n', words.results),
		plain('count', 'due', words.due),
		...rateColumns({ key: 'in_time', title: words.inTime, n: 'due' }),
		...durationColumns({ key: 'median', title: words.receipt, unit: 'minutes' }),
		plain('count', 'open', words.open)
	];
	return {
		kind: 'table',
		id: 'critical-results',
		title: words.criticalTitle,
		columns,
		rows: places.flatMap(({ code, criticals }) =>
			criticals.map(({ category, n, inTime, median, open }) =>
				makeRow('body', columns, {
					facility: code,
					category: String(category),
					n,
					due: inTime === 'few' ? suppressed : inTime.n,
					...rateValues('in_time', inTime === 'few' ? 'hidden' : inTime),
					...quantile('median', median, median.estimate !== null),
					open: count(open)
				})
			)
		),
		empty: words.noCriticals
	};
}

function keptOutTable(places: readonly Place[]): TableSection {
	const columns = [
		plain('code', 'facility', messages.qualityReports.columns.facility),
		...keptOutKinds.map((kind) => plain('count', kind, words.keptOut[kind]))
	];
	return {
		kind: 'table',
		id: 'kept-out',
		title: words.keptOutTitle,
		columns,
		rows: places.map(({ code, keptOut }) =>
			makeRow('body', columns, {
				facility: code,
				...Object.fromEntries(keptOutKinds.map((kind) => [kind, count(keptOut[kind])]))
			})
		),
		empty: words.empty
	};
}
