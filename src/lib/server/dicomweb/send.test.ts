import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memorySource, type ByteSource } from '#lib/core/dicom/byte-source.ts';
import type { Answer, Chunk, Piece } from './answer.ts';
import { LENT_BYTES } from './lent-buffers.ts';
import { send } from './send.ts';

/** A file of bytes that tell where they stand and whose they are. */
const fileOf = (owner: number, length: number): Uint8Array =>
	Buffer.alloc(length, Buffer.from(Array.from({ length: 251 }, (_, at) => (at * 7 + owner * 31) & 0xff)));

/** A source that fills memory of the caller's, as open files do, in steps, so that requests take turns. */
function slowSource(bytes: Uint8Array): ByteSource {
	return {
		...memorySource(bytes),
		readInto: async (into, offset) => {
			const part = bytes.subarray(offset, offset + into.length);
			for (let at = 0; at < part.length; at += 65_536) {
				into.set(part.subarray(at, at + 65_536), at);
				await new Promise((resolve) => setImmediate(resolve));
			}
			return part.length;
		}
	};
}

const head = Buffer.from('--head\r\n');
const tail = Buffer.from('\r\n--tail--');

function piecesOf(owner: number, length: number, lacking = 0): Piece[] {
	const source = slowSource(fileOf(owner, length - lacking));
	return [{ bytes: head }, { source, offset: 0, length }, { bytes: tail }];
}

/** The same as they are made: what is in memory as bytes, what is in a file as a stretch of it. */
async function* asMade(pieces: readonly Piece[]): AsyncGenerator<Chunk> {
	for (const piece of pieces) yield 'bytes' in piece ? piece.bytes : piece;
}

const whole = (owner: number, length: number): Buffer => Buffer.concat([head, fileOf(owner, length), tail]);

describe('answers of pieces', () => {
	let released = 0;
	const server = createServer((request, response) => {
		const [, owner = '', length = '', lacking = '', kind = ''] = (request.url ?? '').split('/');
		const pieces = piecesOf(Number(owner), Number(length), Number(lacking));
		const release = (): unknown => (released += 1);
		const answer: Answer = {
			status: 200,
			headers: { 'content-type': 'application/octet-stream' },
			body:
				kind === 'chunks'
					? { kind, chunks: asMade(pieces), length: null, release }
					: { kind: 'pieces', pieces, release }
		};
		void send(response, answer, { isHead: request.method === 'HEAD' });
	});
	let port = 0;
	beforeAll(async () => {
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		port = typeof address === 'object' && address ? address.port : 0;
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});
	const ask = async (path: string): Promise<{ status: number; body: Buffer }> => {
		const [response] = (await once(get({ port, path, agent: false }), 'response')) as [IncomingMessage];
		const chunks: Buffer[] = [];
		for await (const chunk of response) chunks.push(chunk as Buffer);
		return { status: response.statusCode ?? 0, body: Buffer.concat(chunks) };
	};

	it.each([0, 1, 500, LENT_BYTES - head.length, LENT_BYTES, 3 * LENT_BYTES + 17])(
		'come whole with %i bytes of a file between others',
		async (length) => {
			const before = released;
			const { status, body } = await ask(`/3/${length}`);
			expect([status, body.equals(whole(3, length))]).toEqual([200, true]);
			expect(released).toBe(before + 1);
		}
	);

	it.each([0, 500, 3 * LENT_BYTES + 17])(
		'come whole with %i bytes of a file when they are made on the way',
		async (length) => {
			const before = released;
			const { status, body } = await ask(`/3/${length}/0/chunks`);
			expect([status, body.equals(whole(3, length))]).toEqual([200, true]);
			expect(released).toBe(before + 1);
		}
	);

	it('are refused in words where the first of a file that is read on the way is not there', async () => {
		expect((await ask('/1/5000/1/chunks')).status).toBe(500);
	});

	it('hold the bytes of nobody else, with many at a time of whom some hang up', async () => {
		const length = 8 * LENT_BYTES + 300_000;
		const begin = async (owner: number): Promise<IncomingMessage> => {
			const path = `/${owner}/${length}`;
			const [response] = (await once(get({ port, path, agent: false }), 'response')) as [IncomingMessage];
			return response;
		};
		// Nobody reads on yet: what the system does not take waits in memory that belongs to these.
		const slow = await Promise.all([0, 1, 2, 3, 4, 5].map(begin));
		for (const gone of await Promise.all([100, 101, 102].map(begin))) gone.destroy();
		const quick = Array.from({ length: 12 }, async (_, at) => {
			const { body } = await ask(`/${at + 6}/${LENT_BYTES - 100}`);
			return body.equals(whole(at + 6, LENT_BYTES - 100));
		});
		expect(new Set(await Promise.all(quick))).toEqual(new Set([true]));
		const bodies = await Promise.all(
			slow.map(async (response) => {
				const chunks: Buffer[] = [];
				for await (const chunk of response) chunks.push(chunk as Buffer);
				return Buffer.concat(chunks);
			})
		);
		expect(bodies.map((body, owner) => body.equals(whole(owner, length)))).toEqual(slow.map(() => true));
	});

	it('are refused in words where the file is shorter than it was', async () => {
		const { status, body } = await ask('/1/5000/1');
		expect([status, JSON.parse(body.toString())]).toEqual([
			500,
			{ error: 'object-unreadable', message: expect.any(String) }
		]);
	});

	it('break off where that shows only later, so that nobody takes a part for the whole', async () => {
		await expect(ask(`/1/${2 * LENT_BYTES}/1`)).rejects.toThrow();
	});
});
