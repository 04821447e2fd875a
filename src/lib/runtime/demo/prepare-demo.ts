import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { DAY_MS } from '#lib/core/instant.ts';
import { buildApp } from '#lib/runtime/app.ts';
import type { App } from '#lib/server/app.ts';
import type { Config } from '#lib/server/config.ts';
import { loadSecretHex } from '#lib/server/crypto/secrets.ts';
import { emptyPostgres } from '#lib/server/db/empty.ts';
import { alignDemoPasswords, loadDemoPassword } from './accounts.ts';
import { beginSeedingFolder, placeDemo } from './data-folder.ts';
import { seedDemo, type SeedDemo } from './seed-demo.ts';
import { demoStateOf, type DemoState } from './state.ts';

export type PreparedDemo = { readonly password: string; readonly isNew: boolean };

/** Thrown where the data folder or the database belongs to a group of its own. */
export class NotADemo extends Error {}

type Options = Pick<SeedDemo, 'say' | 'thinning' | 'writeStudies'> & { readonly now?: number };

/**
 * Makes sure that the data folder holds the demo: makes it where there is nothing, begins again where it was broken off,
 * keeps what was done in one that is there, and refuses to touch anything else.
 */
export async function prepareDemo(config: Config, options: Options = {}): Promise<PreparedDemo> {
	const isFile = config.databaseUrl.startsWith('file:');
	const databasePath = config.databaseUrl.slice('file:'.length);
	const state = isFile && !existsSync(databasePath) ? 'empty' : await stateOf(config);
	if (state === 'other') {
		throw new NotADemo(
			'The database holds a group of its own. Give the demo another data folder with OVERREAD_DATA, or another DATABASE_URL.'
		);
	}
	const password = loadDemoPassword(config.dataFolder);
	if (state === 'ready') {
		await withApp(config, (app) => alignDemoPasswords(app, password));
		return { password, isNew: false };
	}
	const now = options.now ?? Date.now();
	const seed = { ...options, password, cutAt: Math.floor(now / DAY_MS) * DAY_MS };
	if (isFile) await seedFile(config, databasePath, seed);
	else await seedServer(config, state, seed);
	return { password, isNew: true };
}

type Seed = Omit<SeedDemo, 'scratchFolder'>;

async function withApp<T>(config: Config, work: (app: App) => Promise<T>): Promise<T> {
	const app = await buildApp(config);
	try {
		return await work(app);
	} finally {
		await app.db.close();
	}
}

const stateOf = (config: Config): Promise<DemoState> => withApp(config, (app) => demoStateOf(app.db.read));

/** Makes the demo beside its place, without waiting for the disk, and moves it there when it is whole. */
async function seedFile(config: Config, databasePath: string, seed: Seed): Promise<void> {
	const secretHex = config.secretHex ?? loadSecretHex(config.dataFolder);
	const folder = await beginSeedingFolder(config.dataFolder);
	const beside = {
		...config,
		secretHex,
		dataFolder: folder.path,
		databaseUrl: `file:${folder.databasePath}`
	};
	const app = await buildApp(beside, { durability: 'none' });
	try {
		await seedDemo(app, { ...seed, scratchFolder: join(folder.path, 'dicom') });
		const [broken] = await app.db.read.rows(sql`pragma foreign_key_check`);
		if (broken) throw new Error('the demo group refers to something that it does not have');
	} finally {
		await app.db.close();
	}
	await placeDemo(folder, config.dataFolder, databasePath);
}

/** Makes the demo in a PostgreSQL database, where the mark that it is ready comes last. */
async function seedServer(config: Config, state: DemoState, seed: Seed): Promise<void> {
	if (state === 'seeding') await emptyPostgres(config.databaseUrl);
	const scratchFolder = join(config.dataFolder, 'demo-dicom');
	await rm(scratchFolder, { recursive: true, force: true });
	await withApp(config, (app) => seedDemo(app, { ...seed, scratchFolder }));
}
