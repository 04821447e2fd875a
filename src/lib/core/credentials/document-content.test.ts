import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aJpegHead, aPdf, aPng } from '../../../../tests/fixtures/documents.ts';
import { contentOf } from './document-content.ts';
import { documentName } from './documents.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

function webp(chunk: string, body: readonly number[]): Uint8Array {
	const bytes = Buffer.alloc(40);
	bytes.write('RIFF', 0, 'latin1');
	bytes.write('WEBP', 8, 'latin1');
	bytes.write(chunk, 12, 'latin1');
	bytes.set(body, 20);
	return bytes;
}

describe('a document is what its content is', () => {
	it.each([
		['a PDF', aPdf(), 'application/pdf'],
		['a JPEG', aJpegHead(4000, 3000), 'image/jpeg'],
		['a PNG', aPng(), 'image/png'],
		['a lossy WebP', webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00]), 'image/webp'],
		['a lossless WebP', webp('VP8L', [0x2f, 0x3f, 0xc0, 0x07, 0x00]), 'image/webp'],
		['an extended WebP', webp('VP8X', [0, 0, 0, 0, 0x3f, 0x01, 0, 0xef, 0, 0]), 'image/webp']
	])('%s', (_, bytes, type) => expect(contentOf(bytes)).toEqual({ ok: true, value: type }));

	it.each([
		['nothing', new Uint8Array(), 'empty-document'],
		['a Windows program', text('MZ\u0090\u0000'), 'unsupported-program'],
		['a Linux program', text('\u007fELF'), 'unsupported-program'],
		['a macOS program', Buffer.from([0xcf, 0xfa, 0xed, 0xfe]), 'unsupported-program'],
		['a shell script', text('#!/bin/sh\n'), 'unsupported-program'],
		['a ZIP archive, as a Word file is', text('PK\u0003\u0004'), 'unsupported-archive'],
		['an old Office file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'unsupported-archive'],
		['a gzip', Buffer.from([0x1f, 0x8b, 8]), 'unsupported-archive'],
		['a page', text('  <!DOCTYPE html><script>'), 'unsupported-markup'],
		['a drawing', text('\ufeff<svg xmlns="http://www.w3.org/2000/svg">'), 'unsupported-markup'],
		['a HEIC photo', text('\u0000\u0000\u0000\u0018ftypheic'), 'unsupported-heic'],
		['plain text', text('My licence'), 'unsupported-document'],
		['a program with a PDF behind it', Buffer.concat([text('MZ'), aPdf()]), 'unsupported-program'],
		['a PDF behind other bytes', Buffer.concat([text('x\n'), aPdf()]), 'unsupported-document'],
		['a PNG of 30000 × 30000', aPng(4, 4, [30_000, 30_000]), 'too-large-picture'],
		['a JPEG of 65000 × 65000', aJpegHead(65_000, 65_000), 'too-large-picture'],
		['a JPEG that is cut off', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'unsupported-picture'],
		['a PNG without size', aPng(4, 4, [0, 4]), 'unsupported-picture']
	])('and is not taken: %s', (_, bytes, error) => expect(contentOf(bytes)).toEqual({ ok: false, error }));

	it('and whatever bytes come, there is an answer', () => {
		const heads = [
			[],
			[0xff, 0xd8, 0xff],
			[...aPng().subarray(0, 16)],
			[...webp('VP8X', []).subarray(0, 16)]
		];
		fc.assert(
			fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, rest) => {
				contentOf(Uint8Array.from([...head, ...rest]));
			})
		);
	});
});

describe('the name of a document', () => {
	it.each([
		['Lizenz Ärztekammer.PDF', 'Lizenz Ärztekammer.pdf'],
		['C:\\Users\\me\\licence.pdf', 'licence.pdf'],
		['../../etc/passwd', 'passwd.pdf'],
		['evil.exe', 'evil.exe.pdf'],
		['fdp.\u202Eexe.pdf', 'fdp.exe.pdf'],
		['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie x.pdf'],
		['', 'document.pdf'],
		[`${'x'.repeat(400)}.pdf`, `${'x'.repeat(120)}.pdf`]
	])('%j becomes %j', (given, name) => expect(documentName(given, 'application/pdf')).toBe(name));
});
