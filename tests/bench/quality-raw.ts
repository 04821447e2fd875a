import type { DuckDBConnection } from '@duckdb/node-api';
import { addMonths, monthOf, periodOfMonth } from '#lib/core/month.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { testStart } from '../support/test-app.ts';
import { isTurnaround, pages, type PageName } from './quality-pages.ts';
import { scaleReads, tookMs, words, type ScaleEngine } from './scale-sql.ts';

function conditionsOf(name: PageName): { where: string } {
	const { months, modality, facility } = parseQualityFilter(new URLSearchParams(pages[name]));
	const last = monthOf(testStart);
	const from = periodOfMonth(addMonths(last, 1 - Number(months))).from;
	const parts = [
		`reads.final_at >= ${from}`,
		modality === '' ? '' : `reads.modality = '${modality}'`,
		facility === '' ? '' : `reads.facility_id = '${facility}'`
	];
	return { where: parts.filter((part) => part !== '').join(' and ') };
}

/** The bare counts that a page needs, as queries of an engine. */
export function rawQueries(name: PageName, engine: ScaleEngine): string[] {
	const { where } = conditionsOf(name);
	return isTurnaround(name) ? turnaroundSql(where, engine) : [casesSql(where), readsSql(where)];
}

const casesSql = (where: string): string =>
	`select reads.reader_id, reads.modality, reads.shift, cases.state, cases.final_score, reviews.reviewer_id, count(*)
	from cases join reads on reads.id = cases.read_id
	left join reviews on reviews.case_id = cases.id and reviews.ordinal = 1 and reviews.superseded_by is null
	where ${where} group by 1, 2, 3, 4, 5, 6`;
const readsSql = (where: string): string =>
	`select reader_id, modality, count(*) from reads
	where kind = 'final' and status in ('current', 'corrected') and ${where} group by 1, 2`;

/** What the page shows of finished reads: count, mean, median, P90 and P95 of each class, and how many came in each hour of the week. */
function turnaroundSql(where: string, engine: ScaleEngine): string[] {
	const from = `from reads where kind = 'final' and status in ('current', 'corrected') and ${where}`;
	const took = 'final_at - exam_completed_at';
	const counts = `count(*), avg(${took}), sum(case when ${took} <= 3600000 then 1 else 0 end)`;
	const hours = `select cast(exam_completed_at / 3600000 as bigint) % 168, count(*),
		sum(case when ${took} <= 3600000 then 1 else 0 end) ${from} group by 1`;
	if (engine !== 'sqlite') {
		const quantile = (p: number) =>
			engine === 'duckdb'
				? `quantile_cont(${took}, ${p})`
				: `percentile_cont(${p}) within group (order by ${took})`;
		return [
			`select priority, patient_class, ${counts}, ${[0.5, 0.9, 0.95].map(quantile).join(', ')} ${from} group by 1, 2`,
			hours
		];
	}
	// SQLite has no quantiles: the ranks are counted.
	const ranked = (p: number) => `max(case when k = cast(n * ${p} as integer) + 1 then took end)`;
	return [
		`select priority, patient_class, max(n), avg(took), sum(took <= 3600000), ${[0.5, 0.9, 0.95].map(ranked).join(', ')}
			from (select priority, patient_class, took, row_number() over (partition by priority, patient_class order by took) as k,
				count(*) over (partition by priority, patient_class) as n
				from (select priority, patient_class, ${took} as took ${from}) d) r group by 1, 2`,
		hours
	];
}

/** Makes the same rows in DuckDB, by its own queries. */
export async function fillDuck(duck: DuckDBConnection, count: number): Promise<void> {
	const id = `printf('r%09d', i)`;
	const from = (every: number) => scaleReads('duckdb', count, testStart, every);
	await duck.run(`create table reads as select ${id} as id, 'f' || facility as facility_id, 'p' || reader as reader_id,
		${words.modality} as modality, ${words.shift} as shift, 'final' as kind, 'current' as status, 'routine' as priority,
		'outpatient' as patient_class, final_at - ${tookMs} as exam_completed_at, final_at from ${from(1)}`);
	await duck.run(`create table cases as select 'c' || ${id} as id, ${id} as read_id, 'closed' as state,
		${words.score} as final_score from ${from(20)}`);
	await duck.run(`create table reviews as select 'c' || ${id} as case_id, 'v' || reviewer as reviewer_id, 1 as ordinal,
		null::varchar as superseded_by from ${from(20)}`);
}
