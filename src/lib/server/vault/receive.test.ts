import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { maxDocumentBytes } from '#lib/core/credentials/documents.ts';
import { aPackedObject, aPdf, aPng, inPieces } from '../../../../tests/fixtures/documents.ts';
import { receiveDocument } from './receive.ts';

const outcome = async (bytes: Uint8Array): Promise<string> => {
	const received = await receiveDocument(inPieces(bytes));
	return received.ok ? received.value.contentType : received.error;
};

const script = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>';

describe('a document that comes in', () => {
	it('is taken as a PDF or a picture', async () => {
		expect(await outcome(aPdf())).toBe('application/pdf');
		expect(await outcome(aPng())).toBe('image/png');
		const packed = aPackedObject('7 0 << /Type /Font >>');
		expect(await outcome(aPdf('x', { objects: [packed] }))).toBe('application/pdf');
	});

	it.each([
		['with a script', aPdf('x', { catalogue: `/OpenAction ${script}` }), 'unsupported-active-pdf'],
		[
			'with a script whose name is escaped',
			aPdf('x', { catalogue: '/OpenAction << /S /J#61vaScript >>' }),
			'unsupported-active-pdf'
		],
		[
			'with a script among packed objects',
			aPdf('x', { objects: [aPackedObject(`7 0 ${script}`)] }),
			'unsupported-active-pdf'
		],
		[
			'with packed objects whose type is escaped',
			aPdf('x', { objects: [aPackedObject(`7 0 ${script}`).replace('/ObjStm', '/Obj#53tm')] }),
			'unsupported-active-pdf'
		],
		[
			'with packed objects behind the line end of old systems',
			Buffer.from(aPdf('x', { objects: [aPackedObject(`7 0 ${script}`).replace('stream\n', 'stream\r')] })),
			'unsupported-active-pdf'
		],
		[
			'with packed objects far behind what they are said to be',
			aPdf('x', {
				objects: [aPackedObject(`7 0 ${script}`).replace('>>\nstream', `${' '.repeat(5000)}>>\nstream`)]
			}),
			'unsupported-broken-pdf'
		],
		[
			'with packed objects that are not said to be any',
			aPdf('x', { objects: [aPackedObject(`7 0 ${script}`).replace('/Type /ObjStm', '')] }),
			'unsupported-active-pdf'
		],
		[
			'of more streams than pages have',
			aPdf('x', { objects: ['stream\n'.repeat(200_000)] }),
			'unsupported-broken-pdf'
		],
		[
			'that starts a program',
			aPdf('x', { catalogue: '/OpenAction << /S /Launch /F (cmd.exe) >>' }),
			'unsupported-active-pdf'
		],
		['with a file inside', aPdf('x', { objects: ['<< /Type /EmbeddedFile >>'] }), 'unsupported-active-pdf'],
		['with a lock', aPdf('x', { catalogue: '/Encrypt 9 0 R' }), 'unsupported-locked-pdf'],
		[
			'packed as nobody unpacks',
			aPdf('x', { objects: [aPackedObject('x', '/Filter /LZWDecode')] }),
			'unsupported-broken-pdf'
		],
		['that is cut off', aPdf().subarray(0, 200), 'unsupported-broken-pdf'],
		[
			'that unpacks to a hundred megabytes',
			aPdf('x', { objects: [aPackedObject(Buffer.alloc(100_000_000))] }),
			'unsupported-unpacking-pdf'
		]
	])('is refused as a PDF %s', async (_, bytes, error) => expect(await outcome(bytes)).toBe(error));

	it('is refused as a ZIP that unpacks without end, without being unpacked', async () => {
		const bomb = Buffer.concat([Buffer.from('PK\u0003\u0004'), deflateRawSync(Buffer.alloc(10_000_000))]);
		expect(await outcome(bomb)).toBe('unsupported-archive');
	});

	it('ends early where it has two gigabytes', async () => {
		const piece = randomBytes(1 << 20);
		let given = 0;
		let isCancelled = false;
		async function* endless(): AsyncGenerator<Uint8Array> {
			try {
				for (; given < 2_000_000_000; given += piece.length) yield piece;
			} finally {
				isCancelled = true;
			}
		}
		expect(await receiveDocument(endless())).toEqual({ ok: false, error: 'too-large-document' });
		expect(given).toBeLessThan(maxDocumentBytes + 2 * piece.length);
		expect(isCancelled).toBe(true);
	});

	it('is kept out where its connection breaks off', async () => {
		async function* broken(): AsyncGenerator<Uint8Array> {
			yield aPdf();
			throw new Error('the connection is gone');
		}
		expect(await receiveDocument(broken())).toEqual({ ok: false, error: 'document-broken-off' });
	});
});
