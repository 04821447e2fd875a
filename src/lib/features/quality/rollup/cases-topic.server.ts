import { sql } from 'drizzle-orm';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { periodOfMonth } from '#lib/core/month.ts';
import {
	joinTables,
	makeTable,
	packTable,
	unpackTable,
	type ColumnRow
} from '#lib/core/rollups/column-table.ts';
import type { RollupTopic } from '#lib/server/rollups/topic.ts';
import { caseColumns } from './columns.ts';
import { allMonths, inMonth } from './month-conditions.server.ts';
import { timeZoneOf, workingDayOf } from './reads-topic.server.ts';

type CaseRow = ColumnRow & {
	readonly at: number;
	readonly dueAt: number;
	readonly submittedAt: number | null;
	readonly secondSubmittedAt: number | null;
	readonly waitsSinceAt: number | null;
};

/** Cases with what the quality page needs of each. */
export const casesTopic: RollupTopic = {
	name: 'cases',
	format: 2,
	merge: (bodies) =>
		packTable(
			joinTables(
				caseColumns,
				bodies.map((body) => ({ table: unpackTable(body), labels: {} }))
			)
		),
	cells: (read) => allMonths(read, 'cases'),
	async make(read, { facilityId, period }) {
		const { cases, reads, reviews } = read.tables;
		const signed = sql`coalesce(${reads.finalAt}, ${reads.preliminaryAt})`;
		// A case has one standing review of each ordinal; a withdrawn one may have none.
		const rows = await read.rows<CaseRow>(
			sql`select ${reads.readerId} as reader, one.reviewer_id as reviewer, two.reviewer_id as "secondReviewer", ${reads.modality} as modality,
				${reads.bodyRegion} as region, ${reads.kind} as kind, ${reads.shift} as shift,
				${cases.detectionMode} as mode, ${cases.blindingLevel} as level, ${cases.state} as state,
				${cases.finalScore} as score, one.score as first, two.score as second, one.cause as cause,
				${cases.attribution} as attribution, ${signed} as at, ${cases.dueAt} as "dueAt",
				one.submitted_at as "submittedAt", two.submitted_at as "secondSubmittedAt",
				case when ${cases.state} = 'rebutted' then ${cases.rebuttedAt} else one.submitted_at end as "waitsSinceAt"
				from ${reads}
				join ${cases} on ${cases.readId} = ${reads.id} and ${cases.detectionMode} <> 'calibration'
				left join ${reviews} one on one.case_id = ${cases.id} and one.ordinal = 1 and one.superseded_by is null
				left join ${reviews} two on two.case_id = ${cases.id} and two.ordinal = 2 and two.superseded_by is null
				where ${inMonth(read, facilityId, periodOfMonth(period))}
				order by ${signed}, ${cases.id}`
		);
		if (rows.length === 0) return null;
		const timeZone = await timeZoneOf(read, facilityId);
		const minuteOf = (at: number | null) => (at === null ? 0 : Math.floor(Number(at) / MINUTE_MS));
		return packTable(
			makeTable(
				caseColumns,
				rows.map(({ at: signedAt, dueAt, submittedAt, secondSubmittedAt, waitsSinceAt, ...row }) => ({
					...row,
					day: workingDayOf(Number(signedAt), timeZone),
					minute: minuteOf(signedAt),
					due: minuteOf(dueAt),
					submitted: minuteOf(submittedAt),
					secondSubmitted: minuteOf(secondSubmittedAt),
					waitsSince: minuteOf(waitsSinceAt)
				}))
			)
		);
	}
};
