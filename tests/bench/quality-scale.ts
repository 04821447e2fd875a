import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { sql } from 'drizzle-orm';
import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { monthOf, addMonths, periodOfMonth } from '#lib/core/month.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { refreshRollups, rebuildRollups } from '#lib/server/rollups/refresh.ts';
import { casesTopic } from '#lib/features/quality/rollup/cases-topic.server.ts';
import { readsTopic } from '#lib/features/quality/rollup/reads-topic.server.ts';
import { turnaroundTopic } from '#lib/features/turnaround/cells.server.ts';
import startPostgres from '../support/engines.ts';
import { engines, testApp, testStart, type Engine, type TestApp } from '../support/test-app.ts';
import { askPage, isTurnaround, pages, type PageName } from './quality-pages.ts';
import { fillScale, writeScaleGroup } from './scale-database.ts';
import { bareCost } from './scale-marks.ts';
import { scaleReads, tookMs, words, type ScaleEngine } from './scale-sql.ts';

const READS = Number(process.env.OVERREAD_BENCH_READS ?? 200_000);
const ROUNDS = Number(process.env.OVERREAD_BENCH_ROUNDS ?? 15);
const COLD_ROUNDS = Number(process.env.OVERREAD_BENCH_COLD_ROUNDS ?? 5);
const ENGINES = process.env.OVERREAD_BENCH_ENGINES?.split(',') ?? [...engines];
/** A query that takes seconds is asked for less often. */
const RAW_LIMIT_MS = 6_000;

const topics = [readsTopic, casesTopic, turnaroundTopic];

/**
 * The quality pages on many reads, one in twenty of them reviewed: server time of the views from rollups, against the counts alone (cases
 * and reads by reader, modality, state and score) by raw SQL on the same database and by DuckDB on the same rows.
 */
export async function benchQualityScale(): Promise<string[]> {
	const stopPostgres = await startPostgres();
	say(`${READS.toLocaleString('en')} reads, ${(READS / 20).toLocaleString('en')} reviews`);
	try {
		const duck = await (await DuckDBInstance.create(':memory:')).connect();
		await fillDuck(duck);
		for (const name of Object.keys(pages)) {
			const queries = rawQueries(name as PageName, 'duckdb'); // the keys of that object
			const counts = async () => {
				for (const query of queries) await (await duck.run(query)).getRows();
			};
			say(`duckdb, counts of ${name}: ${times(await measured(counts))}`);
		}
		duck.closeSync();
		for (const engine of engines.filter((each) => ENGINES.includes(each))) {
			say(await bareCost(engine));
			await using app = await testApp({ engine });
			await benchEngine(app, engine);
		}
	} finally {
		await stopPostgres();
	}
	return [];
}

/** Lines come as they are known, with the load of the machine: a run takes many minutes. */
function say(line: string): void {
	console.log(`quality-scale: ${line} [load ${(loadavg()[0] ?? 0).toFixed(1)}]`);
}

async function benchEngine(app: TestApp, engine: Engine): Promise<void> {
	await writeScaleGroup(app);
	const [filled] = await seconds(() => fillScale(app, READS, testStart));
	say(`${engine}, filled in ${filled.toFixed(0)} s`);
	const [refreshed, cells] = await seconds(() => rebuildRollups(app, topics));
	say(
		`${engine}, ${cells} cells of facilities and those over all of them counted in ${refreshed.toFixed(1)} s, ${((refreshed / cells) * 1000).toFixed(1)} ms each`
	);
	for (const name of Object.keys(pages) as PageName[]) {
		const cold = await coldTimes(app, name);
		const again = await measured(() => askPage(app, name));
		const later = await measured(
			() => askPage(app, name),
			async () => app.clock.advance(MINUTE_MS)
		);
		const reviewed = await measured(
			() => askPage(app, name),
			async () => {
				await refreshRollups(app, topics);
				await changeOneReview(app);
			}
		);
		await refreshRollups(app, topics);
		say(
			`${engine}, ${name}: cold ${times([0, ...cold])}; again ${times(again)}; a minute later ${times(later)}; after one more review ${times(reviewed)}`
		);
		const queries = rawQueries(name, engine);
		const raw = await measured(async () => {
			for (const query of queries) await app.db.read.rows(sql.raw(query));
		});
		say(`${engine}, raw counts of ${name}: ${times(raw)}`);
	}
}

let changed = 0;

/** One more review of this month is scored. */
async function changeOneReview(app: TestApp): Promise<void> {
	changed += 1;
	const score = changed % 2 === 0 ? '2a' : '1';
	const id = `cr${String(READS - 20 * (changed % 40)).padStart(9, '0')}`;
	await app.db.transaction((write) =>
		write.run(
			sql.raw(`update cases set final_score = '${score}', due_at = due_at + 60000 where id = '${id}'`)
		)
	);
}

/** Each in a process of its own, which has only just opened the database. */
async function coldTimes(app: TestApp, name: PageName): Promise<number[]> {
	const script = fileURLToPath(new URL('quality-cold.ts', import.meta.url));
	const values: number[] = [];
	for (let round = 0; round < COLD_ROUNDS; round++) {
		const { stdout } = await promisify(execFile)(process.execPath, [
			script,
			app.config.databaseUrl,
			app.config.dataFolder,
			name
		]);
		values.push(Number(stdout.trim().split('\n').at(-1)));
	}
	return values;
}

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

/** The bare counts that a page needs. */
function rawQueries(name: PageName, engine: ScaleEngine): string[] {
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

async function fillDuck(duck: DuckDBConnection): Promise<void> {
	const id = `printf('r%09d', i)`;
	const from = (every: number) => scaleReads('duckdb', READS, testStart, every);
	await duck.run(`create table reads as select ${id} as id, 'f' || facility as facility_id, 'p' || reader as reader_id,
		${words.modality} as modality, ${words.shift} as shift, 'final' as kind, 'current' as status, 'routine' as priority,
		'outpatient' as patient_class, final_at - ${tookMs} as exam_completed_at, final_at from ${from(1)}`);
	await duck.run(`create table cases as select 'c' || ${id} as id, ${id} as read_id, 'closed' as state,
		${words.score} as final_score from ${from(20)}`);
	await duck.run(`create table reviews as select 'c' || ${id} as case_id, 'v' || reviewer as reviewer_id, 1 as ordinal,
		null::varchar as superseded_by from ${from(20)}`);
}

async function seconds<T>(work: () => Promise<T>): Promise<[number, T]> {
	const startedAt = performance.now();
	const answer = await work();
	return [(performance.now() - startedAt) / 1000, answer];
}

/** Times of `work`, the first one apart; `before` is not timed. */
async function measured(work: () => Promise<unknown>, before?: () => unknown): Promise<number[]> {
	const values: number[] = [];
	const startedAt = performance.now();
	for (let round = 0; round <= ROUNDS; round++) {
		await before?.();
		const [taken] = await seconds(work);
		values.push(taken * 1000);
		if (round > 0 && performance.now() - startedAt > RAW_LIMIT_MS) break;
	}
	return values;
}

/** The first time, and the middle and the 95th percentile of the others. */
function times([first = 0, ...others]: readonly number[]): string {
	const sorted = others.toSorted((a, b) => a - b);
	const at = (p: number): string => (sorted[Math.ceil(sorted.length * p) - 1] ?? 0).toFixed(0);
	const start = first === 0 ? '' : `, first ${first.toFixed(0)} ms`;
	return `p50 ${at(0.5)} p95 ${at(0.95)} ms (n ${others.length})${start}`;
}
