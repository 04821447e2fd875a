import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { sql } from 'drizzle-orm';
import { execFile } from 'node:child_process';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { refreshRollups } from '#lib/server/rollups/refresh.ts';
import startPostgres from '../support/engines.ts';
import { engines, type TestApp } from '../support/test-app.ts';
import type { ColdFigures } from './quality-cold.ts';
import { askPage, pages, type PageName } from './quality-pages.ts';
import { fillDuck, rawQueries } from './quality-raw.ts';
import { scaleApp, scaleTopics } from './scale-app.ts';
import { bareCost } from './scale-marks.ts';

const READS = Number(process.env.OVERREAD_BENCH_READS ?? 200_000);
const ROUNDS = Number(process.env.OVERREAD_BENCH_ROUNDS ?? 15);
const COLD_ROUNDS = Number(process.env.OVERREAD_BENCH_COLD_ROUNDS ?? 5);
const listOf = (name: string): string[] | undefined => process.env[name]?.split(',');
const ENGINES = listOf('OVERREAD_BENCH_ENGINES') ?? [...engines];
const STEPS = listOf('OVERREAD_BENCH_STEPS') ?? ['marks', 'begun', 'rested', 'bare', 'warm', 'raw', 'duckdb'];
const names = Object.keys(pages) as PageName[]; // the keys of that object
const PAGES = listOf('OVERREAD_BENCH_PAGES')?.map((place) => names[Number(place) - 1]) ?? names;
/** A query that takes seconds is asked for less often. */
const RAW_LIMIT_MS = 6_000;

/**
 * The quality pages on many reads, one in twenty of them reviewed: server time of the views from rollups, against the counts alone (cases
 * and reads by reader, modality, state and score) by raw SQL on the same database and by DuckDB on the same rows.
 */
export async function benchQualityScale(): Promise<string[]> {
	const stopPostgres = await startPostgres();
	say(`${READS.toLocaleString('en')} reads, ${(READS / 20).toLocaleString('en')} reviews`);
	const duck = STEPS.includes('duckdb') ? await (await DuckDBInstance.create(':memory:')).connect() : null;
	try {
		if (duck) await fillDuck(duck, READS);
		for (const engine of engines.filter((each) => ENGINES.includes(each))) {
			if (STEPS.includes('marks')) say(await bareCost(engine));
			await using app = await scaleApp(engine, READS, (line) => say(`${engine}, ${line}`));
			for (const name of names.filter((each) => PAGES.includes(each))) await benchPage(app, name, duck);
		}
	} finally {
		duck?.closeSync();
		await stopPostgres();
	}
	return [];
}

/** Lines come as they are known, with the load of the machine: a run takes many minutes. */
function say(line: string): void {
	console.log(`quality-scale: ${line} [load ${(loadavg()[0] ?? 0).toFixed(1)}]`);
}

/** One page in every way that is asked for, a line each: the product's own, and beside it what counts the same. */
async function benchPage(app: TestApp, name: PageName, duck: DuckDBConnection | null): Promise<void> {
	const { engine } = app.db;
	const tell = (what: string, figures: string): void => say(`${engine}, ${name}, ${what}: ${figures}`);
	for (const how of ['begun', 'rested', 'bare'].filter((each) => STEPS.includes(each))) {
		const figures = await coldFigures(app, name, how);
		const most = (of: (each: ColdFigures) => number): string => Math.max(...figures.map(of)).toFixed(0);
		const ready = `; ready after ${most(({ readyMs }) => readyMs)} ms, nobody answered for ${most(({ stillMs }) => stillMs)} ms, ${most(({ residentMb }) => residentMb)} MB at most`;
		tell(how, times([0, ...figures.map(({ pageMs }) => pageMs)]) + (how === 'bare' ? '' : ready));
	}
	if (STEPS.includes('warm')) await benchWarm(app, name, tell);
	if (STEPS.includes('raw')) {
		const queries = rawQueries(name, engine);
		const counts = async () => {
			for (const query of queries) await app.db.read.rows(sql.raw(query));
		};
		tell('counts by raw SQL', times(await measured(counts)));
	}
	if (duck) {
		const queries = rawQueries(name, 'duckdb');
		const counts = async () => {
			for (const query of queries) await (await duck.run(query)).getRows();
		};
		tell('counts by DuckDB', times(await measured(counts)));
	}
}

async function benchWarm(
	app: TestApp,
	name: PageName,
	tell: (what: string, figures: string) => void
): Promise<void> {
	const ask = () => askPage(app, name);
	tell('again', times(await measured(ask)));
	tell('a minute later', times(await measured(ask, async () => app.clock.advance(MINUTE_MS))));
	const reviewed = await measured(ask, async () => {
		await refreshRollups(app, scaleTopics);
		await changeOneReview(app);
	});
	await refreshRollups(app, scaleTopics);
	tell('after one more review', times(reviewed));
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

/** Each in a process of its own. */
async function coldFigures(app: TestApp, name: PageName, how: string): Promise<ColdFigures[]> {
	const script = fileURLToPath(new URL('quality-cold.ts', import.meta.url));
	const figures: ColdFigures[] = [];
	// What is built needs no types taken out of it as it starts; the bench runs from the sources.
	const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'overread-compiled') };
	for (let round = 0; round < COLD_ROUNDS; round++) {
		const { databaseUrl, dataFolder } = app.config;
		const words = [script, databaseUrl, dataFolder, name, how];
		const { stdout } = await promisify(execFile)(process.execPath, words, { env });
		figures.push(JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ColdFigures); // as that script writes them
	}
	return figures;
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
	return `p50 ${at(0.5)} p95 ${at(0.95)} largest ${at(1)} ms (n ${others.length})${start}`;
}
