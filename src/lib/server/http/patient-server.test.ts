import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { patientServer } from './patient-server.ts';

/** Headers may take long here: only who never ends them is to be cut off for it, however busy the machine is. */
const quick = { headersMs: 20_000, silenceMs: 40, checkMs: 10 };

async function served(
	listener: RequestListener,
	use: (client: Socket) => Promise<void>,
	patience = quick
): Promise<void> {
	const server = patientServer(listener, patience);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const client = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
	client.on('error', () => undefined);
	try {
		await use(client);
	} finally {
		client.destroy();
		server.closeAllConnections();
		server.close();
	}
}

const wholeOf = async (client: Socket): Promise<string> => {
	let text = '';
	client.on('data', (bytes: Buffer) => (text += bytes.toString()));
	await once(client, 'close');
	return text;
};

describe('a patient server', () => {
	it('cuts off who never ends the headers', () =>
		served(
			() => expect.unreachable('no request was made'),
			async (client) => {
				client.write('GET / HTTP/1.1\r\nhost: x\r\n');
				expect(await wholeOf(client)).toMatch(/^HTTP\/1\.1 408 /);
			},
			{ ...quick, headersMs: 40 }
		));

	it('cuts off who stops in the midst of a body', () =>
		served(
			(request) => request.resume(),
			async (client) => {
				client.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf.');
				expect(await wholeOf(client)).toBe('');
			}
		));

	it('cuts off who does not take the answer', async () => {
		let answer: ServerResponse | undefined;
		await served(
			(_, response) => {
				answer = response;
				response.end(Buffer.alloc(64 * 1024 * 1024));
			},
			async (client) => {
				client.pause();
				client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
				await expect.poll(() => answer?.destroyed).toBe(true);
				expect(answer?.writableFinished).toBe(false);
			}
		);
	});

	it('waits for an answer that takes its time', () =>
		served(
			(request, response) => {
				// The time of silence is over: only now the answer is ready.
				request.socket.once('timeout', () => response.end('late'));
			},
			async (client) => {
				client.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
				expect(await wholeOf(client)).toMatch(/late/);
			}
		));
});
