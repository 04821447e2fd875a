import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { makeCheckpoint } from '#lib/features/audit/checkpoint-commands.server.ts';
import { forwardAudit } from '#lib/features/audit/forward.server.ts';
import { allJobs } from '#lib/runtime/worker.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { runDue } from '#lib/server/jobs/runner.ts';
import { aUser } from '../support/builders.ts';
import { startMailServer } from '../support/mail-server.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

async function record(app: TestApp, n: number, actor: { id: string } | null = null): Promise<void> {
	const entries = Array.from({ length: n }, (_, at) => ({
		...{ at: app.clock.now(), actor, subjectId: `case-${at}` },
		...{ type: 'review.submitted' as const, facts: { assignmentId: 'a', reviewId: 'r', score: '3b' } }
	}));
	await app.db.transaction((write) => recordAudit(write, ...entries));
}

async function anchors(app: TestApp): Promise<string[]> {
	const { auditAnchors } = app.db.read.tables;
	const rows = await app.db.read
		.select()
		.from(auditAnchors)
		.orderBy(auditAnchors.createdAt, auditAnchors.kind);
	return rows.map(({ kind, status, lastError }) => `${kind} ${status} ${lastError ?? ''}`.trim());
}

describe('a checkpoint is kept in another system', () => {
	it('which is asked again as long as it does not take it, by the same id, and only then is it kept', async () => {
		const asked: { request: IncomingMessage; body: string }[] = [];
		let status = 503;
		const server = createServer((request, response) => {
			void text(request).then((body) => {
				asked.push({ request, body });
				response.writeHead(status).end('whatever');
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo; // it listens on a port
		const url = `http://127.0.0.1:${port}/checkpoints`;
		await using app = await testApp({ audit: { anchorSystem: { url, token: 'word' } } });
		await record(app, 3);
		const { note } = getValue(await makeCheckpoint(app, null));
		await runDue(app, allJobs);
		expect(await anchors(app)).toEqual(['folder kept', 'system waiting system-answered-503']);
		status = 201;
		app.clock.advance(HOUR_MS);
		await runDue(app, allJobs);
		expect(await anchors(app)).toEqual(['folder kept', 'system kept']);
		expect(asked.map(({ body }) => body)).toEqual([note, note]);
		const [first, second] = asked.map(({ request }) => request.headers);
		expect(first).toMatchObject({
			authorization: 'Bearer word',
			'content-type': 'text/plain; charset=utf-8'
		});
		expect(second?.['idempotency-key']).toBe(first?.['idempotency-key']);
		await new Promise((resolve) => server.close(resolve));
	});
});

describe('a checkpoint is mailed', () => {
	it('once a day to each address, with words on how to check it', async () => {
		await using server = await startMailServer();
		const mail = { url: server.url, from: { name: 'Portal', address: 'portal@example.org' } };
		await using app = await testApp({ mail, audit: { anchorMail: ['a@example.org', 'b@example.org'] } });
		await record(app, 3);
		for (let hour = 0; hour < 3; hour++) {
			await makeCheckpoint(app, null);
			await runDue(app, allJobs);
			app.clock.advance(HOUR_MS);
		}
		expect(server.received.map(({ to }) => to[0]).sort()).toEqual(['a@example.org', 'b@example.org']);
		expect(server.received[0]?.raw).toContain('overread audit verify --checkpoint');
		app.clock.advance(DAY_MS);
		await makeCheckpoint(app, null);
		await runDue(app, allJobs);
		expect(server.received).toHaveLength(4);
		expect((await anchors(app)).filter((line) => line.startsWith('mail'))).toEqual(
			Array.from({ length: 4 }, () => 'mail kept')
		);
	});
});

describe('entries are sent on to a repository', () => {
	it('by UDP, each once, without a name or an outcome, from the setting on', async () => {
		const got: string[] = [];
		const socket = createSocket('udp4');
		socket.on('message', (message) => got.push(message.toString('utf8')));
		await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
		const syslog = {
			...({ transport: 'udp', host: '127.0.0.1', port: socket.address().port } as const),
			...{ caPath: null, certificatePath: null, keyPath: null }
		};
		await using app = await testApp({ audit: { syslog } });
		const reviewer = await aUser(app, 'reviewer');
		await record(app, 2, reviewer);
		await forwardAudit(app);
		await record(app, 3, reviewer);
		await forwardAudit(app);
		await forwardAudit(app);
		await expect.poll(() => got.length).toBe(3);
		expect(got[0]).toMatch(
			/^<85>1 2026-11-16T12:00:00\.000Z \S+ overread \d+ DICOM\+RFC3881 - \ufeff<AuditMessage>/
		);
		expect(got.join('')).not.toContain(reviewer.id);
		expect(got.join('')).not.toContain('type="score"');
		socket.close();
	});

	/** A certificate of its own; null where no openssl is there to make one. */
	let folder: string | null = null;
	beforeAll(() => {
		const own = mkdtempSync(join(tmpdir(), 'overread-tls-'));
		try {
			const files = ['-keyout', join(own, 'key.pem'), '-out', join(own, 'cert.pem')];
			const kind = [
				'-x509',
				'-newkey',
				'ec',
				'-pkeyopt',
				'ec_paramgen_curve:prime256v1',
				'-nodes',
				'-days',
				'7300'
			];
			const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
			execFileSync('openssl', ['req', ...kind, ...files, ...subject], { stdio: 'pipe' });
			folder = own;
		} catch {
			rmSync(own, { recursive: true });
		}
	});
	afterAll(() => {
		if (folder) rmSync(folder, { recursive: true });
	});

	it('by TLS with their lengths, and again from the same entry once the repository is there and trusted', async ({
		skip
	}) => {
		if (!folder) return skip('no openssl');
		const certificatePath = join(folder, 'cert.pem');
		const keyPath = join(folder, 'key.pem');
		const cert = readFileSync(certificatePath);
		let received = '';
		const server = createTlsServer(
			{ cert, key: readFileSync(keyPath), ca: [cert], requestCert: true, rejectUnauthorized: true },
			(socket) => {
				socket.on('data', (data) => (received += data.toString('utf8')));
				socket.on('end', () => socket.end());
			}
		);
		server.on('tlsClientError', () => undefined);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo; // it listens on a port
		const syslog = {
			transport: 'tls' as const,
			host: 'localhost',
			port,
			caPath: null,
			certificatePath,
			keyPath
		};
		await using app = await testApp({ audit: { syslog } });
		await forwardAudit(app);
		await record(app, 3);
		const state = async () => {
			const { auditForwards } = app.db.read.tables;
			const [row] = await app.db.read.select().from(auditForwards);
			return [row?.lastSeq, row?.lastError];
		};
		await forwardAudit(app);
		expect(await state()).toEqual([0, 'certificate-refused']);
		await forwardAudit({
			...app,
			config: {
				...app.config,
				audit: { ...app.config.audit, syslog: { ...syslog, caPath: certificatePath } }
			}
		});
		expect(await state()).toEqual([3, null]);
		const frames = [];
		for (let rest = Buffer.from(received); rest.length > 0;) {
			const space = rest.indexOf(' ');
			const length = Number(rest.subarray(0, space).toString());
			frames.push(rest.subarray(space + 1, space + 1 + length).toString('utf8'));
			rest = rest.subarray(space + 1 + length);
		}
		expect(frames).toHaveLength(3);
		expect(frames.every((frame) => frame.endsWith('</AuditMessage>'))).toBe(true);
		await new Promise((resolve) => server.close(resolve));
	});
});
