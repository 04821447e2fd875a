import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import { applyConditions } from './conditions.ts';
import { chunksOf } from './send.ts';

const source = {
	sizeBytes: 20,
	read: async (offset: number, length: number) =>
		Buffer.from('0123456789abcdefghij').subarray(offset, offset + length)
};
const made = (): { answer: Answer; released: () => number } => {
	let count = 0;
	const answer: Answer = {
		status: 200,
		headers: { etag: '"e"', 'cache-control': 'private' },
		body: {
			kind: 'pieces',
			pieces: [{ bytes: Buffer.from('<<') }, { source, offset: 5, length: 10 }, { bytes: Buffer.from('>>') }],
			release: () => {
				count += 1;
			}
		}
	};
	return { answer, released: () => count };
};

async function ask(
	headers: Readonly<Record<string, string>>,
	method = 'GET'
): Promise<{ status: number; range: string | undefined; text: string; released: number }> {
	const { answer, released } = made();
	const got = applyConditions({ method, header: (name) => headers[name] ?? null }, answer);
	const chunks: Uint8Array[] = [];
	if (got.body) for await (const chunk of chunksOf(got.body)) chunks.push(chunk);
	return {
		status: got.status,
		range: got.headers['content-range'],
		text: Buffer.concat(chunks).toString(),
		released: released()
	};
}

describe('a range', () => {
	it.each([
		['bytes=0-1', 206, '<<', 'bytes 0-1/14'],
		['bytes=1-3', 206, '<56', 'bytes 1-3/14'],
		['bytes=4-6', 206, '789', 'bytes 4-6/14'],
		['bytes=11-', 206, 'e>>', 'bytes 11-13/14'],
		['bytes=-3', 206, 'e>>', 'bytes 11-13/14'],
		['bytes=-99', 206, '<<56789abcde>>', 'bytes 0-13/14'],
		['bytes=0-999', 206, '<<56789abcde>>', 'bytes 0-13/14'],
		['bytes=5-2', 200, '<<56789abcde>>', undefined],
		['bytes=0-1,3-4', 200, '<<56789abcde>>', undefined],
		['lines=0-1', 200, '<<56789abcde>>', undefined],
		['bytes=-', 200, '<<56789abcde>>', undefined]
	])('%s is answered with %i %s', async (range, status, text, contentRange) => {
		expect(await ask({ range })).toEqual({ status, text, range: contentRange, released: 1 });
	});

	it.each(['bytes=14-', 'bytes=99-100', 'bytes=-0'])('%s lies behind the end', async (range) => {
		expect(await ask({ range })).toMatchObject({ status: 416, range: 'bytes */14', released: 1 });
	});

	it('is given only of the version that was meant', async () => {
		expect((await ask({ range: 'bytes=0-1', 'if-range': '"e"' })).status).toBe(206);
		expect((await ask({ range: 'bytes=0-1', 'if-range': '"old"' })).status).toBe(200);
	});
});

describe('a version', () => {
	it.each(['"e"', 'W/"e"', '"x", "e"', '*'])('that the client has is not sent again: %s', async (etag) => {
		expect(await ask({ 'if-none-match': etag })).toEqual({
			status: 304,
			range: undefined,
			text: '',
			released: 1
		});
	});

	it('that the client has not is sent', async () => {
		expect((await ask({ 'if-none-match': '"x"' })).status).toBe(200);
	});

	it('give no range to who asks for the head alone (RFC 9110 14.2)', async () => {
		expect(await ask({ range: 'bytes=0-3' }, 'HEAD')).toMatchObject({ status: 200, range: undefined });
	});

	it('give back what an answer holds that comes as it is made, where the client has it already', () => {
		let released = 0;
		const body = {
			kind: 'chunks' as const,
			chunks: (async function* () {})(),
			length: null,
			release: () => {
				released += 1;
			}
		};
		const answer = { status: 200, headers: { etag: '"e"' }, body };
		const asked = { method: 'GET', header: (name: string) => (name === 'if-none-match' ? '"e"' : null) };
		expect(applyConditions(asked, answer).status).toBe(304);
		expect(released).toBe(1);
	});
});
