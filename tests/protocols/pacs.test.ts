import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCtFile, fourPixels } from '#lib/core/dicom/test-objects.ts';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import { blindedStudy, forgetBlindedStudies } from '#lib/features/imaging/blinded-study.server.ts';
import { checkedStudy } from '#lib/features/imaging/pixel-queries.server.ts';
import { bringObject } from '#lib/features/imaging/pacs/bring-object.server.ts';
import { keptObjects } from '#lib/features/imaging/pacs/kept-objects.server.ts';
import { findInPacs } from '#lib/features/ingest/find-in-pacs.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { takeFromPacs } from '#lib/features/ingest/take-from-pacs.server.ts';
import { testPacs } from '#lib/features/notices/pacs-check.server.ts';
import { wantAllImages, wantImages } from '#lib/features/reads/image-lookups.server.ts';
import { makePacsSettings, type PacsSettings } from '#lib/server/pacs/settings.ts';
import { object, startArchive, type Archive } from '../support/archive.ts';
import { secretsOfFiles } from '../support/blinded-group.ts';
import { aCase, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { startDicomwebServer, type DicomwebServer } from '../support/dicomweb-server.ts';
import { makeLeakFinder } from '../support/leaks.ts';
import { findOrthanc, startOrthanc } from '../support/orthanc.ts';
import { anAssignment, aReviewer, auditTypes } from '../support/reviewing.ts';
import { getActor, signIn } from '../support/sign-in.ts';
import { markers, writeCtStudy } from '../support/study-files.ts';
import { engines, type TestApp } from '../support/test-app.ts';

/** The files of the marked study, in the order of their names. */
function ctFiles(changes: Parameters<typeof writeCtStudy>[1] = {}): Buffer[] {
	const folder = mkdtempSync(join(tmpdir(), 'overread-pacs-'));
	writeCtStudy(folder, { BurnedInAnnotation: 'NO', ...changes });
	const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
	rmSync(folder, { recursive: true });
	return files;
}

const impatient = {
	answerMs: 250,
	wholeMs: 1000,
	objectBytes: 200_000,
	jsonBytes: 400_000,
	atOnce: 4,
	waiting: 100
};

function settingsFor(url: string, changes: Partial<PacsSettings> = {}): PacsSettings {
	return { ...makePacsSettings(url, { token: null, keptGigabytes: 1 }), ...changes };
}

type Door = { readonly path: string; readonly cookie: string; readonly caseId: string };

/** A read of the marked study that is reviewed by somebody. */
async function aDoor(app: TestApp): Promise<Door> {
	const read = await aRead(app, { studyUid: markers.studyUid, accession: markers.accession });
	const { id: caseId } = await aCase(app, { readId: read.id, state: 'assigned' });
	const reviewer = await aReviewer(app);
	const assignment = await anAssignment(app, { caseId, reviewerId: reviewer.id });
	return { path: `/dicomweb/reviews/${assignment}`, cookie: await signIn(app, reviewer.id), caseId };
}

async function framePath(app: TestApp, { path, caseId }: Door, at = 0): Promise<string> {
	const study = await blindedStudy(app, caseId);
	const one = study?.objects[at];
	if (!study || !one) throw new Error('the case has no images');
	return `${path}/studies/${study.studyUid}/series/${one.blindedSeriesUid}/instances/${one.blindedSopUid}`;
}

const frameAccept = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';

describe.each(engines)('images in a PACS on %s', (engine) => {
	let archive: Archive;
	let server: DicomwebServer;
	const ask = (path: string, cookie: string, accept = frameAccept) =>
		fetch(server.origin + path, { headers: { cookie, accept } });

	beforeEach(async () => {
		archive = await startArchive(ctFiles());
		server = await startDicomwebServer(engine, { pacs: settingsFor(archive.url) });
		await publishInitialPolicies(server.app);
	});
	afterEach(async () => {
		await server.close();
		await archive[Symbol.asyncDispose]();
	});

	it('are found by the study that a report names, in one request, without their pixels', async () => {
		const { app } = server;
		await aRead(app, { studyUid: markers.studyUid });
		expect(await wantAllImages(app)).toBe(1);
		expect(await findInPacs(app)).toBe(1);
		expect(archive.asked).toEqual([`/archive/dicom-web/studies/${markers.studyUid}/metadata`]);
		const [study] = await app.db.read.select().from(app.db.read.tables.studies);
		expect(await auditTypes(app, study?.id ?? '')).toContain('study.located');
		// Nothing is left to look for, and nobody is asked about what is here.
		const [read] = await app.db.read.select().from(app.db.read.tables.reads);
		await app.db.transaction((write) => wantImages(write, [read?.id ?? ''], app.clock.now()));
		expect(await findInPacs(app)).toBe(1);
		app.clock.advance(DAY_MS);
		expect(await findInPacs(app)).toBe(0);
		expect(archive.asked).toHaveLength(1);
	});

	it('are found by accession number, and only of the same patient', async () => {
		const { app } = server;
		const read = await aRead(app, { accession: markers.accession, studyUid: null });
		await wantAllImages(app);
		expect(await findInPacs(app)).toBe(1);
		const { reads } = app.db.read.tables;
		const rows = await app.db.read.select({ id: reads.id, studyUid: reads.studyUid }).from(reads);
		expect(rows).toEqual([{ id: read.id, studyUid: markers.studyUid }]);
	});

	it('are looked for again when they were not there yet, and less and less often', async () => {
		const { app } = server;
		await archive.hold([]);
		await aRead(app, { studyUid: markers.studyUid });
		await wantAllImages(app);
		expect(await findInPacs(app)).toBe(0);
		expect(await findInPacs(app)).toBe(0);
		expect(archive.asked).toHaveLength(1);
		await archive.hold(ctFiles());
		app.clock.advance(HOUR_MS);
		expect(await findInPacs(app)).toBe(1);
	});

	it('give nothing of patient, reader or place through a door, in any byte, and the same pixels as an import', async () => {
		const { app } = server;
		const door = await aDoor(app);
		await takeFromPacs(app, markers.studyUid);
		forgetBlindedStudies(app);
		const base = await framePath(app, door);
		const study = base.slice(0, base.indexOf('/series/'));
		const findLeaks = makeLeakFinder([
			...secretsOfFiles,
			{ name: 'archive', texts: [archive.url, '/archive/'] }
		]);
		const paths = [
			`${door.path}/studies?includefield=all`,
			`${study}/metadata`,
			`${base}/metadata`,
			`${base}/frames/1`,
			`${base}/rendered`,
			`${base}/thumbnail`,
			`${base}/bulkdata/7FE00010`,
			base
		];
		for (const path of paths) {
			const response = await ask(path, door.cookie, '*/*');
			const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
			const body = Buffer.from(await response.arrayBuffer());
			expect(response.status, path).toBe(200);
			expect(findLeaks(Buffer.concat([Buffer.from(head), body])), path).toEqual([]);
		}
		const single = 'application/octet-stream; transfer-syntax=*';
		const pixels = Buffer.from(await (await ask(`${base}/frames/1`, door.cookie, single)).arrayBuffer());
		expect(ctFiles()[0]?.includes(pixels)).toBe(true);
		// Another door's images of the same kind, imported, read the same.
		const metadata = await (await ask(`${study}/metadata`, door.cookie, 'application/dicom+json')).json();
		const folder = mkdtempSync(join(tmpdir(), 'overread-pacs-'));
		writeCtStudy(folder, { BurnedInAnnotation: 'NO' });
		await importPaths(app, null, [folder]);
		rmSync(folder, { recursive: true });
		forgetBlindedStudies(app);
		const { instances } = app.db.read.tables;
		const kept = await app.db.read.select({ path: instances.path }).from(instances);
		expect(kept.filter(({ path }) => path.startsWith('pacs/'))).toEqual([]);
		const own = await (await ask(`${study}/metadata`, door.cookie, 'application/dicom+json')).json();
		expect(own).toEqual(metadata);
	});

	it('are held for a check of their pixels by the same rules', async () => {
		const { app } = server;
		await archive.hold(ctFiles({ BurnedInAnnotation: 'YES' }));
		const door = await aDoor(app);
		await takeFromPacs(app, markers.studyUid);
		forgetBlindedStudies(app);
		expect(await blindedStudy(app, door.caseId)).toBeNull();
		const { pixelChecks } = app.db.read.tables;
		const checks = await app.db.read.select({ status: pixelChecks.status }).from(pixelChecks);
		expect(checks).toEqual([{ status: 'waiting' }]);
	});

	it('are decided about anew where the PACS announces them with other facts', async () => {
		const { app } = server;
		const door = await aDoor(app);
		await takeFromPacs(app, markers.studyUid);
		await archive.hold(ctFiles({ BurnedInAnnotation: 'YES' }));
		const path = `${await framePath(app, door)}/frames/1`;
		// The object comes with other facts than those that let it pass.
		const response = await ask(path, door.cookie);
		expect([response.status, await codeOf(response)]).toEqual([502, 'pacs-object-differs']);
		await takeFromPacs(app, markers.studyUid);
		forgetBlindedStudies(app);
		expect(await blindedStudy(app, door.caseId)).toBeNull();
	});

	it('are fetched anew where the PACS replaced them, and held no longer where nothing is to be held', async () => {
		const { app } = server;
		const pixels = (value: number) => Buffer.from([value, 0, value, 0, value, 0, value, 0]);
		const ids = { StudyInstanceUID: markers.studyUid, SeriesInstanceUID: '1.9.1', SOPInstanceUID: '1.9.1.1' };
		await archive.hold([aCtFile({ ...ids, BurnedInAnnotation: 'YES', PixelData: pixels(0xaa) })]);
		const door = await aDoor(app);
		await takeFromPacs(app, markers.studyUid);
		const { pixelChecks } = app.db.read.tables;
		const [check] = await app.db.read.select({ id: pixelChecks.id }).from(pixelChecks);
		const { id } = await aUser(app, 'coordinator');
		const seen = await checkedStudy(app, await getActor(app, id), check?.id ?? '');
		const [one] = seen?.objects ?? [];
		const under = `/dicomweb/pixels/${check?.id}/studies/${seen?.studyUid}/series/${one?.blindedSeriesUid}`;
		const looked = await ask(`${under}/instances/${one?.blindedSopUid}/frames/1`, await signIn(app, id));
		expect(Buffer.from(await looked.arrayBuffer()).includes(pixels(0xaa))).toBe(true);
		await archive.hold([aCtFile({ ...ids, BurnedInAnnotation: 'NO', PixelData: pixels(1) })]);
		await takeFromPacs(app, markers.studyUid);
		expect(await app.db.read.select({ status: pixelChecks.status }).from(pixelChecks)).toEqual([
			{ status: 'cleared' }
		]);
		forgetBlindedStudies(app);
		const shown = await ask(`${await framePath(app, door)}/frames/1`, door.cookie);
		const bytes = Buffer.from(await shown.arrayBuffer());
		expect([bytes.includes(pixels(0xaa)), bytes.includes(pixels(1))]).toEqual([false, true]);
	});

	it('are fetched once for all who ask, and kept within a bound', async () => {
		const { app } = server;
		const door = await aDoor(app);
		await takeFromPacs(app, markers.studyUid);
		forgetBlindedStudies(app);
		const study = await blindedStudy(app, door.caseId);
		const [first = ''] = study?.objects.map(({ path }) => path) ?? [];
		await Promise.all([1, 2, 3].map(() => bringObject(app, first)));
		expect(archive.asked).toHaveLength(2);
		const frames = await Promise.all(
			Array.from({ length: 16 }, async (_, at) => `${await framePath(app, door, at)}/frames/1`)
		);
		const asks = frames.flatMap((path) => [path, path, path]);
		const statuses = await Promise.all(
			asks.map(async (path) => {
				const response = await ask(path, door.cookie);
				await response.arrayBuffer();
				return response.status;
			})
		);
		expect(new Set(statuses)).toEqual(new Set([200]));
		// Beside what a case may lack, which is looked for when it is opened.
		expect(archive.asked.filter((path) => !path.includes('?'))).toHaveLength(17);
		expect(keptObjects(app).totalBytes()).toBe(ctFiles().reduce((sum, file) => sum + file.length, 0));
	});
});

async function codeOf(response: Response): Promise<unknown> {
	return ((await response.json()) as { error?: unknown }).error;
}

describe('a PACS that misbehaves', () => {
	let archive: Archive;
	let server: DicomwebServer;
	let door: Door;
	const ask = (path: string) =>
		fetch(server.origin + path, { headers: { cookie: door.cookie, accept: frameAccept } });

	beforeEach(async () => {
		archive = await startArchive(ctFiles());
		const pacs = settingsFor(archive.url.replace('//', '//archive:secret-lantern@'), {
			limits: impatient,
			keptBytes: 40_000
		});
		server = await startDicomwebServer('sqlite', { pacs });
		await publishInitialPolicies(server.app);
		door = await aDoor(server.app);
		await takeFromPacs(server.app, markers.studyUid);
		forgetBlindedStudies(server.app);
	});
	afterEach(async () => {
		await server.close();
		await archive[Symbol.asyncDispose]();
	});

	const [file = Buffer.of()] = ctFiles();
	const other = aCtFile({
		StudyInstanceUID: '1.2.3',
		SeriesInstanceUID: '1.2.3.1',
		SOPInstanceUID: '1.2.3.1.1'
	});
	const small = aCtFile({
		StudyInstanceUID: markers.studyUid,
		SeriesInstanceUID: markers.seriesUid,
		SOPInstanceUID: `${markers.sopUidRoot}1`,
		BurnedInAnnotation: 'NO',
		PixelData: fourPixels
	});
	const moods: [string, NonNullable<Archive['mood']>, number, string][] = [
		['does not answer', () => true, 504, 'pacs-too-slow'],
		[
			'stops in mid-answer',
			(_, response, reply) => {
				response.writeHead(200, reply.headers);
				response.write(reply.body.subarray(0, 1000));
				return true;
			},
			504,
			'pacs-too-slow'
		],
		[
			'hangs up in mid-answer',
			(_, response, reply) => {
				response.writeHead(200, reply.headers);
				response.write(reply.body.subarray(0, 1000), () => response.destroy());
				return true;
			},
			502,
			'pacs-answer-broken-off'
		],
		['hangs up at once', (request) => Boolean(request.socket.destroy()), 502, 'pacs-unreachable'],
		[
			'sends a web page',
			send({ 'content-type': 'text/html' }, '<h1>Sign in</h1>'),
			502,
			'pacs-answer-unusable'
		],
		['sends no type', send({}, file), 502, 'pacs-answer-unusable'],
		['leaves the last boundary out', cut(20), 502, 'pacs-answer-broken-off'],
		[
			'sends no object at all',
			send(object(Buffer.of()).headers, '--archive-boundary--\r\n'),
			502,
			'pacs-answer-unusable'
		],
		['sends two objects', send(object(file).headers, twice(file)), 502, 'pacs-answer-unusable'],
		['sends an object cut short', give(file.subarray(0, 20_000)), 502, 'pacs-answer-unusable'],
		['sends what is no object', give(Buffer.from('<html>')), 502, 'pacs-answer-unusable'],
		['sends an object of another study', give(other), 502, 'pacs-object-differs'],
		['sends frames of another size', give(small), 502, 'pacs-object-differs'],
		['fails', send({}, 'a fault', 500), 502, 'pacs-fails'],
		['is busy', send({}, 'later', 503), 502, 'pacs-fails'],
		['lets nobody in', send({}, 'no', 401), 502, 'pacs-denies'],
		['refuses the question', send({}, 'what?', 400), 502, 'pacs-refuses'],
		['has lost the object', send({}, 'gone', 404), 410, 'pacs-has-not'],
		['never ends', endless, 502, 'pacs-answer-too-large']
	];

	it.each(moods)(
		'and %s: a status, a reason in words, and the others go on',
		async (_, mood, status, code) => {
			const first = `${await framePath(server.app, door, 0)}/frames/1`;
			const second = `${await framePath(server.app, door, 1)}/frames/1`;
			archive.mood = (request, response, reply) =>
				(request.url ?? '').endsWith(`${markers.sopUidRoot}1`) && mood(request, response, reply);
			const [bad, good] = await Promise.all([ask(first), ask(second)]);
			expect([bad.status, await codeOf(bad)]).toEqual([status, code]);
			expect(good.status).toBe(200);
			await good.arrayBuffer();
			// Nothing of it stays, and when the PACS is well again so is the image.
			expect(readdirSync(join(server.app.imagesFolder, 'pacs', 'incoming'))).toEqual([]);
			archive.mood = null;
			const again = await ask(first);
			expect(again.status).toBe(200);
			await again.arrayBuffer();
		}
	);

	it('and points elsewhere: nobody goes there, and nobody there learns the password', async () => {
		await using elsewhere = await startArchive(ctFiles());
		const path = `${await framePath(server.app, door)}/frames/1`;
		archive.mood = (request, response) => {
			const target = (request.url ?? '').replace('/archive/dicom-web', '');
			response.writeHead(302, { location: `${elsewhere.url}${target}` }).end();
			return true;
		};
		const response = await ask(path);
		expect([response.status, await codeOf(response)]).toEqual([502, 'pacs-redirects']);
		expect(elsewhere.asked).toEqual([]);
		expect(archive.authorization()).toBe(`Basic ${Buffer.from('archive:secret-lantern').toString('base64')}`);
	});

	it('and announces a study that is not the one asked for: nothing of it is taken', async () => {
		const { app } = server;
		const uid = '1.2.826.77';
		const headers = { 'content-type': 'application/dicom+json' };
		const foreign = [
			{
				'0020000D': { vr: 'UI', Value: ['1.2.3'] },
				'00080018': { vr: 'UI', Value: ['1.2.3.1.1'] },
				'0020000E': { vr: 'UI', Value: ['1.2.3.1'] }
			}
		];
		for (const body of [JSON.stringify(foreign), '[1]', '{"a":1}', '[', 'x'.repeat(500_000)]) {
			archive.mood = send(headers, body);
			expect((await takeFromPacs(app, uid)).ok).toBe(false);
		}
		const { studies } = app.db.read.tables;
		const rows = await app.db.read.select({ uid: studies.studyUid }).from(studies);
		expect(rows).toEqual([{ uid: markers.studyUid }]);
	});

	it.each([
		['all is well', null, null],
		['nothing was ever stored', send({}, '', 204), null],
		['the password is wrong', send({}, '', 401), 'pacs-denies'],
		['the address is that of a page', send({ 'content-type': 'text/html' }, '<p>'), 'pacs-answer-unusable'],
		['the path is wrong', send({}, '', 404), 'pacs-has-not'],
		['nobody answers', () => true, 'pacs-too-slow']
	] as const)('is told apart by the test of its connection: %s', async (_, mood, error) => {
		archive.mood = mood ?? send({ 'content-type': 'application/dicom+json' }, '[]');
		const tested = await testPacs(server.app);
		expect(tested.ok ? null : tested.error).toBe(error);
	});

	it('keeps no more than the bound, and brings again what was let go', async () => {
		const { app } = server;
		for (let at = 0; at < 4; at++) {
			const response = await ask(`${await framePath(app, door, at)}/frames/1`);
			expect(response.status).toBe(200);
			await response.arrayBuffer();
			expect(keptObjects(app).totalBytes()).toBeLessThanOrEqual(40_000);
		}
	});

	it('writes no password, address or patient into the log, the audit trail or an answer', async () => {
		const said: string[] = [];
		archive.mood = send({}, `no ${markers.patientFamily}`, 500);
		const response = await ask(`${await framePath(server.app, door)}/frames/1`);
		said.push(await response.text(), JSON.stringify([...response.headers]));
		const { auditEvents } = server.app.db.read.tables;
		said.push(JSON.stringify(await server.app.db.read.select().from(auditEvents)));
		const text = said.join('\n');
		for (const secret of ['secret-lantern', new URL(archive.url).host, markers.patientFamily]) {
			expect(text).not.toContain(secret);
		}
	});
});

function send(headers: Record<string, string>, body: string | Uint8Array, status = 200) {
	return ((_request, response) => {
		response.writeHead(status, headers).end(body);
		return true;
	}) satisfies NonNullable<Archive['mood']>;
}

function give(file: Uint8Array): NonNullable<Archive['mood']> {
	const { headers, body } = object(file);
	return send(headers, body);
}

function cut(bytes: number): NonNullable<Archive['mood']> {
	return (_request, response, reply) => {
		response.writeHead(200, reply.headers).end(reply.body.subarray(0, reply.body.length - bytes));
		return true;
	};
}

function twice(file: Uint8Array): Buffer {
	const { body } = object(file);
	return Buffer.concat([body.subarray(0, body.length - 4), Buffer.from('\r\n'), body]);
}

const endless: NonNullable<Archive['mood']> = (_request, response, reply) => {
	response.writeHead(200, reply.headers);
	response.write(reply.body.subarray(0, 100));
	const more = (): void => {
		if (!response.destroyed) response.write(Buffer.alloc(16_384), more);
	};
	more();
	return true;
};

const orthanc = findOrthanc();
describe.skipIf(orthanc === null)('a real Orthanc (skipped where it is not installed)', () => {
	it('gives its images through a blinded door as they were stored there', async () => {
		if (!orthanc) return;
		await using pacs = await startOrthanc(orthanc);
		const files = ctFiles();
		for (const file of files) await pacs.store(file);
		await using server = await startDicomwebServer('sqlite', { pacs: settingsFor(pacs.url) });
		const { app } = server;
		await publishInitialPolicies(app);
		await aRead(app, { accession: markers.accession, studyUid: null });
		await wantAllImages(app);
		expect(await findInPacs(app)).toBe(1);
		const door = await aDoor(app);
		const findLeaks = makeLeakFinder([
			...secretsOfFiles,
			{ name: 'archive', texts: ['quiet lantern', pacs.url] }
		]);
		for (let at = 0; at < files.length; at++) {
			const path = await framePath(app, door, at);
			const response = await fetch(`${server.origin}${path}/frames/1`, {
				headers: { cookie: door.cookie, accept: 'application/octet-stream; transfer-syntax=*' }
			});
			expect(response.status).toBe(200);
			expect(files[at]?.includes(Buffer.from(await response.arrayBuffer()))).toBe(true);
			const header = await fetch(`${server.origin}${path}/metadata`, { headers: { cookie: door.cookie } });
			expect(findLeaks(Buffer.from(await header.arrayBuffer()))).toEqual([]);
		}
		const coordinator = await signIn(app, (await aUser(app, 'coordinator')).id);
		const whole = await fetch(
			`${server.origin}/dicomweb/studies/${markers.studyUid}/series/${markers.seriesUid}/instances/${markers.sopUidRoot}3`,
			{ headers: { cookie: coordinator, accept: 'application/dicom; transfer-syntax=*' } }
		);
		expect(Buffer.from(await whole.arrayBuffer()).equals(files[2] ?? Buffer.of())).toBe(true);
	});
});
