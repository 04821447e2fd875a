import type { Ids } from '#lib/core/ids.ts';
import type { Clock } from '#lib/core/instant.ts';
import type { Config } from './config.ts';
import type { Secrets } from './crypto/secrets.ts';
import type { Database } from './db/database.ts';
import type { Log } from './log.ts';

/** What every command and query is given. Built once by `runtime/app.ts`; tests build their own. */
export type App = {
	readonly config: Config;
	readonly db: Database;
	readonly clock: Clock;
	readonly ids: Ids;
	/** Ids that do not tell when they were made: of cases and assignments, whose addresses the blinded are told. */
	readonly blindIds: Ids;
	/** Cryptographically strong bytes. */
	readonly random: (bytes: number) => Uint8Array;
	readonly secrets: Secrets;
	readonly log: Log;
	/** Folder of the product's sources, where threads find their scripts. */
	readonly sourceFolder: string;
	/** Folder of the stored Part 10 files. */
	readonly imagesFolder: string;
	/** Folder of frames, certificates and exports. */
	readonly documentsFolder: string;
};
