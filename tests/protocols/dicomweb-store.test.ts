import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCtFile, type Attributes } from '#lib/core/dicom/test-objects.ts';
import { createAccessToken } from '#lib/features/admin/access-tokens.server.ts';
import { aUser, publishInitialPolicies } from '../support/builders.ts';
import { startDicomwebServer, type DicomwebServer } from '../support/dicomweb-server.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor, signIn } from '../support/sign-in.ts';
import { engines } from '../support/test-app.ts';

const boundary = 'overread-test';
const contentType = `multipart/related; type="application/dicom"; boundary=${boundary}`;

let count = 0;
/** An object that no other test stores. */
function anObject(changes: Attributes = {}): { file: Uint8Array; uid: string; study: string } {
	count += 1;
	const study = `1.2.826.5.${count}`;
	const uid = `${study}.1.1`;
	const uids = { StudyInstanceUID: study, SeriesInstanceUID: `${study}.1`, SOPInstanceUID: uid };
	return { file: aCtFile({ ...uids, ...changes }), uid, study };
}

function bodyOf(parts: readonly Uint8Array[], type = 'application/dicom'): Buffer {
	const head = Buffer.from(`--${boundary}\r\nContent-Type: ${type}\r\n\r\n`);
	const end = Buffer.from('\r\n');
	return Buffer.concat([...parts.flatMap((part) => [head, part, end]), Buffer.from(`--${boundary}--\r\n`)]);
}

type Item = Record<string, { Value?: unknown[] }>;

describe.each(engines)('STOW-RS on %s', (engine) => {
	let server: DicomwebServer;
	let token: string;
	let reader: string;
	let coordinator: string;

	beforeAll(async () => {
		server = await startDicomwebServer(engine);
		const { app } = server;
		await publishInitialPolicies(app);
		const administrator = await getActor(app, (await aUser(app, 'administrator')).id);
		const made = await createAccessToken(app, administrator, {
			name: 'Router',
			may: ['store', 'read'],
			days: 30
		});
		const other = await createAccessToken(app, administrator, { name: 'Viewer', may: ['read'], days: 30 });
		if (!made.ok || !other.ok) throw new Error('no token was made');
		token = made.value.token;
		reader = other.value.token;
		coordinator = await signIn(app, (await aUser(app, 'coordinator')).id);
	});
	afterAll(() => server.close());

	const store = (body: Uint8Array, headers: Record<string, string> = {}, path = 'studies') =>
		fetch(`${server.origin}/dicomweb/${path}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': contentType, ...headers },
			body: new Uint8Array(body)
		});
	const answerOf = async (response: Response) => {
		const body = (await response.json()) as Record<string, { Value?: Item[] }>;
		const failures = (body['00081198']?.Value ?? []).map((item) => item['00081197']?.Value?.[0]);
		const stored = (body['00081199']?.Value ?? []).map((item) => item['00081155']?.Value?.[0]);
		return { status: response.status, stored, failures };
	};
	const leftovers = () => {
		try {
			return readdirSync(join(server.app.config.dataFolder, 'uploads'));
		} catch {
			return [];
		}
	};

	it('keeps the very bytes, once, and says where they are', async () => {
		const { file, uid, study } = anObject();
		const response = await store(bodyOf([file]));
		expect(response.headers.get('content-type')).toBe('application/dicom+json');
		expect(await answerOf(response)).toEqual({ status: 200, stored: [uid], failures: [] });
		expect(await answerOf(await store(bodyOf([file])))).toEqual({ status: 200, stored: [uid], failures: [] });
		const { instances } = server.app.db.read.tables;
		const rows = (await server.app.db.read.select().from(instances)).filter(({ sopUid }) => sopUid === uid);
		expect(rows.map(({ path }) => readFileSync(join(server.app.imagesFolder, path)))).toEqual([
			Buffer.from(file)
		]);
		const found = await fetch(
			`${server.origin}/dicomweb/studies/${study}/series/${study}.1/instances/${uid}`,
			{
				headers: { authorization: `Bearer ${token}`, accept: 'application/dicom' }
			}
		);
		expect(Buffer.from(await found.arrayBuffer())).toEqual(Buffer.from(file));
		expect(leftovers()).toEqual([]);
	});

	it('answers in XML where it is asked for', async () => {
		const { file, uid } = anObject();
		const response = await store(bodyOf([file]), { accept: 'application/dicom+xml' });
		expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/dicom+xml']);
		expect(await response.text()).toContain(
			`keyword="ReferencedSOPInstanceUID"><Value number="1">${uid}</Value>`
		);
	});

	it('is an import: counted, with what was refused, and in the audit log', async () => {
		const [one, two] = [anObject(), anObject()];
		await store(bodyOf([one.file, Buffer.from('no DICOM'), two.file]));
		const { importBatches, importRefusals } = server.app.db.read.tables;
		const batches = await server.app.db.read.select().from(importBatches);
		const last = batches.toSorted((a, b) => (a.id < b.id ? -1 : 1)).find(({ refused }) => refused === 1);
		expect(last).toMatchObject({ origin: 'dicomweb', startedBy: null, files: 3, taken: 2, refused: 1 });
		expect(last?.finishedAt).not.toBeNull();
		const refusals = await server.app.db.read.select().from(importRefusals);
		expect(refusals.map(({ name, reason }) => [name, reason])).toContainEqual(['part 2', 'not-dicom']);
		expect(await auditTypes(server.app, last?.id ?? '')).toEqual(['import.finished']);
	});

	it('names the person who stored', async () => {
		const { file } = anObject();
		const headers = { authorization: '', cookie: coordinator, origin: server.origin };
		expect((await store(bodyOf([file]), headers)).status).toBe(200);
		const { importBatches } = server.app.db.read.tables;
		const batches = await server.app.db.read.select().from(importBatches);
		expect(batches.filter(({ startedBy }) => startedBy !== null)).toHaveLength(1);
	});

	it('answers 202 where some were taken, and 409 where none was', async () => {
		const [good, bad] = [anObject(), Buffer.from('nothing of the kind')];
		expect(await answerOf(await store(bodyOf([good.file, bad])))).toEqual({
			status: 202,
			stored: [good.uid],
			failures: [0xc000]
		});
		expect(await answerOf(await store(bodyOf([bad])))).toEqual({
			status: 409,
			stored: [],
			failures: [0xc000]
		});
	});

	it('keeps the first of two objects under one UID', async () => {
		const { file, study } = anObject();
		await store(bodyOf([file]));
		const other = aCtFile({
			StudyInstanceUID: study,
			SeriesInstanceUID: `${study}.1`,
			SOPInstanceUID: `${study}.1.1`,
			PatientName: 'Other'
		});
		expect(await answerOf(await store(bodyOf([other])))).toEqual({
			status: 409,
			stored: [],
			failures: [0x0111]
		});
	});

	it('takes only what belongs to the study that the path names', async () => {
		const [mine, other] = [anObject(), anObject()];
		const answer = await answerOf(await store(bodyOf([mine.file, other.file]), {}, `studies/${mine.study}`));
		expect(answer).toEqual({ status: 202, stored: [mine.uid], failures: [0xa900] });
	});

	it('takes many objects of one request', async () => {
		const objects = Array.from({ length: 120 }, () => anObject());
		const answer = await answerOf(await store(bodyOf(objects.map(({ file }) => file))));
		expect([answer.status, answer.stored.length, answer.failures]).toEqual([200, 120, []]);
		expect(leftovers()).toEqual([]);
	});

	it.each<[string, Uint8Array, Record<string, string>, number, string]>([
		[
			'another media type',
			Buffer.from('{}'),
			{ 'content-type': 'application/json' },
			415,
			'unsupported-media-type'
		],
		[
			'metadata and bulk data',
			bodyOf([]),
			{ 'content-type': contentType.replace('dicom"', 'dicom+json"') },
			415,
			'unsupported-media-type'
		],
		[
			'no boundary named',
			bodyOf([]),
			{ 'content-type': 'multipart/related; type="application/dicom"' },
			400,
			'no-boundary'
		],
		['another boundary', Buffer.from('--other\r\n\r\nx\r\n--other--'), {}, 400, 'no-boundary'],
		['no part', bodyOf([]), {}, 400, 'no-parts'],
		['an answer as a page', bodyOf([]), { accept: 'text/html' }, 406, 'not-acceptable'],
		['a body that breaks off', bodyOf([anObject().file]).subarray(0, 300), {}, 400, 'body-broken-off'],
		['a wrong token', bodyOf([]), { authorization: 'Bearer ovr_wrong' }, 401, 'sign-in-required']
	])('refuses in words: %s', async (_, body, headers, status, error) => {
		const response = await store(body, headers);
		expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([status, error]);
		expect(leftovers()).toEqual([]);
	});

	it('keeps what was whole of a body that breaks off', async () => {
		const [whole, half] = [anObject(), anObject()];
		const body = bodyOf([whole.file, half.file]);
		expect((await store(body.subarray(0, body.length - 200))).status).toBe(400);
		const { instances } = server.app.db.read.tables;
		const uids = (await server.app.db.read.select().from(instances)).map(({ sopUid }) => sopUid);
		expect([uids.includes(whole.uid), uids.includes(half.uid)]).toEqual([true, false]);
	});

	it('refuses those who may only read, and pages of other sites', async () => {
		const body = bodyOf([anObject().file]);
		expect((await store(body, { authorization: `Bearer ${reader}` })).status).toBe(403);
		const person = { authorization: '', cookie: coordinator };
		expect((await store(body, { ...person, origin: 'https://elsewhere.example' })).status).toBe(403);
		expect((await store(body, person)).status).toBe(403);
	});

	it('leaves nothing behind of a sender who hangs up', async () => {
		const { port } = new URL(server.origin);
		const socket = connect(Number(port), '127.0.0.1');
		const body = bodyOf([anObject().file]);
		const head = `POST /dicomweb/studies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${contentType}\r\nContent-Length: 100000\r\n\r\n`;
		await new Promise<void>((resolve) =>
			socket.write(Buffer.concat([Buffer.from(head), body.subarray(0, 250)]), () => resolve())
		);
		const open = async () => {
			const { importBatches } = server.app.db.read.tables;
			return (await server.app.db.read.select().from(importBatches)).filter(
				({ finishedAt }) => finishedAt === null
			).length;
		};
		while ((await open()) === 0) await turn();
		socket.destroy();
		while ((await open()) > 0) await turn();
		expect(leftovers()).toEqual([]);
		expect((await store(bodyOf([anObject().file]))).status).toBe(200);
	});
});
