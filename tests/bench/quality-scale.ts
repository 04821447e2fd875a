import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { sql } from 'drizzle-orm';
import { monthOf, addMonths, periodOfMonth } from '#lib/core/month.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { casesTopic } from '#lib/features/quality/rollup/cases-topic.server.ts';
import { readsTopic } from '#lib/features/quality/rollup/reads-topic.server.ts';
import { refreshRollups } from '#lib/server/rollups/refresh.ts';
import startPostgres from '../support/engines.ts';
import { engines, testApp, testStart, type TestApp } from '../support/test-app.ts';
import { writeScaleGroup, writeScaleRows, withoutTriggers } from './scale-database.ts';
import { scaleRows, type ScaleRow } from './scale-rows.ts';

const READS = Number(process.env.OVERREAD_BENCH_READS ?? 200_000);
const ROUNDS = Number(process.env.OVERREAD_BENCH_ROUNDS ?? 15);
const CHUNK = 5_000;

/** Dashboards by the months and the place that they look at. */
const pages = {
	'12 months': 'months=12',
	'24 months': 'months=24',
	'12 months, CT': 'months=12&modality=CT',
	'12 months, one facility': 'months=12&facility=f7',
	'12 months against the 12 before': 'months=12&compare=previous'
};

/**
 * The quality page on many reads, one in twenty of them reviewed: server time of the view from rollups, warm and first, against the
 * counts alone (cases and reads by reader, modality, state and score) by raw SQL on the same database and by DuckDB on the same rows.
 */
export async function benchQualityScale(): Promise<string[]> {
	const stopPostgres = await startPostgres();
	const lines = [`${READS.toLocaleString('en')} reads, ${(READS / 20).toLocaleString('en')} reviews`];
	try {
		const duck = await (await DuckDBInstance.create(':memory:')).connect();
		await fillDuck(duck);
		for (const [name, query] of Object.entries(pages)) {
			const { where } = conditionsOf(query);
			const counts = async () => {
				await (await duck.run(casesSql(where))).getRows();
				await (await duck.run(readsSql(where))).getRows();
			};
			lines.push(`duckdb, counts of ${name}: ${times(await measured(counts))}`);
		}
		for (const engine of engines) {
			await using app = await testApp({ engine });
			lines.push(...(await benchEngine(app, engine)));
		}
	} finally {
		await stopPostgres();
	}
	return lines;
}

async function benchEngine(app: TestApp, engine: string): Promise<string[]> {
	await writeScaleGroup(app);
	const seconds = { plain: 0, marked: 0 };
	let nth = 0;
	for (const chunk of chunks()) {
		// Every other chunk without triggers: the tables grow under both alike.
		const isPlain = nth % 2 === 0;
		const putBack = isPlain ? await withoutTriggers(app) : null;
		seconds[isPlain ? 'plain' : 'marked'] += await writeScaleRows(app, chunk);
		await putBack?.();
		nth += 1;
	}
	const lines = [
		`${engine}, bulk insert ${(READS / (seconds.plain + seconds.marked)).toFixed(0)} reads/s; with marks ${percent(seconds.marked / seconds.plain - 1)} slower (${nth} chunks of ${CHUNK})`
	];
	if (engine === 'postgres') await app.db.transaction((write) => write.run(sql.raw('analyze')));
	for (const topic of [readsTopic, casesTopic]) {
		// Chunks without triggers left no marks.
		const cells = await topic.cells(app.db.read);
		const { rollupMarks } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.insertRows(
				rollupMarks,
				cells.map((cell) => ({ id: app.blindIds(), topic: topic.name, ...cell }))
			)
		);
	}
	const startedAt = performance.now();
	const cells = await refreshRollups(app, [readsTopic, casesTopic]);
	const refreshed = (performance.now() - startedAt) / 1000;
	lines.push(
		`${engine}, ${cells} cells counted in ${refreshed.toFixed(1)} s, ${((refreshed / cells) * 1000).toFixed(1)} ms each`
	);
	for (const [name, query] of Object.entries(pages)) {
		const filter = parseQualityFilter(new URLSearchParams(query));
		const view = await measured(() => qualityView(app, filter));
		const { where } = conditionsOf(query);
		const raw = await measured(async () => {
			await app.db.read.rows(sql.raw(casesSql(where)));
			await app.db.read.rows(sql.raw(readsSql(where)));
		});
		lines.push(`${engine}, ${name}: page ${times(view)}; raw counts alone ${times(raw)}`);
	}
	return lines;
}

function* chunks(): Generator<ScaleRow[]> {
	let chunk: ScaleRow[] = [];
	for (const row of scaleRows(READS, testStart)) {
		chunk.push(row);
		if (chunk.length < CHUNK) continue;
		yield chunk;
		chunk = [];
	}
	if (chunk.length > 0) yield chunk;
}

function conditionsOf(query: string): { where: string } {
	const { months, modality, facility } = parseQualityFilter(new URLSearchParams(query));
	const last = monthOf(testStart);
	const from = periodOfMonth(addMonths(last, 1 - Number(months))).from;
	const parts = [
		`reads.final_at >= ${from}`,
		modality === '' ? '' : `reads.modality = '${modality}'`,
		facility === '' ? '' : `reads.facility_id = '${facility}'`
	];
	return { where: parts.filter((part) => part !== '').join(' and ') };
}

const casesSql = (where: string): string =>
	`select reads.reader_id, reads.modality, reads.shift, cases.state, cases.final_score, reviews.reviewer_id, count(*)
	from cases join reads on reads.id = cases.read_id
	left join reviews on reviews.case_id = cases.id and reviews.ordinal = 1 and reviews.superseded_by is null
	where ${where} group by 1, 2, 3, 4, 5, 6`;
const readsSql = (where: string): string =>
	`select reader_id, modality, count(*) from reads
	where kind = 'final' and status in ('current', 'corrected') and ${where} group by 1, 2`;

async function fillDuck(duck: DuckDBConnection): Promise<void> {
	await duck.run(`create table reads (id varchar, facility_id varchar, reader_id varchar, modality varchar, shift varchar,
		kind varchar, status varchar, final_at bigint)`);
	await duck.run('create table cases (id varchar, read_id varchar, state varchar, final_score varchar)');
	await duck.run(
		'create table reviews (case_id varchar, reviewer_id varchar, ordinal integer, superseded_by varchar)'
	);
	const [reads, cases, reviews] = await Promise.all(
		['reads', 'cases', 'reviews'].map((table) => duck.createAppender(table))
	);
	if (!reads || !cases || !reviews) return;
	for (const row of scaleRows(READS, testStart)) {
		for (const text of [
			row.id,
			`f${row.facility}`,
			`p${row.reader}`,
			row.modality,
			row.shift,
			'final',
			'current'
		]) {
			reads.appendVarchar(text);
		}
		reads.appendBigInt(BigInt(row.finalAt));
		reads.endRow();
		if (!row.review) continue;
		for (const text of [`c${row.id}`, row.id, 'closed', row.review.score]) cases.appendVarchar(text);
		cases.endRow();
		for (const text of [`c${row.id}`, `v${row.review.reviewer}`]) reviews.appendVarchar(text);
		reviews.appendInteger(1);
		reviews.appendNull();
		reviews.endRow();
	}
	for (const appender of [reads, cases, reviews]) appender.closeSync();
}

async function measured(work: () => Promise<unknown>): Promise<number[]> {
	const values: number[] = [];
	for (let round = 0; round <= ROUNDS; round++) {
		const startedAt = performance.now();
		await work();
		values.push(performance.now() - startedAt);
	}
	return values;
}

/** The first time, and the middle and the 95th percentile of the others. */
function times([first = 0, ...others]: readonly number[]): string {
	const sorted = others.toSorted((a, b) => a - b);
	const at = (p: number): string => (sorted[Math.ceil(sorted.length * p) - 1] ?? 0).toFixed(0);
	return `p50 ${at(0.5)} p95 ${at(0.95)} ms, first ${first.toFixed(0)} ms`;
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
