import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBrokenOff, readMultipart } from './multipart-read.ts';

const boundary = 'b-1';

/** A body that comes in pieces of these sizes, the last one again and again. */
async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
	let at = 0;
	for (let i = 0; at < bytes.length; i++) {
		const size = sizes[Math.min(i, sizes.length - 1)] ?? 1;
		yield bytes.subarray(at, at + size);
		at += size;
	}
}

async function readAll(
	body: Uint8Array,
	sizes: readonly number[] = [64]
): Promise<(string | { type: string | undefined; bytes: string })[]> {
	const parts: (string | { type: string | undefined; bytes: string })[] = [];
	try {
		for await (const part of readMultipart(inPieces(body, sizes), boundary)) {
			if (!part.ok) {
				parts.push(part.error);
				continue;
			}
			const chunks: Uint8Array[] = [];
			for await (const chunk of part.value.body) chunks.push(chunk);
			parts.push({
				type: part.value.headers.get('content-type'),
				bytes: Buffer.concat(chunks).toString('latin1')
			});
		}
	} catch (error) {
		if (!isBrokenOff(error)) throw error;
		parts.push('broken off');
	}
	return parts;
}

const written = (parts: readonly Uint8Array[]): Buffer =>
	Buffer.concat([
		...parts.flatMap((part) => [
			Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
			part,
			Buffer.from('\r\n')
		]),
		Buffer.from(`--${boundary}--\r\n`)
	]);

describe('a multipart body', () => {
	it('gives its parts however it is cut into pieces', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }),
				fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
				async (parts, sizes) => {
					const read = await readAll(written(parts), sizes);
					const expected = parts.map((part) => ({
						type: 'application/dicom',
						bytes: Buffer.from(part).toString('latin1')
					}));
					expect(read).toEqual(expected);
				}
			),
			{ numRuns: 150 }
		);
	});

	it('is not misled by what only looks like a boundary', async () => {
		const part = Buffer.from(`a\r\n--b-\r\n--\r\n--b\r\n-b-1--`);
		expect(await readAll(written([part]), [1])).toEqual([
			{ type: 'application/dicom', bytes: part.toString() }
		]);
	});

	it.each<[string, string, readonly unknown[]]>([
		['a preamble before it', `hello\r\n--b-1\r\n\r\nX\r\n--b-1--`, [{ type: undefined, bytes: 'X' }]],
		['spaces behind its boundary', `--b-1  \r\nA: b\r\n\r\nX\r\n--b-1--`, [{ type: undefined, bytes: 'X' }]],
		['another boundary', `--other\r\n\r\nX\r\n--other--`, ['no-boundary']],
		['nothing in it', '', ['no-boundary']],
		['no last boundary', `--b-1\r\n\r\nXYZ`, ['broken off']],
		['an end within a head', `--b-1\r\nContent-Type: app`, ['body-broken-off']],
		['an end behind a boundary', `--b-1`, ['body-broken-off']],
		['an endless head', `--b-1\r\n${'A: b\r\n'.repeat(9000)}`, ['part-head-too-large']]
	])('with %s is read for what it is', async (_, body, expected) => {
		expect(await readAll(Buffer.from(body))).toEqual(expected);
	});

	it('is read past where nobody takes a part', async () => {
		const heads: (string | undefined)[] = [];
		for await (const part of readMultipart(
			inPieces(written([Buffer.alloc(500), Buffer.from('b')]), [7]),
			boundary
		)) {
			heads.push(part.ok ? part.value.headers.get('content-type') : part.error);
		}
		expect(heads).toEqual(['application/dicom', 'application/dicom']);
	});
});
