import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeUuidV4, makeUuidV7 } from '#lib/core/ids.ts';
import type { Clock } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import { readConfig, type Config } from '#lib/server/config.ts';
import { loadSecretHex, makeSecrets } from '#lib/server/crypto/secrets.ts';
import { openDatabase, type OpenOptions } from '#lib/server/db/open.ts';
import { makeLog } from '#lib/server/log.ts';

/** Opens the database and the data folder and puts the app together. The caller closes `app.db`. */
export async function buildApp(
	config: Config,
	overrides: { clock?: Clock } & OpenOptions = {}
): Promise<App> {
	const imagesFolder = join(config.dataFolder, 'images');
	const documentsFolder = join(config.dataFolder, 'documents');
	for (const folder of [imagesFolder, documentsFolder]) mkdirSync(folder, { recursive: true, mode: 0o700 });
	const clock = overrides.clock ?? { now: () => Date.now() };
	const random = (bytes: number): Uint8Array => randomBytes(bytes);
	return {
		config,
		db: await openDatabase(config.databaseUrl, overrides),
		clock,
		ids: () => makeUuidV7(clock.now(), random(10)),
		blindIds: () => makeUuidV4(random(16)),
		random,
		secrets: makeSecrets(config.secretHex ?? loadSecretHex(config.dataFolder)),
		log: makeLog(config.logLevel),
		sourceFolder: fileURLToPath(new URL('..', import.meta.url)),
		imagesFolder,
		documentsFolder
	};
}

const slot = Symbol.for('overread.app');
type Slot = { [slot]?: Promise<App> };

/**
 * The process's app, built on first use. It hangs on a registered symbol because the built web part carries its own copy
 * of this module, and both must share one database writer.
 */
export function getApp(): Promise<App> {
	const holder = globalThis as Slot;
	holder[slot] ??= buildApp(readConfig(process.env));
	return holder[slot];
}
