import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { rollupTopics } from '#lib/runtime/rollups.ts';
import { refreshRollups } from '#lib/server/rollups/refresh.ts';
import startPostgres from '../support/engines.ts';
import { engines, testApp, testStart, type Engine, type TestApp } from '../support/test-app.ts';
import { writeScaleGroup, writeScaleRows, withoutTriggers } from './scale-database.ts';
import { scaleRows, type ScaleRow } from './scale-rows.ts';

const ENGINES = process.env.OVERREAD_BENCH_ENGINES?.split(',') ?? [...engines];
const BARE_ROWS = 100_000;
const BARE_CHUNK = 5_000;
/** Files of reads that are imported, half of them without triggers. */
const FILES = 16;
const READS_IN_FILE = 2_500;

/** What keeping the marks of rollups adds to writing reads: by the product's own import, and by bare inserts of many rows. */
export async function benchMarks(): Promise<string[]> {
	const stopPostgres = await startPostgres();
	try {
		for (const engine of engines.filter((each) => ENGINES.includes(each))) {
			console.log(`marks: ${await bareCost(engine)}`);
			console.log(`marks: ${await importCost(engine)}`);
		}
	} finally {
		await stopPostgres();
	}
	return [];
}

/** Reads with their cases and reviews, by nothing but inserts. */
export async function bareCost(engine: Engine): Promise<string> {
	await using app = await testApp({ engine });
	await writeScaleGroup(app);
	const taken = await inTurns(app, [...chunks()], (rows) => writeScaleRows(app, rows));
	return `${engine}, bare inserts of ${BARE_CHUNK} reads: ${compared(taken, BARE_CHUNK)}`;
}

/** Files of reads through the importer: parsed, checked, named, chained and recorded. */
async function importCost(engine: Engine): Promise<string> {
	await using app = await testApp({ engine });
	await writeScaleGroup(app);
	const folder = mkdtempSync(join(tmpdir(), 'overread-bench-'));
	let refreshed = 0;
	try {
		const files = Array.from({ length: FILES }, (_, at) => writeReads(folder, at));
		const taken = await inTurns(app, files, async (file) => {
			const seconds = await timed(async () => {
				const { reads, refused } = await importPaths(app, null, [file]);
				if (reads !== READS_IN_FILE || refused !== 0) throw new Error(`${file} was not taken`);
			});
			refreshed += await timed(() => refreshRollups(app, rollupTopics));
			return seconds;
		});
		const worker = ((refreshed / FILES) * 2000).toFixed(0);
		return `${engine}, imports of ${READS_IN_FILE} reads: ${compared(taken, READS_IN_FILE)}; the worker afterwards ${worker} ms a marked file`;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

type Taken = { readonly plain: number[]; readonly marked: number[] };

/** Works pieces off in turns without and with triggers, so that tables grow under both alike; the first pair only warms up. */
async function inTurns<T>(
	app: TestApp,
	pieces: readonly T[],
	work: (piece: T) => Promise<number>
): Promise<Taken> {
	const taken: Taken = { plain: [], marked: [] };
	for (const [nth, piece] of pieces.entries()) {
		const isPlain = nth % 4 === 0 || nth % 4 === 3;
		const putBack = isPlain ? await withoutTriggers(app) : null;
		const seconds = await work(piece);
		await putBack?.();
		if (nth > 1) taken[isPlain ? 'plain' : 'marked'].push(seconds);
	}
	return taken;
}

function compared({ plain, marked }: Taken, rows: number): string {
	const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
	const mean = (values: readonly number[]) => sum(values) / values.length;
	const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
	const added = (of: (values: readonly number[]) => number) =>
		`${((of(marked) / of(plain) - 1) * 100).toFixed(1)} %`;
	return `${(rows / mean(plain)).toFixed(0)} reads/s; marks add ${added(mean)} (of middle values ${added(middle)}, n ${marked.length})`;
}

function* chunks(): Generator<ScaleRow[]> {
	let chunk: ScaleRow[] = [];
	for (const row of scaleRows(BARE_ROWS, testStart)) {
		chunk.push(row);
		if (chunk.length < BARE_CHUNK) continue;
		yield chunk;
		chunk = [];
	}
}

const header =
	'accession,facility,modality,procedure,priority,patient_class,reader_id,reader_name,status,patient_id,patient_name,exam_completed_at,final_at,report_text';
const modalities = ['CT', 'MR', 'XR', 'US'];

/** A file of finished reads of one day. */
function writeReads(folder: string, day: number): string {
	const lines = Array.from({ length: READS_IN_FILE }, (_, at) => {
		const finalAt = testStart - (FILES - day) * DAY_MS + Math.floor((at / READS_IN_FILE) * 20) * HOUR_MS;
		const time = (ms: number) => new Date(ms).toISOString();
		const reader = at % 50;
		return [
			...[
				`B${day}-${at}`,
				`F${at % 40}`,
				modalities[at % 4],
				'CT HEAD WITHOUT CONTRAST',
				'routine',
				'outpatient'
			],
			...[`R${reader}`, `"ROE, JANE${reader}"`, 'final', `M${day}-${at}`, '"DOE, JOHN"'],
			...[time(finalAt - 47 * MINUTE_MS), time(finalAt), 'IMPRESSION: No acute intracranial abnormality.']
		].join(',');
	});
	const path = join(folder, `${day}.csv`);
	writeFileSync(path, `${header}\n${lines.join('\n')}\n`);
	return path;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const startedAt = performance.now();
	await work();
	return (performance.now() - startedAt) / 1000;
}
