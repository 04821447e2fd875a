import { mkdtempSync, readFileSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestEvent } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCtFile, anEncapsulatedFile, fourPixels } from '#lib/core/dicom/test-objects.ts';
import { HOUR_MS } from '#lib/core/instant.ts';
import { createAccessToken, revokeAccessToken } from '#lib/features/admin/access-tokens.server.ts';
import { blindedStudy, type BlindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { answerFrames } from '#lib/features/imaging/dicomweb/frames.server.ts';
import { servedBlinded } from '#lib/features/imaging/dicomweb/served-study.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { dicomwebResponse } from '#lib/runtime/dicomweb/kit.ts';
import { makeSessions } from '#lib/server/auth/sessions.ts';
import { loadFrameEncoder } from '#lib/server/demo/frame-encoders.ts';
import { decodeWithWasm } from '#lib/server/dicom/codecs.ts';
import { packApart } from '#lib/server/dicom/pack-threads.ts';
import { secretsOfFiles } from '../support/blinded-group.ts';
import { aCase, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { startDicomwebServer, type DicomwebServer } from '../support/dicomweb-server.ts';
import { makeLeakFinder } from '../support/leaks.ts';
import { anAssignment, aReviewer, auditTypes } from '../support/reviewing.ts';
import { getActor, signIn } from '../support/sign-in.ts';
import { markers, writeCtStudy } from '../support/study-files.ts';
import { engines } from '../support/test-app.ts';

const htj2k = '1.2.840.10008.1.2.4.201';
const native = '1.2.840.10008.1.2.1';
const squeezed = { study: '1.2.826.9', series: '1.2.826.9.1', instance: '1.2.826.9.1.1' };

/** The stored HTJ2K frame of the compressed study, and the file around it. */
async function aSqueezedFile(): Promise<{ file: Uint8Array; frame: Uint8Array }> {
	const encode = await loadFrameEncoder('htj2k');
	const samples = new Uint16Array(fourPixels.slice().buffer);
	const image = { rows: 2, columns: 2, bitsStored: 16 } as Parameters<typeof encode>[1]; // what the encoder looks at
	const frame = encode(samples, image);
	const padded = frame.length % 2 === 0 ? frame : Buffer.concat([frame, Buffer.of(0)]);
	const uids = {
		StudyInstanceUID: squeezed.study,
		SeriesInstanceUID: squeezed.series,
		SOPInstanceUID: squeezed.instance
	};
	return { file: anEncapsulatedFile(htj2k, [padded], uids), frame: padded };
}

describe.each(engines)('the DICOMweb service on %s', (engine) => {
	let server: DicomwebServer;
	let folder: string;
	let study: BlindedStudy;
	let door: string;
	let caseId: string;
	let assignmentId: string;
	let reviewerId: string;
	let coordinatorId: string;
	let cookies: { reviewer: string; coordinator: string };
	let frame: Uint8Array;

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), 'overread-dicomweb-'));
		server = await startDicomwebServer(engine);
		const { app } = server;
		await publishInitialPolicies(app);
		writeCtStudy(join(folder, 'ct'));
		const compressed = await aSqueezedFile();
		frame = compressed.frame;
		writeFileSync(join(folder, 'squeezed.dcm'), compressed.file);
		// Searches give what came last first.
		for (const name of ['ct', 'squeezed.dcm']) {
			const imported = await importPaths(app, null, [join(folder, name)]);
			expect(imported.refusals).toEqual([]);
			app.clock.advance(1000);
		}
		const read = await aRead(app, { studyUid: markers.studyUid });
		const drawn = await aCase(app, { readId: read.id, state: 'assigned' });
		caseId = drawn.id;
		const reviewer = await aReviewer(app);
		reviewerId = reviewer.id;
		assignmentId = await anAssignment(app, { caseId: drawn.id, reviewerId });
		const found = await blindedStudy(app, drawn.id);
		if (!found) throw new Error('the case has no images');
		study = found;
		door = `/dicomweb/reviews/${assignmentId}`;
		coordinatorId = (await aUser(app, 'coordinator')).id;
		cookies = { reviewer: await signIn(app, reviewerId), coordinator: await signIn(app, coordinatorId) };
	});
	afterAll(async () => {
		await server.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const ask = (
		path: string,
		cookie: string | null,
		headers: Record<string, string> = {},
		init: RequestInit = {}
	) => fetch(server.origin + path, { ...init, headers: { ...(cookie ? { cookie } : {}), ...headers } });
	const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
	const object = (at = 0): string => {
		const { blindedSeriesUid, blindedSopUid } = study.objects[at] ??
			study.objects[0] ?? { blindedSeriesUid: '', blindedSopUid: '' };
		return `${door}/studies/${study.studyUid}/series/${blindedSeriesUid}/instances/${blindedSopUid}`;
	};
	const original = (at: number): string =>
		`/dicomweb/studies/${markers.studyUid}/series/${markers.seriesUid}/instances/${markers.sopUidRoot}${at}`;

	describe('behind a door', () => {
		it('gives nothing of patient, reader or place in any byte of any answer', async () => {
			const findLeaks = makeLeakFinder(secretsOfFiles);
			const base = `${door}/studies/${study.studyUid}`;
			const series = study.objects[0]?.blindedSeriesUid ?? '';
			const paths = [
				`${door}/studies`,
				`${door}/studies?includefield=all`,
				`${door}/series?includefield=all`,
				`${door}/instances?includefield=all&limit=3`,
				`${base}/series?includefield=00081030,InstitutionName`,
				`${base}/instances?includefield=all`,
				base,
				`${base}/metadata`,
				`${base}/thumbnail`,
				`${base}/rendered`,
				`${base}/series/${series}`,
				`${base}/series/${series}/metadata`,
				object(),
				`${object()}/metadata`,
				`${object()}/frames/1`,
				`${object()}/rendered`,
				`${object()}/thumbnail`,
				`${object()}/bulkdata/7FE00010`,
				`${object()}/bulkdata/00100010`,
				`${object()}/frames/99`,
				`${object()}/nonsense`
			];
			for (const path of paths) {
				const response = await ask(path, cookies.reviewer);
				const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
				const body = await bytesOf(response);
				expect(findLeaks(Buffer.concat([Buffer.from(head), body])), path).toEqual([]);
				expect(response.status, path).toBeLessThan(500);
			}
		});

		it.each([
			['PatientName', 'Quillfeather*'],
			['PatientID', 'MRN-730418'],
			['AccessionNumber', 'ACC-9930271'],
			['StudyDate', '20261110'],
			['StudyInstanceUID', '1.2.826.0.1.3680043.10.888.5.1'],
			['ReferringPhysicianName', 'Abernathy*']
		])('finds nothing by what was there: %s', async (key, value) => {
			const right = await ask(`${door}/studies?${key}=${value}`, cookies.reviewer);
			const wrong = await ask(`${door}/studies?${key}=${value.replace(/\d$|\*$/, '7')}`, cookies.reviewer);
			expect([right.status, await right.text()]).toEqual([wrong.status, await wrong.text()]);
			expect(right.status).toBe(204);
		});

		it('lists its own case alone, by UIDs that belong to it', async () => {
			const response = await ask(`${door}/studies`, cookies.reviewer);
			const found = (await response.json()) as Record<string, { Value?: unknown[] }>[];
			expect(
				found.map((one) => [one['0020000D']?.Value, one['00201208']?.Value, one['00080061']?.Value])
			).toEqual([[[study.studyUid], [16], ['CT']]]);
		});

		it('gives whole objects de-identified, which read again', async () => {
			const response = await ask(object(), cookies.reviewer, {
				accept: 'application/dicom; transfer-syntax=*'
			});
			expect([response.status, response.headers.get('content-type')]).toEqual([
				200,
				`application/dicom; transfer-syntax=${native}`
			]);
			const bytes = await bytesOf(response);
			expect(bytes.subarray(128, 132).toString()).toBe('DICM');
			expect(bytes.includes('BLINDED')).toBe(true);
			expect(bytes.includes(study.objects[0]?.blindedSopUid ?? 'none')).toBe(true);
		});

		it.each(['studies', 'studies/1.2.3'])('stores nothing: POST %s', async (path) => {
			const response = await ask(
				`${door}/${path}`,
				cookies.reviewer,
				{ origin: server.origin },
				{ method: 'POST', body: 'x' }
			);
			expect(response.status).toBe(405);
			expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
		});

		it('knows originals neither by their UIDs nor under the root of everything', async () => {
			expect((await ask(`${door}/studies/${markers.studyUid}/metadata`, cookies.reviewer)).status).toBe(404);
			expect((await ask(`${original(1)}/frames/1`, cookies.reviewer)).status).toBe(403);
		});
	});

	describe('a frame', () => {
		it('comes with its length, its type and its tag, and whole', async () => {
			const response = await ask(`${object()}/frames/1`, cookies.reviewer);
			const body = await bytesOf(response);
			expect(response.status).toBe(200);
			expect(Number(response.headers.get('content-length'))).toBe(body.length);
			expect(response.headers.get('cache-control')).toBe('private, max-age=3600, immutable');
			const boundary = /boundary=([\w-]+)/.exec(response.headers.get('content-type') ?? '')?.[1] ?? 'none';
			const start = body.indexOf('\r\n\r\n') + 4;
			const end = body.lastIndexOf(`\r\n--${boundary}--`);
			expect(end - start).toBe(128 * 128 * 2);
		});

		it('is not sent again to who has it, nor to who asks for its head', async () => {
			const first = await ask(`${object()}/frames/1`, cookies.reviewer);
			await first.arrayBuffer();
			const again = await ask(`${object()}/frames/1`, cookies.reviewer, {
				'if-none-match': first.headers.get('etag') ?? ''
			});
			expect([again.status, (await bytesOf(again)).length]).toEqual([304, 0]);
			const head = await ask(`${object()}/frames/1`, cookies.reviewer, {}, { method: 'HEAD' });
			expect([head.status, head.headers.get('content-length')]).toEqual([
				200,
				first.headers.get('content-length')
			]);
		});

		it('comes in ranges that fit together', async () => {
			const whole = await bytesOf(await ask(`${object()}/frames/1`, cookies.reviewer));
			const parts = await Promise.all(
				['0-999', '1000-'].map((range) =>
					ask(`${object()}/frames/1`, cookies.reviewer, { range: `bytes=${range}` })
				)
			);
			expect(parts.map(({ status }) => status)).toEqual([206, 206]);
			expect(Buffer.concat(await Promise.all(parts.map(bytesOf)))).toEqual(whole);
			expect((await ask(`${object()}/frames/1`, cookies.reviewer, { range: 'bytes=99999999-' })).status).toBe(
				416
			);
		});

		it.each([
			['frames/0', 400],
			['frames/two', 400],
			['frames/2', 404],
			['frames/1/rendered?annotation=patient', 400],
			['frames/1/rendered?viewport=0,0', 400],
			['rendered?window=40', 400],
			['bulkdata/00100010', 404],
			['bulkdata/xyz', 404]
		])('that cannot be had is refused in words: %s', async (path, status) => {
			const response = await ask(`${object()}/${path}`, cookies.reviewer);
			expect(response.status).toBe(status);
			expect(await response.json()).toEqual({
				error: expect.any(String),
				message: expect.stringMatching(/^[A-Z].*\.$/)
			});
		});

		it('stored as HTJ2K goes out untouched, and plain where that is asked for', async () => {
			const path = `/dicomweb/studies/${squeezed.study}/series/${squeezed.series}/instances/${squeezed.instance}/frames/1`;
			const stored = await ask(path, cookies.coordinator, {
				accept: 'application/octet-stream; transfer-syntax=*'
			});
			expect(stored.headers.get('content-type')).toBe(`application/octet-stream; transfer-syntax=${htj2k}`);
			expect(await bytesOf(stored)).toEqual(Buffer.from(frame));
			const plain = await ask(path, cookies.coordinator, { accept: 'application/octet-stream' });
			expect(await bytesOf(plain)).toEqual(Buffer.from(fourPixels));
			const other = await ask(path, cookies.coordinator, { accept: 'multipart/related; type="image/jls"' });
			expect(other.status).toBe(406);
			const unknown = await ask(path, cookies.coordinator, {
				accept: 'application/octet-stream; transfer-syntax=1.2.3'
			});
			expect(unknown.status).toBe(406);
		});
	});

	describe('a frame that is stored plain', () => {
		const packed = (rest = '') => `${object()}/frames/1?accept=image/jls${rest}`;

		it('comes as lossless JPEG-LS, value for value, under a tag of its own', async () => {
			const plain = await ask(`${object()}/frames/1`, cookies.reviewer, {
				accept: 'application/octet-stream'
			});
			const values = await bytesOf(plain);
			const response = await ask(packed(), cookies.reviewer);
			const body = await bytesOf(response);
			expect(response.headers.get('content-type')).toBe('image/jls; transfer-syntax=1.2.840.10008.1.2.4.80');
			expect(response.headers.get('cache-control')).toBe('private, max-age=3600, immutable');
			expect(response.headers.get('etag')).not.toBe(plain.headers.get('etag'));
			expect(body.length).toBeLessThan(values.length * 0.8);
			const decoded = await decodeWithWasm('jpeg-ls', body);
			expect(Buffer.from(decoded?.bytes ?? []).equals(values)).toBe(true);
			const again = await ask(packed(), cookies.reviewer, {
				'if-none-match': response.headers.get('etag') ?? ''
			});
			expect(again.status).toBe(304);
		});

		it('comes plain while too many are compressed, where that is accepted too', async () => {
			const shape = { rows: 2, columns: 2, bitsAllocated: 16, bitsStored: 16 };
			let letGo: (none: null) => void = () => undefined;
			const held = new Promise<null>((resolve) => (letGo = resolve));
			// As many as may wait.
			const before = Array.from({ length: 64 }, () => packApart({ shape, read: () => held }));
			const other = await ask(packed(',application/octet-stream;transfer-syntax=*;q=0.5'), cookies.reviewer);
			const none = await ask(packed(), cookies.reviewer);
			letGo(null);
			await Promise.all(before);
			expect(other.headers.get('content-type')).toBe(`application/octet-stream; transfer-syntax=${native}`);
			expect((await bytesOf(other)).length).toBe(128 * 128 * 2);
			expect([none.status, none.headers.get('retry-after')]).toEqual([503, '2']);
		});

		it('is made in no other way for who has gone meanwhile', async () => {
			const [stored] = study.objects;
			const served = stored && servedBlinded(server.app, study).find(stored.blindedSopUid);
			if (!served) expect.unreachable('the case has no images');
			else {
				const accept = 'image/jls, application/octet-stream; transfer-syntax=*; q=0.5';
				const request = {
					...{ method: 'GET', segments: [], query: new URLSearchParams(), root: '', body: null },
					...{
						header: (name: string) => (name === 'accept' ? accept : null),
						left: () => AbortSignal.abort()
					}
				};
				const answer = await answerFrames(server.app, served, { frames: [1], request });
				expect([answer.status, String(answer.headers['content-type'])]).toEqual([503, 'application/json']);
			}
		});

		it('is let through to nobody who has no case', async () => {
			expect((await ask(packed(), null)).status).toBe(401);
			expect((await ask(`${original(1)}/frames/1?accept=image/jls`, cookies.reviewer)).status).toBe(403);
		});
	});

	describe('the store of originals', () => {
		const search = async (query: string) => {
			const response = await ask(`/dicomweb/${query}`, cookies.coordinator);
			if (response.status !== 200) return response.status;
			const results = (await response.json()) as Record<string, { Value?: unknown[] }>[];
			return results.map((one) => one['0020000D']?.Value?.[0]);
		};

		it.each([
			['studies?PatientName=quill*', [markers.studyUid]],
			['studies?PatientName=QUILLFEATHER^MARGUERITE', [markers.studyUid]],
			['studies?00100020=MRN-730418', [markers.studyUid]],
			['studies?PatientID=MRN-73041?', [markers.studyUid]],
			['studies?PatientID=MRN%25', 204],
			['studies?StudyDate=20261101-20261130', [markers.studyUid]],
			['studies?StudyDate=20261111-', 204],
			['studies?StudyTime=08-09&PatientSex=F', [markers.studyUid]],
			['studies?PatientBirthDate=19610317', [markers.studyUid]],
			['studies?AccessionNumber=ACC-9930271', [markers.studyUid]],
			[`studies?StudyInstanceUID=1.2.3,${markers.studyUid}`, [markers.studyUid]],
			['studies?ReferringPhysicianName=Abernathy*', [markers.studyUid]],
			['studies?ModalitiesInStudy=CT', [squeezed.study, markers.studyUid]],
			['studies?ModalitiesInStudy=MR', 204],
			['studies?limit=1', [squeezed.study]],
			['studies?limit=1&offset=1', [markers.studyUid]],
			['series?SeriesNumber=2', [markers.studyUid]],
			['instances?InstanceNumber=16', [markers.studyUid]],
			[`studies/${markers.studyUid}/instances?InstanceNumber=3`, [markers.studyUid]],
			[`studies/${markers.studyUid}/series?Modality=MR`, 204],
			['studies?StudyDate=tomorrow', 400],
			['studies?limit=-1', 400]
		])('finds by %s', async (query, expected) => {
			expect(await search(query)).toEqual(expected);
		});

		it('says what it did not do', async () => {
			const response = await ask('/dicomweb/studies?fuzzymatching=true&Nonsense=1', cookies.coordinator);
			expect(response.headers.get('warning')).toMatch(
				/^299 \S+ "The fuzzymatching parameter is not supported\. .*299 /
			);
		});

		it('gives an object as the very bytes that came, and writes down who took it', async () => {
			const response = await ask(original(4), cookies.coordinator, {
				accept: 'application/dicom; transfer-syntax=*'
			});
			expect(await bytesOf(response)).toEqual(readFileSync(join(folder, 'ct', 'slice-04.dcm')));
			const { studies } = server.app.db.read.tables;
			const [row] = await server.app.db.read
				.select({ id: studies.id })
				.from(studies)
				.where(eq(studies.studyUid, markers.studyUid));
			expect(await auditTypes(server.app, row?.id ?? '')).toEqual(['study.retrieved']);
		});

		it('does not show a study to whoever reviews it', async () => {
			const { app } = server;
			const both = await aUser(app, ['coordinator', 'reviewer']);
			const cookie = await signIn(app, both.id);
			expect((await ask(`${original(1)}/frames/1`, cookie)).status).toBe(200);
			await anAssignment(app, { caseId, reviewerId: both.id, ordinal: 2 });
			expect((await ask(`${original(1)}/frames/1`, cookie)).status).toBe(404);
			const listed = await (await ask('/dicomweb/studies', cookie)).text();
			expect([listed.includes(markers.studyUid), listed.includes(squeezed.study)]).toEqual([false, true]);
		});
	});

	describe('a right that is taken away', () => {
		it('ends with the next request: an assignment that is over', async () => {
			const { app } = server;
			const { assignments } = app.db.read.tables;
			const setStatus = (status: string) =>
				app.db.transaction((write) =>
					write.update(assignments).set({ status }).where(eq(assignments.id, assignmentId))
				);
			expect((await ask(`${object()}/frames/1`, cookies.reviewer)).status).toBe(200);
			await setStatus('declined');
			expect((await ask(`${object()}/frames/1`, cookies.reviewer)).status).toBe(404);
			await setStatus('open');
			expect((await ask(`${object()}/frames/1`, cookies.reviewer)).status).toBe(200);
		});

		it('ends with the next request: a session', async () => {
			const { app } = server;
			const cookie = await signIn(app, reviewerId);
			expect((await ask(`${object()}/frames/1`, cookie)).status).toBe(200);
			await makeSessions(app).end(cookie.split('=')[1] ?? '');
			const refused = await ask(`${object()}/frames/1`, cookie);
			expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
				401,
				'Bearer realm="dicomweb"'
			]);
		});

		it('ends by the clock: a session that was not used for an hour', async () => {
			const { app } = server;
			const cookie = await signIn(app, reviewerId);
			expect((await ask(`${object()}/frames/1`, cookie)).status).toBe(200);
			app.clock.advance(HOUR_MS);
			expect((await ask(`${object()}/frames/1`, cookie)).status).toBe(401);
			cookies = { reviewer: await signIn(app, reviewerId), coordinator: await signIn(app, coordinatorId) };
		});
	});

	describe('a machine', () => {
		const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

		it('reads with its token, and with nothing but it', async () => {
			const { app } = server;
			const administrator = await getActor(app, (await aUser(app, 'administrator')).id);
			const made = await createAccessToken(app, administrator, { name: 'Archive', may: ['read'], days: 30 });
			if (!made.ok) throw new Error(made.error);
			const { token } = made.value;
			expect((await ask('/dicomweb/studies', null, bearer(token))).status).toBe(200);
			const basic = { authorization: `Basic ${Buffer.from(`archive:${token}`).toString('base64')}` };
			expect((await ask('/dicomweb/studies', null, basic)).status).toBe(200);
			expect((await ask('/dicomweb/studies', null, bearer(`${token}x`))).status).toBe(401);
			expect(
				(await ask('/dicomweb/studies', null, bearer(token), { method: 'POST', body: 'x' })).status
			).toBe(403);
			expect((await ask(`${door}/studies`, null, bearer(token))).status).toBe(403);
			const { accessTokens } = app.db.read.tables;
			const [row] = await app.db.read.select().from(accessTokens);
			expect(JSON.stringify(row)).not.toContain(token);
			await revokeAccessToken(app, administrator, row?.id ?? '');
			expect((await ask('/dicomweb/studies', null, bearer(token))).status).toBe(401);
			expect(await auditTypes(app, row?.id ?? '')).toEqual(['access-token.created', 'access-token.revoked']);
		});

		it('is let in no longer than its token says', async () => {
			const { app } = server;
			const administrator = await getActor(app, (await aUser(app, 'administrator')).id);
			const made = await createAccessToken(app, administrator, {
				name: 'Router',
				may: ['read', 'store'],
				days: 30
			});
			if (!made.ok) throw new Error(made.error);
			expect((await ask('/dicomweb/studies', null, bearer(made.value.token))).status).toBe(200);
			const { accessTokens } = app.db.read.tables;
			await app.db.transaction((write) => write.update(accessTokens).set({ expiresAt: app.clock.now() }));
			expect((await ask('/dicomweb/studies', null, bearer(made.value.token))).status).toBe(401);
		});
	});

	describe('a file that is not as it was', () => {
		it.each([
			['cut off before it was opened', (path: string) => truncateSync(path, 1000), false],
			['cut off while it was open', (path: string) => truncateSync(path, 1000), true],
			['gone', (path: string) => unlinkSync(path), false]
		])('is told in words, and the service lives: %s', async (name, spoil, isOpened) => {
			const { app } = server;
			const uid = `1.2.826.77.${name.length}`;
			const uids = { StudyInstanceUID: uid, SeriesInstanceUID: `${uid}.1`, SOPInstanceUID: `${uid}.1.1` };
			const source = join(folder, `${uid}.dcm`);
			const pixels = { Rows: 32, Columns: 32, PixelData: new Uint8Array(2048) };
			writeFileSync(source, aCtFile({ ...uids, ...pixels, Modality: 'OT' }));
			await importPaths(app, null, [source]);
			const path = `/dicomweb/studies/${uid}/series/${uid}.1/instances/${uid}.1.1/frames/1`;
			if (isOpened) expect((await ask(path, cookies.coordinator)).status).toBe(200);
			const { instances } = app.db.read.tables;
			const [row] = await app.db.read
				.select()
				.from(instances)
				.where(eq(instances.sopUid, `${uid}.1.1`));
			spoil(join(app.imagesFolder, row?.path ?? 'none'));
			const response = await ask(path, cookies.coordinator);
			expect(response.status).toBe(500);
			expect(await response.json()).toEqual({
				error: 'object-unreadable',
				message: 'The stored object cannot be read.'
			});
			expect((await ask(`${object()}/frames/1`, cookies.reviewer)).status).toBe(200);
		});
	});

	it.each(['frames/1', 'frames/1/rendered', 'metadata', '', 'frames/7', 'bulkdata/7FE00010'])(
		'answers the same where the framework has the route: %s',
		async (rest) => {
			const { app } = server;
			const path = `${object()}/${rest}`;
			const own = await ask(path, cookies.reviewer, { 'accept-encoding': 'identity' });
			const url = new URL(server.origin + path);
			const request = new Request(url, { headers: { accept: '*/*', 'accept-encoding': 'identity' } });
			const event = { request } as RequestEvent; // of an event the answer looks at the request alone
			const actor = await getActor(app, reviewerId);
			const other = await dicomwebResponse({ app, actor, params: {}, url, event });
			expect([other.status, await bytesOf(other)]).toEqual([own.status, await bytesOf(own)]);
			for (const name of ['content-type', 'etag'])
				expect(other.headers.get(name)).toBe(own.headers.get(name));
		}
	);

	it('outlives a client that hangs up in the midst of an answer', async () => {
		const { port } = new URL(server.origin);
		const socket = connect(Number(port), '127.0.0.1');
		const path = `/dicomweb/studies/${markers.studyUid}`;
		await new Promise<void>((resolve) => {
			socket.once('data', () => resolve());
			socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nCookie: ${cookies.coordinator}\r\n\r\n`);
		});
		socket.destroy();
		expect((await ask(`${object()}/frames/1`, cookies.reviewer)).status).toBe(200);
	});
});
