import { createSocket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { frameSyslog } from '#lib/core/audit/atna/syslog.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { JobError } from '#lib/server/jobs/job.ts';
import type { SyslogSettings } from './settings.ts';

const PATIENCE_MS = 15_000;
/** What a datagram holds (RFC 5426, section 3.2, over UDP without the headers). */
const MOST_DATAGRAM_BYTES = 65_507;

/**
 * Sends syslog messages in their order: by TLS 1.2 or newer as one stream (RFC 5425), which is closed when all were taken from this
 * machine; or by UDP, a datagram each (RFC 5426). Syslog has no receipt: what a repository loses after that is not known here.
 */
export async function sendSyslog(
	settings: SyslogSettings,
	messages: readonly Uint8Array[]
): Promise<Result<null, JobError>> {
	try {
		await (settings.transport === 'tls' ? sendByTls(settings, messages) : sendByUdp(settings, messages));
		return ok(null);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : '';
		// A file of a certificate that is not there, one that is not trusted, or nobody who answers: all may be mended.
		const isTrust = /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL/.test(code);
		return err({
			code:
				code === 'ENOENT'
					? 'certificate-missing'
					: isTrust
						? 'certificate-refused'
						: 'repository-unreachable',
			isPermanent: false
		});
	}
}

const fileOf = (path: string | null): Promise<string> | undefined =>
	path === null ? undefined : readFile(path, 'utf8');

async function sendByTls(settings: SyslogSettings, messages: readonly Uint8Array[]): Promise<void> {
	const [ca, cert, key] = await Promise.all([
		fileOf(settings.caPath),
		fileOf(settings.certificatePath),
		fileOf(settings.keyPath)
	]);
	await new Promise<void>((resolve, reject) => {
		const { host, port } = settings;
		const socket: TLSSocket = connect({
			...{ host, port, minVersion: 'TLSv1.2', timeout: PATIENCE_MS },
			...(ca ? { ca } : {}),
			...(cert ? { cert } : {}),
			...(key ? { key } : {})
		});
		const failed = (error: Error): void => {
			socket.destroy();
			reject(error);
		};
		socket.once('error', failed);
		socket.once('timeout', () => failed(new Error('no answer')));
		// The repository closes as well once it has read to the end: until then a refused certificate may still be told.
		socket.once('close', () => resolve());
		socket.once('secureConnect', () => {
			for (const message of messages) socket.write(frameSyslog(message));
			socket.end();
		});
		socket.resume();
	});
}

async function sendByUdp({ host, port }: SyslogSettings, messages: readonly Uint8Array[]): Promise<void> {
	const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
	try {
		for (const message of messages) {
			const bytes = message.subarray(0, MOST_DATAGRAM_BYTES);
			await new Promise<void>((resolve, reject) => {
				socket.send(bytes, port, host, (error) => (error ? reject(error) : resolve()));
			});
		}
	} finally {
		socket.close();
	}
}
