import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateSqlite } from '#lib/server/db/migrate.ts';
import { aCertificate } from '../support/certificate.ts';

describe('a PACS with a certificate of an authority of its own', () => {
	const own = aCertificate('Quiet Valley Authority', null);
	const other = aCertificate('Another Authority', null);
	const served = aCertificate('pacs', own);
	const key = served.key.export({ type: 'pkcs8', format: 'pem' });
	const server = createServer({ cert: served.pem, key }, (_, response) => {
		response.writeHead(200, { 'content-type': 'application/dicom+json' }).end('[]');
	});
	let folder: string;
	let port: number;

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), 'overread-certificate-'));
		writeFileSync(join(folder, 'own.pem'), own.pem);
		writeFileSync(join(folder, 'other.pem'), other.pem);
		migrateSqlite(join(folder, 'overread.sqlite'));
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		port = typeof address === 'object' && address ? address.port : 0;
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
		rmSync(folder, { recursive: true });
	});

	/** What `overread pacs check` says. */
	async function check(authorities: string | null): Promise<unknown> {
		const child = spawn(process.execPath, ['src/cli/main.ts', 'pacs', 'check', '--json'], {
			env: {
				...process.env,
				OVERREAD_DATA: folder,
				OVERREAD_SECRET: '5e'.repeat(32),
				OVERREAD_LOG: 'silent',
				DATABASE_URL: '',
				PACS_URL: `https://127.0.0.1:${port}/dicom-web`,
				NODE_EXTRA_CA_CERTS: authorities === null ? '' : join(folder, authorities)
			},
			stdio: ['ignore', 'pipe', 'inherit']
		});
		let said = '';
		child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
		await once(child, 'close');
		return JSON.parse(said);
	}

	it.each([
		['the server is told of the authority', 'own.pem', { ok: true, ms: expect.any(Number) }],
		['it is told of another one', 'other.pem', { ok: false, error: 'pacs-unreachable' }],
		['it is told of none', null, { ok: false, error: 'pacs-unreachable' }]
	])('is asked only where %s', async (_, authorities, expected) => {
		expect(await check(authorities)).toEqual(expected);
	});
});
