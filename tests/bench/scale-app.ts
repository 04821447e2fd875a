import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { casesTopic } from '#lib/features/quality/rollup/cases-topic.server.ts';
import { readsTopic } from '#lib/features/quality/rollup/reads-topic.server.ts';
import { turnaroundTopic } from '#lib/features/turnaround/cells.server.ts';
import { buildApp } from '#lib/runtime/app.ts';
import { migratePostgres, migrateSqlite } from '#lib/server/db/migrate.ts';
import { rebuildRollups } from '#lib/server/rollups/refresh.ts';
import { testApp, testStart, type Engine, type TestApp } from '../support/test-app.ts';
import { fillScale, writeScaleGroup } from './scale-database.ts';

/** The rollups that the pages are made of. */
export const scaleTopics = [readsTopic, casesTopic, turnaroundTopic];

/** Databases that lie here are measured again, and those that do not are made here and stay. */
const KEPT = process.env.OVERREAD_BENCH_KEPT;

type Fill = (app: TestApp, reads: number, say: (line: string) => void) => Promise<void>;

/**
 * A group of so many reads on an engine, with its rollups unless something else fills it under a name of its own; `say` is told how long
 * they took to make.
 */
export async function scaleApp(
	engine: Engine,
	reads: number,
	say: (line: string) => void,
	{ name, fill }: { name: string; fill: Fill } = { name: 'scale', fill: fillWithRollups }
): Promise<TestApp> {
	if (KEPT === undefined) {
		const app = await testApp({ engine });
		await fill(app, reads, say);
		return app;
	}
	const dataFolder = join(KEPT, engine);
	mkdirSync(dataFolder, { recursive: true });
	const kept = `${name}_${reads}`;
	const { databaseUrl, isNew } =
		engine === 'sqlite' ? keptFile(dataFolder, kept) : await keptDatabase(`overread_${kept}`);
	if (isNew)
		await (engine === 'sqlite'
			? migrateSqlite(databaseUrl.slice('file:'.length))
			: migratePostgres(databaseUrl));
	const app = await openKept({ databaseUrl, dataFolder, isMadeReady: false });
	if (isNew) await fill(app, reads, say);
	return app;
}

function keptFile(dataFolder: string, name: string): { databaseUrl: string; isNew: boolean } {
	const path = join(dataFolder, `${name.replace('_', '-')}.sqlite`);
	return { databaseUrl: `file:${path}`, isNew: !existsSync(path) };
}

/** On the server that `OVERREAD_TEST_POSTGRES` names. */
async function keptDatabase(name: string): Promise<{ databaseUrl: string; isNew: boolean }> {
	const url = new URL(process.env.OVERREAD_TEST_POSTGRES ?? '');
	const client = new pg.Client({ connectionString: url.href });
	await client.connect();
	try {
		const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
		if (rowCount === 0) await client.query(`create database ${name}`);
		url.pathname = `/${name}`;
		return { databaseUrl: url.href, isNew: rowCount === 0 };
	} finally {
		await client.end();
	}
}

/** Opens a database that is there; closing it removes nothing. */
export async function openKept({
	databaseUrl,
	dataFolder,
	isMadeReady
}: {
	readonly databaseUrl: string;
	readonly dataFolder: string;
	readonly isMadeReady: boolean;
}): Promise<TestApp> {
	let at = testStart;
	const clock = {
		now: () => at,
		advance: (ms: number) => {
			at += ms;
		},
		set: (next: number) => {
			at = next;
		}
	};
	const app = await buildApp(
		{
			...{ dataFolder, databaseUrl, origin: 'http://localhost:5173', port: 5173, host: '127.0.0.1' },
			...{
				secretHex: '5e'.repeat(32),
				signingKeyHex: null,
				logLevel: 'silent',
				hasWorker: false,
				isMadeReady,
				mail: null,
				audit: {
					anchorFolder: join(dataFolder, 'anchors'),
					anchorMail: [],
					anchorSystem: null,
					syslog: null
				},
				pacs: null
			}
		},
		{ clock }
	);
	const close = () => app.db.close();
	return { ...app, clock, close, [Symbol.asyncDispose]: close };
}

async function fillWithRollups(app: TestApp, reads: number, say: (line: string) => void): Promise<void> {
	const startedAt = performance.now();
	await writeScaleGroup(app);
	await fillScale(app, reads, testStart);
	const filledAt = performance.now();
	say(`filled in ${((filledAt - startedAt) / 1000).toFixed(0)} s`);
	const cells = await rebuildRollups(app, scaleTopics);
	const seconds = (performance.now() - filledAt) / 1000;
	say(
		`${cells} cells of facilities and those over all of them counted in ${seconds.toFixed(1)} s, ${((seconds / cells) * 1000).toFixed(1)} ms each`
	);
}
