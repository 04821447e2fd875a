import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCtFile, anEncapsulatedFile, fourPixels } from '#lib/core/dicom/test-objects.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { loadFrameEncoder } from '#lib/server/demo/frame-encoders.ts';
import { aUser, publishInitialPolicies } from '../support/builders.ts';
import { startDicomwebServer, type DicomwebServer } from '../support/dicomweb-server.ts';
import { signIn } from '../support/sign-in.ts';

const htj2k = '1.2.840.10008.1.2.4.201';
const jls = '1.2.840.10008.1.2.4.80';
const native = '1.2.840.10008.1.2.1';
const json = 'application/dicom+json';
const octets = 'application/octet-stream';

const instanceOf = (study: string, at = 1): string =>
	`studies/${study}/series/${study}.1/instances/${study}.1.${at}`;
const plain = instanceOf('1.2.31');
const squeezed = instanceOf('1.2.32');

/** Stored as HTJ2K, four pixels. */
async function aSqueezedFile(): Promise<Uint8Array> {
	const encode = await loadFrameEncoder('htj2k');
	const image = { rows: 2, columns: 2, bitsStored: 16 } as Parameters<typeof encode>[1]; // what the encoder looks at
	const frame = encode(new Uint16Array(fourPixels.slice().buffer), image);
	const padded = frame.length % 2 === 0 ? frame : Buffer.concat([frame, Buffer.of(0)]);
	const uids = { StudyInstanceUID: '1.2.32', SeriesInstanceUID: '1.2.32.1', SOPInstanceUID: '1.2.32.1.1' };
	return anEncapsulatedFile(htj2k, [padded], uids);
}

type Case = {
	readonly what: string;
	readonly path: string;
	readonly headers?: Record<string, string>;
	readonly method?: string;
	readonly status: number;
	/** Headers of the answer; a text is the whole value. */
	readonly says?: Record<string, string | RegExp | null>;
	readonly length?: number;
};

/** By the clauses of PS3.18 and RFC 9110; the table of README.md names each. */
const clauses: Readonly<Record<string, readonly Case[]>> = {
	'8.7 media types': [
		{
			what: 'anything, as it is stored',
			path: `${plain}/frames/1`,
			headers: { accept: '*/*' },
			status: 200,
			says: { 'content-type': /^multipart\/related; type="application\/octet-stream"/ }
		},
		{
			what: 'one frame alone',
			path: `${plain}/frames/1`,
			headers: { accept: octets },
			status: 200,
			says: { 'content-type': `${octets}; transfer-syntax=${native}` },
			length: 8
		},
		{
			what: 'the better of two by their weights',
			path: `${plain}/rendered`,
			headers: { accept: 'image/jpeg;q=0.1, image/png;q=0.5' },
			status: 200,
			says: { 'content-type': 'image/png' }
		},
		{
			what: 'a range of types',
			path: `${plain}/rendered`,
			headers: { accept: 'image/*' },
			status: 200,
			says: { 'content-type': 'image/jpeg' }
		},
		{
			what: 'the next best where the best is not there',
			path: `${plain}/rendered`,
			headers: { accept: 'image/gif, */*;q=0.1' },
			status: 200,
			says: { 'content-type': 'image/jpeg' }
		},
		{
			what: 'a compressed frame by its own type',
			path: `${squeezed}/frames/1`,
			headers: { accept: 'multipart/related; type="image/jphc"' },
			status: 200,
			says: { 'content-type': /^multipart\/related; type="image\/jphc"/ }
		},
		{
			what: 'a compressed frame as it is stored',
			path: `${squeezed}/frames/1`,
			headers: { accept: `${octets}; transfer-syntax=*` },
			status: 200,
			says: { 'content-type': `${octets}; transfer-syntax=${htj2k}` }
		},
		{
			what: 'a compressed frame plain, where no syntax is named',
			path: `${squeezed}/frames/1`,
			headers: { accept: octets },
			status: 200,
			says: { 'content-type': `${octets}; transfer-syntax=${native}` },
			length: 8
		},
		{
			what: 'no syntax that the object cannot be given in',
			path: `${squeezed}/frames/1`,
			headers: { accept: `${octets}; transfer-syntax=1.2.840.10008.1.2.4.90` },
			status: 406
		},
		{
			what: 'a plain frame losslessly compressed, for who asks for that by its type',
			path: `${plain}/frames/1?accept=multipart/related;type=image/jls`,
			headers: { accept: '*/*' },
			status: 200,
			says: { 'content-type': /^multipart\/related; type="image\/jls"/, vary: 'accept' }
		},
		{
			what: 'the same with its syntax, alone',
			path: `${plain}/frames/1`,
			headers: { accept: `image/jls; transfer-syntax=${jls}` },
			status: 200,
			says: { 'content-type': `image/jls; transfer-syntax=${jls}` }
		},
		{
			what: 'no lossy one',
			path: `${plain}/frames/1`,
			headers: { accept: 'image/jls; transfer-syntax=1.2.840.10008.1.2.4.81' },
			status: 406
		},
		{
			what: 'no plain values under the name of compressed ones',
			path: `${plain}/frames/1`,
			headers: { accept: `image/jls; transfer-syntax=${native}` },
			status: 406
		},
		{
			what: 'no compressed values under the name of plain ones',
			path: `${plain}/frames/1`,
			headers: { accept: `${octets}; transfer-syntax=${jls}` },
			status: 406
		},
		{
			what: 'nothing compressed for who takes anything but what there is',
			path: `${plain}/frames/1`,
			headers: { accept: `*/*, ${octets}; q=0` },
			status: 406
		},
		{
			what: 'what weighs less where a frame is stored compressed',
			path: `${squeezed}/frames/1`,
			headers: { accept: `image/jls, ${octets}; transfer-syntax=*; q=0.5` },
			status: 200,
			says: { 'content-type': `${octets}; transfer-syntax=${htj2k}` }
		},
		{
			what: 'no list of frames compressed',
			path: `${plain}/frames/1,1`,
			headers: { accept: 'multipart/related; type="image/jls"' },
			status: 406
		},
		{ what: 'no page', path: `${plain}/frames/1`, headers: { accept: 'text/html' }, status: 406 },
		{
			what: 'no picture of another kind',
			path: `${plain}/rendered`,
			headers: { accept: 'image/gif' },
			status: 406
		},
		{
			what: 'XML of the metadata of one instance',
			path: `${plain}/metadata`,
			headers: { accept: 'application/dicom+xml' },
			status: 200,
			says: { 'content-type': 'application/dicom+xml' }
		},
		{
			what: 'XML of metadata in parts',
			path: 'studies/1.2.31/metadata',
			headers: { accept: 'multipart/related; type="application/dicom+xml"' },
			status: 200,
			says: { 'content-type': /^multipart\/related; type="application\/dicom\+xml"; boundary=/ }
		},
		{
			what: 'XML of a search in parts',
			path: 'studies',
			headers: { accept: 'multipart/related; type="application/dicom+xml"' },
			status: 200,
			says: { 'content-type': /^multipart\/related; type="application\/dicom\+xml"; boundary=/ }
		},
		{
			what: 'no XML alone of a search, which may find several',
			path: 'studies',
			headers: { accept: 'application/dicom+xml' },
			status: 406
		},
		{
			what: 'plain JSON by its name',
			path: `${plain}/metadata`,
			headers: { accept: 'application/json' },
			status: 200,
			says: { 'content-type': 'application/json' }
		},
		{
			what: 'JSON of DICOM for a range',
			path: 'studies',
			headers: { accept: 'application/*' },
			status: 200,
			says: { 'content-type': json }
		}
	],
	'8.3.3 parameters of the query': [
		{
			what: 'accept before the header, for a frame',
			path: `${plain}/frames/1?accept=${octets}`,
			headers: { accept: 'multipart/related; type="application/octet-stream"' },
			status: 200,
			says: { 'content-type': `${octets}; transfer-syntax=${native}` }
		},
		{
			what: 'accept for an object',
			path: `${plain}?accept=application/dicom`,
			status: 200,
			says: { 'content-type': /^application\/dicom; / }
		},
		{
			what: 'accept for metadata',
			path: `${plain}/metadata?accept=application/json`,
			headers: { accept: json },
			status: 200,
			says: { 'content-type': 'application/json' }
		},
		{
			what: 'accept for bulk data',
			path: `${plain}/bulkdata/7FE00010?accept=${octets}`,
			status: 200,
			says: { 'content-type': /^application\/octet-stream/ },
			length: 8
		},
		{
			what: 'accept for a picture',
			path: `${plain}/rendered?accept=image/png`,
			headers: { accept: 'image/jpeg' },
			status: 200,
			says: { 'content-type': 'image/png' }
		},
		{
			what: 'accept for a search',
			path: 'studies?accept=application/json',
			headers: { accept: json },
			status: 200,
			says: { 'content-type': 'application/json' }
		},
		{
			what: 'accept that cannot be given',
			path: `${plain}/frames/1?accept=image/jp2`,
			headers: { accept: '*/*' },
			status: 406
		},
		{
			what: 'accept-charset is no search key',
			path: 'studies?accept-charset=utf-8',
			status: 200,
			says: { warning: null }
		},
		{
			what: 'an unknown one in a picture changes nothing',
			path: `${plain}/rendered?iccprofile=no`,
			status: 200
		}
	],
	'8.3.4 searching': [
		{
			what: 'nothing found is no content',
			path: 'studies?PatientID=NOBODY',
			status: 204,
			says: { 'content-type': null }
		},
		{ what: 'past the last one is no content', path: 'studies?offset=50', status: 204 },
		{ what: 'none asked for is no content', path: 'studies?limit=0', status: 204 },
		{
			what: 'likeness of names is not looked for, and that is said',
			path: 'studies?fuzzymatching=true',
			status: 200,
			says: {
				warning:
					/^299 \S+ "The fuzzymatching parameter is not supported\. Only literal matching has been performed\."$/
			}
		},
		{
			what: 'no likeness wanted needs no word',
			path: 'studies?fuzzymatching=false',
			status: 200,
			says: { warning: null }
		},
		{ what: 'likeness is true or false', path: 'studies?fuzzymatching=maybe', status: 400 },
		{
			what: 'a key that is not known is left out, and that is said',
			path: 'studies?Nonsense=1',
			status: 200,
			says: { warning: /A search key is not supported/ }
		},
		{ what: 'everything there is', path: 'series?includefield=all', status: 200 },
		{ what: 'a field that nobody has', path: 'series?includefield=Nonsense', status: 200 },
		{
			what: 'more than is given at a time',
			path: 'studies?limit=100000',
			status: 200,
			says: { warning: /offset/ }
		},
		{ what: 'a limit that is none', path: 'studies?limit=ten', status: 400 },
		{ what: 'a study that is not here', path: 'studies/1.2.99/series', status: 404 }
	],
	'8.3.5 pictures': [
		{ what: 'a window', path: `${plain}/rendered?window=40,400,linear`, status: 200 },
		{ what: 'a window without width', path: `${plain}/rendered?window=40,0,linear`, status: 400 },
		{ what: 'a window without function', path: `${plain}/rendered?window=40`, status: 400 },
		{ what: 'a quality', path: `${plain}/rendered?quality=1`, status: 200 },
		{ what: 'a quality above what there is', path: `${plain}/rendered?quality=101`, status: 400 },
		{ what: 'a quality of nothing', path: `${plain}/rendered?quality=0`, status: 400 },
		{ what: 'a viewport', path: `${plain}/rendered?viewport=64,64`, status: 200 },
		{ what: 'a part of the image', path: `${plain}/rendered?viewport=64,64,0,0,1,1`, status: 200 },
		{ what: 'half a part of the image', path: `${plain}/rendered?viewport=64,64,0`, status: 400 },
		{ what: 'a viewport that takes long', path: `${plain}/rendered?viewport=8000,8000`, status: 400 },
		{ what: 'nothing is written into it', path: `${plain}/rendered?annotation=patient`, status: 400 },
		{ what: 'small', path: 'studies/1.2.31/thumbnail', status: 200, says: { 'content-type': 'image/jpeg' } },
		{ what: 'of a frame that is not there', path: `${plain}/frames/2/rendered`, status: 404 }
	],
	'8.2 methods': [
		{
			what: 'the head alone',
			path: `${plain}/frames/1`,
			method: 'HEAD',
			headers: { accept: octets },
			status: 200,
			says: { 'content-length': '8' },
			length: 0
		},
		{
			what: 'what can be done where objects are stored',
			path: 'studies',
			method: 'OPTIONS',
			status: 204,
			says: { allow: 'GET, HEAD, OPTIONS, POST' }
		},
		{
			what: 'what can be done elsewhere',
			path: `${plain}/frames/1`,
			method: 'OPTIONS',
			status: 204,
			says: { allow: 'GET, HEAD, OPTIONS' }
		},
		{
			what: 'nothing is deleted',
			path: 'studies/1.2.31',
			method: 'DELETE',
			status: 405,
			says: { allow: 'GET, HEAD, OPTIONS, POST' }
		},
		{
			what: 'nothing is put',
			path: `${plain}/metadata`,
			method: 'PUT',
			status: 405,
			says: { allow: 'GET, HEAD, OPTIONS' }
		}
	],
	'8.9 capabilities': [
		{
			what: 'what the service can do, asked of its root',
			path: '',
			method: 'OPTIONS',
			status: 200,
			says: { 'content-type': 'application/vnd.sun.wadl+xml', allow: 'OPTIONS' }
		},
		{ what: 'in no other form', path: '', method: 'OPTIONS', headers: { accept: 'text/html' }, status: 406 }
	],
	'8.5 paths': [
		{ what: 'a study that is not here', path: 'studies/1.2.99/metadata', status: 404 },
		{ what: 'a frame that is not there', path: `${plain}/frames/2`, status: 404 },
		{ what: 'frames of which one is not there', path: `${plain}/frames/1,2`, status: 404 },
		{ what: 'a frame numbered from zero', path: `${plain}/frames/0`, status: 400 },
		{ what: 'a UID that is none', path: 'studies/1..2/metadata', status: 400 },
		{ what: 'a resource that there is not', path: `${plain}/nonsense`, status: 404 }
	],
	'RFC 9110 13 and 14': [
		{
			what: 'a range',
			path: `${plain}/frames/1`,
			headers: { accept: octets, range: 'bytes=2-5' },
			status: 206,
			says: { 'content-range': 'bytes 2-5/8', 'accept-ranges': 'bytes' },
			length: 4
		},
		{
			what: 'the last bytes',
			path: `${plain}/bulkdata/7FE00010`,
			headers: { accept: octets, range: 'bytes=-3' },
			status: 206,
			says: { 'content-range': 'bytes 5-7/8' },
			length: 3
		},
		{
			what: 'a range of a whole object',
			path: plain,
			headers: { accept: 'application/dicom; transfer-syntax=*', range: 'bytes=128-131' },
			status: 206,
			length: 4
		},
		{
			what: 'a range of a compressed frame',
			path: `${squeezed}/frames/1`,
			headers: { accept: `${octets}; transfer-syntax=*`, range: 'bytes=0-1' },
			status: 206,
			length: 2
		},
		{
			what: 'a range past the end',
			path: `${plain}/frames/1`,
			headers: { accept: octets, range: 'bytes=8-' },
			status: 416,
			says: { 'content-range': 'bytes */8' }
		},
		{
			what: 'a range that is none',
			path: `${plain}/frames/1`,
			headers: { accept: octets, range: 'bytes=5-2' },
			status: 200,
			length: 8
		},
		{
			what: 'several ranges as if none were asked for',
			path: `${plain}/frames/1`,
			headers: { accept: octets, range: 'bytes=0-1,4-5' },
			status: 200,
			length: 8
		},
		{
			what: 'a range of another version',
			path: `${plain}/frames/1`,
			headers: { accept: octets, range: 'bytes=0-1', 'if-range': '"old"' },
			status: 200,
			length: 8
		},
		{
			what: 'no range of what is not sent',
			path: `${plain}/frames/1`,
			method: 'HEAD',
			headers: { accept: octets, range: 'bytes=0-1' },
			status: 200,
			says: { 'content-length': '8' }
		},
		{
			what: 'what is there in any version',
			path: `${plain}/metadata`,
			headers: { 'if-none-match': '*' },
			status: 304,
			length: 0
		}
	]
};

describe('PS3.18', () => {
	let server: DicomwebServer;
	let cookie: string;

	beforeAll(async () => {
		server = await startDicomwebServer('sqlite');
		const { app } = server;
		await publishInitialPolicies(app);
		const folder = mkdtempSync(join(tmpdir(), 'overread-ps318-'));
		const uids = { StudyInstanceUID: '1.2.31', SeriesInstanceUID: '1.2.31.1', SOPInstanceUID: '1.2.31.1.1' };
		writeFileSync(join(folder, 'plain.dcm'), aCtFile({ ...uids, PixelData: fourPixels }));
		writeFileSync(join(folder, 'squeezed.dcm'), await aSqueezedFile());
		const imported = await importPaths(app, null, [folder]);
		expect(imported.refusals).toEqual([]);
		rmSync(folder, { recursive: true });
		cookie = await signIn(app, (await aUser(app, 'coordinator')).id);
	});
	afterAll(() => server.close());

	describe.each(Object.entries(clauses))('%s', (_, cases) => {
		it.each(cases)('$what', async ({ path, headers = {}, method = 'GET', status, says = {}, length }) => {
			const { origin } = server;
			const isReading = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
			// A person's page says where it comes from.
			const own: Record<string, string> = isReading ? {} : { origin };
			const response = await fetch(`${origin}/dicomweb/${path}`, {
				method,
				headers: { cookie, ...own, ...headers }
			});
			const body = Buffer.from(await response.arrayBuffer());
			expect(response.status).toBe(status);
			for (const [name, value] of Object.entries(says)) {
				if (value instanceof RegExp) expect(response.headers.get(name), name).toMatch(value);
				else expect(response.headers.get(name), name).toBe(value);
			}
			if (length !== undefined) expect(body.length).toBe(length);
			// What went wrong is said in words, and in them is nothing of what was asked for.
			if (status >= 400) {
				expect(JSON.parse(body.toString())).toEqual({
					error: expect.stringMatching(/^[a-z-]+$/),
					message: expect.stringMatching(/^[A-Z].*\.$/)
				});
			}
		});
	});

	it('describes what is there, and nothing that is not: each resource answers in the first form that is named', async () => {
		const { origin } = server;
		const described = await fetch(`${origin}/dicomweb/`, { method: 'OPTIONS', headers: { cookie } });
		const asked = resourcesIn(await described.text());
		const values: Record<string, string> = {
			...{ study: '1.2.32', series: '1.2.32.1', instance: '1.2.32.1.1', frames: '1', tag: '7FE00010' }
		};
		for (const { path, accept } of asked) {
			const url = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '?');
			const response = await fetch(url, { headers: { cookie, accept } });
			await response.arrayBuffer();
			expect(`${path} ${response.status}`).toBe(`${path} 200`);
			expect(response.headers.get('content-type')).toContain(accept);
		}
		expect(asked.map(({ path }) => path.slice(`${origin}/dicomweb`.length))).toEqual([
			'/studies',
			'/studies/{study}',
			...['metadata', 'rendered', 'thumbnail', 'series'].map((name) => `/studies/{study}/${name}`),
			'/studies/{study}/series/{series}',
			...['metadata', 'rendered', 'thumbnail', 'instances'].map(
				(name) => `/studies/{study}/series/{series}/${name}`
			),
			...[
				...['', '/metadata', '/rendered', '/thumbnail', '/frames/{frames}'],
				...['/frames/{frames}/rendered', '/frames/{frames}/thumbnail', '/bulkdata/{tag}']
			].map((rest) => `/studies/{study}/series/{series}/instances/{instance}${rest}`),
			...['/studies/{study}/instances', '/series', '/instances']
		]);
	});
});

/** The resources of a WADL document that can be got, each with the first media type that it may have. */
function resourcesIn(text: string): { path: string; accept: string }[] {
	const found: { path: string; accept: string }[] = [];
	const path: string[] = [];
	for (const [tag, name, value] of text.matchAll(
		/<(?:(resources base|resource path|method name)="([^"]*)"[^>]*|\/resources?)>|<option value="[^>]*>/g
	)) {
		if (name?.startsWith('resource')) path.push(value ?? '');
		else if (tag.startsWith('</')) path.pop();
		else if (value === 'GET') found.push({ path: path.join('/'), accept: '' });
		const last = found.at(-1);
		const option = /^<option value="(.*)"\/>$/.exec(tag)?.[1];
		if (last && option !== undefined && last.accept === '') last.accept = option.replaceAll('&quot;', '"');
	}
	return found;
}
