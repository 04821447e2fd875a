import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SplitItem } from './split-messages.ts';
import { splitMessages } from './split-messages.ts';

const encoder = new TextEncoder();

async function split(
	text: string | Uint8Array,
	options: { step?: number; maxMessageBytes?: number } = {}
): Promise<string[]> {
	const bytes = typeof text === 'string' ? encoder.encode(text) : text;
	const { step = bytes.length || 1, ...limits } = options;
	const chunks: Uint8Array[] = [];
	for (let at = 0; at < bytes.length; at += step) chunks.push(bytes.slice(at, at + step));
	const items: SplitItem[] = [];
	for await (const item of splitMessages(chunks, limits)) items.push(item);
	expect(items.map(({ index }) => index)).toEqual(items.map((_, at) => at));
	return items.map((item) => (item.kind === 'message' ? new TextDecoder().decode(item.bytes) : item.reason));
}

const a = 'MSH|^~\\&|A|1\rPID|1\r';
const b = 'MSH|^~\\&|B|2\rPID|2\r';

describe('cutting messages out of a stream', () => {
	it.each([
		['one message', a, [a]],
		['two messages', a + b, [a, b]],
		['LF and CRLF', (a + b).replace(/\r/g, '\n').replace('\n', '\r\n'), [a, b]],
		['a BOM before each', `\ufeff${a}\ufeff${b}`, [a, b]],
		['MLLP frames', `\u000b${a}\u001c\r\u000b${b}\u001c\r`, [a, b]],
		['batch segments', `FHS|^~\\&|\rBHS|^~\\&|\r${a}${b}BTS|2\rFTS|1\r`, [a, b]],
		['blank lines', `\n\n${a}\n\n${b}\n`, [a, b]],
		['no last line end', a.trimEnd(), [a]],
		['nothing', '', []],
		['text before', `hello\rworld\r${a}`, ['text-outside-message', a]],
		['text between MLLP frames', `\u000b${a}\u001cjunk\r\u000b${b}\u001c\r`, [a, 'text-outside-message', b]],
		['no message at all', 'a,b\n1,2\n', ['text-outside-message']],
		['a word that begins like a header', `${a}MSHX\r`, [`${a}MSHX\r`]]
	])('%s', async (_, input, expected) => {
		expect(await split(input)).toEqual(expected);
		expect(await split(input, { step: 1 })).toEqual(expected);
		expect(await split(input, { step: 7 })).toEqual(expected);
	});

	it('names a message that is too large and goes on', async () => {
		const large = `MSH|^~\\&|L\rOBX|1|${'x'.repeat(500)}\rOBX|2|y\r`;
		expect(await split(a + large + b, { maxMessageBytes: 200, step: 50 })).toEqual([
			a,
			'message-too-large',
			b
		]);
		const longLine = `${'y'.repeat(500)}\r${b}`;
		expect(await split(longLine, { maxMessageBytes: 200, step: 50 })).toEqual(['message-too-large', b]);
		const manyLines = `MSH|^~\\&|L\r${'OBX|1\r'.repeat(100)}`;
		expect(await split(manyLines + b, { maxMessageBytes: 200 })).toEqual(['message-too-large', b]);
	});

	it('reads UTF-16 by its byte order mark', async () => {
		const text = `\ufeff${a}${b}`;
		const utf16 = new Uint8Array(text.length * 2);
		for (let at = 0; at < text.length; at += 1)
			new DataView(utf16.buffer).setUint16(at * 2, text.charCodeAt(at), true);
		expect(await split(utf16, { step: 3 })).toEqual([a, b]);
	});

	it('gives the same whatever the chunks, and never throws', async () => {
		const piece = fc.constantFrom(
			'MSH|^~\\&|',
			'PID|1',
			'\r',
			'\n',
			'\u000b',
			'\u001c',
			'BHS|',
			'x',
			'\ufeff',
			'FTS'
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(piece, { maxLength: 30 }),
				fc.integer({ min: 1, max: 9 }),
				async (pieces, step) => {
					const text = pieces.join('');
					expect(await split(text, { step })).toEqual(await split(text));
				}
			)
		);
	});
});
