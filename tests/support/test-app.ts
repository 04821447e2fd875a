import { createHash, randomUUID } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Clock, Instant } from '#lib/core/instant.ts';
import { buildApp } from '#lib/runtime/app.ts';
import type { App } from '#lib/server/app.ts';
import type { Config } from '#lib/server/config.ts';
import { migratePostgres, migrateSqlite } from '#lib/server/db/migrate.ts';

/** Both engines, for `describe.each(engines)`. */
export const engines = ['sqlite', 'postgres'] as const;
export type Engine = (typeof engines)[number];

/** When every test begins: a Monday, 12:00 UTC. */
export const testStart: Instant = Date.UTC(2026, 10, 16, 12);

/** A clock that stands still until it is moved. */
export type TestClock = Clock & { advance(ms: number): void; set(at: Instant): void };

/** A real app over a fresh, migrated database and an empty data folder. `await using app = …` or `app.close()` removes both. */
export type TestApp = App & AsyncDisposable & { readonly clock: TestClock; close(): Promise<void> };

function makeClock(): TestClock {
	let at = testStart;
	return {
		now: () => at,
		advance: (ms) => {
			at += ms;
		},
		set: (next) => {
			at = next;
		}
	};
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Names a template by what its migrations say, so that changed ones make another. */
function migrationsVersion(engine: Engine): string {
	const folder = join(root, 'drizzle', engine);
	const hash = createHash('sha256');
	for (const file of readdirSync(folder).sort()) {
		if (file.endsWith('.sql')) hash.update(file).update(readFileSync(join(folder, file)));
	}
	return hash.digest('hex').slice(0, 12);
}

/** A copy of a migrated file, which is made once for each version of the migrations and kept. */
function copySqlite(folder: string): string {
	const cache = join(root, 'node_modules', '.cache', 'overread');
	const template = join(cache, `template-${migrationsVersion('sqlite')}.sqlite`);
	if (!existsSync(template)) {
		mkdirSync(cache, { recursive: true });
		// Several test processes may make it at once: each makes its own, and the name changes in one step.
		const own = `${template}.${randomUUID()}`;
		migrateSqlite(own);
		renameSync(own, template);
	}
	const path = join(folder, 'overread.sqlite');
	copyFileSync(template, path);
	return `file:${path}`;
}

function serverUrl(): string {
	const url = process.env.OVERREAD_TEST_POSTGRES;
	if (!url)
		throw new Error('OVERREAD_TEST_POSTGRES names no server: run these tests as the vitest project db');
	return url;
}

function databaseUrl(name: string): string {
	const url = new URL(serverUrl());
	url.pathname = `/${name}`;
	return url.href;
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({ connectionString: serverUrl() });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

const TEMPLATE_LOCK = 7462;

/** A new database made from a migrated template; the template's name changes with the migrations. */
async function copyPostgres(): Promise<string> {
	const template = `overread_template_${migrationsVersion('postgres')}`;
	const name = `overread_test_${randomUUID().replaceAll('-', '')}`;
	await onServer(async (client) => {
		// Test files run in several processes: one makes the template, and nobody copies it meanwhile.
		await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
		const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
		if (rowCount === 0) {
			await client.query(`create database ${template}_new`);
			await migratePostgres(databaseUrl(`${template}_new`));
			await client.query(`alter database ${template}_new rename to ${template}`);
		}
		await client.query(`create database ${name} template ${template}`);
	});
	return databaseUrl(name);
}

async function dropPostgres(url: string): Promise<void> {
	const name = new URL(url).pathname.slice(1);
	await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
}

/** Builds a real app for a test on the engine; nothing of it is shared with another test. */
export async function testApp({
	engine = 'sqlite',
	origin = 'http://localhost:5173',
	port = 5173,
	mail = null,
	pacs = null,
	audit = {}
}: {
	engine?: Engine;
	origin?: string;
	port?: number;
	mail?: Config['mail'];
	pacs?: Config['pacs'];
	audit?: Partial<Config['audit']>;
} = {}): Promise<TestApp> {
	const dataFolder = mkdtempSync(join(tmpdir(), 'overread-test-'));
	const url = engine === 'sqlite' ? copySqlite(dataFolder) : await copyPostgres();
	const clock = makeClock();
	const app = await buildApp(
		{
			dataFolder,
			databaseUrl: url,
			origin,
			port,
			host: '127.0.0.1',
			secretHex: '5e'.repeat(32),
			signingKeyHex: null,
			logLevel: 'silent',
			hasWorker: false,
			isMadeReady: false,
			mail,
			audit: {
				anchorFolder: join(dataFolder, 'anchors'),
				anchorMail: [],
				anchorSystem: null,
				syslog: null,
				...audit
			},
			pacs
		},
		{ clock }
	);
	const close = async (): Promise<void> => {
		await app.db.close();
		if (engine === 'postgres') await dropPostgres(url);
		rmSync(dataFolder, { recursive: true, force: true });
	};
	return { ...app, clock, close, [Symbol.asyncDispose]: close };
}
