import { describe, expect, it } from 'vitest';
import { parseAccept } from './media-types.ts';
import { dicomOffers, frameOffers, negotiate } from './negotiate.ts';

const native = '1.2.840.10008.1.2.1';
const htj2k = '1.2.840.10008.1.2.4.201';
const jls = '1.2.840.10008.1.2.4.80';

describe('what a client gets of frames stored as HTJ2K', () => {
	it.each<[string | null, string]>([
		[null, 'parts of application/octet-stream as stored'],
		['*/*', 'parts of application/octet-stream as stored'],
		[
			'multipart/related; type="application/octet-stream"; transfer-syntax=*',
			'parts of application/octet-stream as stored'
		],
		[
			'multipart/related; type=application/octet-stream; transfer-syntax=*',
			'parts of application/octet-stream as stored'
		],
		[
			'multipart/related; type="application/octet-stream; transfer-syntax=*"',
			'parts of application/octet-stream as stored'
		],
		['multipart/related', 'parts of application/octet-stream as stored'],
		['multipart/related; type="*/*"', 'parts of application/octet-stream as stored'],
		['multipart/related; type="application/octet-stream"', `parts of application/octet-stream as ${native}`],
		[
			`multipart/related; type="application/octet-stream"; transfer-syntax=${htj2k}`,
			`parts of application/octet-stream as ${htj2k}`
		],
		['application/octet-stream', `application/octet-stream as ${native}`],
		['application/octet-stream; transfer-syntax=*', 'application/octet-stream as stored'],
		['multipart/related; type="image/jphc"', 'parts of image/jphc as stored'],
		['image/*', 'image/jphc as stored'],
		['image/jls', 'nothing'],
		['text/html', 'nothing'],
		['multipart/related; type="application/dicom"', 'nothing'],
		['text/html, */*;q=0.1', 'parts of application/octet-stream as stored'],
		['image/jphc;q=0.4, application/octet-stream;q=0.8', `application/octet-stream as ${native}`],
		['application/octet-stream;q=0', 'nothing'],
		['image/jphc;q=0, image/jph', 'image/jph as stored'],
		[`image/jphc; transfer-syntax=${htj2k}`, `image/jphc as ${htj2k}`],
		[`image/jphc; transfer-syntax=${native}`, 'nothing'],
		[`multipart/related; type="image/jphc"; transfer-syntax=${native}`, 'nothing'],
		['nonsense', 'nothing that is left out: everything']
	])('%s: %s', (accept, expected) => {
		const form = negotiate(parseAccept(accept), frameOffers(htj2k, 1));
		const text = form
			? `${form.isMultipart ? 'parts of ' : ''}${form.type} as ${form.syntaxUid ?? 'stored'}`
			: 'nothing';
		expect(text).toBe(
			expected.endsWith('everything') ? 'parts of application/octet-stream as stored' : expected
		);
	});

	it('gives several frames as parts alone', () => {
		expect(negotiate(parseAccept('application/octet-stream'), frameOffers(jls, 2))).toBeNull();
		expect(
			negotiate(parseAccept('multipart/related; type="image/jls"'), frameOffers(jls, 2))?.isMultipart
		).toBe(true);
	});
});

describe('what a client gets of a frame that is stored plain', () => {
	it.each<[string | null, string]>([
		[null, 'application/octet-stream as stored'],
		['*/*', 'application/octet-stream as stored'],
		[
			'multipart/related; type="application/octet-stream"; transfer-syntax=*',
			'application/octet-stream as stored'
		],
		['multipart/related; type="image/jls"', `image/jls made as ${jls}`],
		['image/jls; transfer-syntax=*', `image/jls made as ${jls}`],
		[`image/jls; transfer-syntax=${jls}`, `image/jls made as ${jls}`],
		['image/jls;q=0.4, application/octet-stream', `application/octet-stream as ${native}`],
		['image/jls, application/octet-stream;q=0.4', `image/jls made as ${jls}`],
		['image/jls;q=0, */*;q=0.1', 'application/octet-stream as stored'],
		['image/jphc', 'nothing'],
		[`image/jls; transfer-syntax=${native}`, 'nothing'],
		[`multipart/related; type="image/jls"; transfer-syntax=${native}`, 'nothing'],
		[`multipart/related; type="image/jls; transfer-syntax=${htj2k}"`, 'nothing'],
		[`image/jls; transfer-syntax=${native}, */*;q=0.1`, 'application/octet-stream as stored'],
		['image/*', `image/jls made as ${jls}`],
		['*/*, application/octet-stream;q=0', 'nothing'],
		['multipart/related, application/octet-stream;q=0', 'nothing'],
		['multipart/related; type="*/*", application/octet-stream;q=0', 'nothing'],
		['image/jls, multipart/related;q=0', `image/jls made as ${jls}`]
	])('%s: %s', (accept, expected) => {
		const form = negotiate(parseAccept(accept), frameOffers(native, 1, true));
		const text = form && `${form.type}${form.isMade ? ' made' : ''} as ${form.syntaxUid ?? 'stored'}`;
		expect(text ?? 'nothing').toBe(expected);
	});

	it.each([
		['where nothing is made', native, false],
		['stored compressed', htj2k, true]
	])('is no JPEG-LS %s', (_, stored, canPack) => {
		expect(negotiate(parseAccept('image/jls'), frameOffers(stored, 1, canPack))).toBeNull();
	});
});

describe('whole objects', () => {
	it('go out alone only where there is one', () => {
		expect(negotiate(parseAccept('application/dicom'), dicomOffers(1))).toMatchObject({
			isMultipart: false,
			syntaxUid: native
		});
		expect(negotiate(parseAccept('application/dicom'), dicomOffers(3))).toBeNull();
	});
});
