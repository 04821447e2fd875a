import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	aCtFile,
	aDataset,
	anElement,
	anEncapsulatedFile,
	aPart10,
	ctImage,
	latin
} from '#lib/core/dicom/test-objects.ts';
import type { DicomJson } from '#lib/core/dicom/dicom-json.ts';
import { toDicomXml } from '#lib/core/dicom/dicom-xml.ts';
import { concatBytes } from '#lib/core/dicom/write.ts';
import {
	blindedStudy,
	type BlindedObject,
	type BlindedStudy
} from '#lib/features/imaging/blinded-study.server.ts';
import { findCheck, pixelQueue } from '#lib/features/imaging/pixel-queries.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { aCase, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { startDicomwebServer, type DicomwebServer } from '../support/dicomweb-server.ts';
import { anAssignment, aReviewer, auditTypes } from '../support/reviewing.ts';
import { getActor, signIn } from '../support/sign-in.ts';
import { engines } from '../support/test-app.ts';

const patient = { PatientID: 'MRN-1', PatientBirthDate: '19700101', InstitutionName: 'HOSP' };
const own = { study: '1.9', drawn: '1.9.1.1', boxed: '1.9.1.2', deflated: '1.9.1.3' };
const prior = '1.8';
const later = '1.10';
const stranger = '1.7';

function uidsOf(study: string, number = 1, date = '20260101') {
	return {
		...patient,
		StudyInstanceUID: study,
		SeriesInstanceUID: `${study}.1`,
		SOPInstanceUID: `${study}.1.${number}`,
		InstanceNumber: number,
		StudyDate: date
	};
}

/** One segment of run-length coded bytes, all of them literal. */
function literal(bytes: readonly number[]): Uint8Array {
	const coded = [bytes.length - 1, ...bytes];
	return Uint8Array.from(coded.length % 2 === 0 ? coded : [...coded, 128]);
}

/** Values of 12 bits in RLE, with something drawn in the bits above them. */
function aDrawnFile(): Uint8Array {
	const samples = [1, 2 | 0x1000, 3 | 0x1000, 4];
	const high = literal(samples.map((value) => value >> 8));
	const low = literal(samples.map((value) => value & 0xff));
	const head = new DataView(new ArrayBuffer(64));
	head.setUint32(0, 2, true);
	head.setUint32(4, 64, true);
	head.setUint32(8, 64 + high.length, true);
	const frame = concatBytes([new Uint8Array(head.buffer), high, low]);
	const changes = { ...uidsOf(own.study, 1), BitsStored: 12, HighBit: 11 };
	const file = Buffer.from(anEncapsulatedFile('1.2.840.10008.1.2.5', [frame], changes));
	const dataset = Buffer.from(aDataset({ ...ctImage, ...changes }));
	const at = file.indexOf(dataset) + dataset.length;
	const overlay = [anElement(0x60000100, 'US', 16), anElement(0x60000102, 'US', 12)];
	return concatBytes([file.subarray(0, at), ...overlay, file.subarray(at)]);
}

function aBoxedFile(): Uint8Array {
	const box = (type: string, body: string) =>
		concatBytes([Uint8Array.of(0, 0, 0, body.length + 8), latin(type + body)]);
	const frame = concatBytes([
		box('JXL ', '\r\n\x87\n'),
		box('ftyp', 'jxl \0\0\0\0jxl '),
		box('xml ', '<p>DOE^JANE</p>.'),
		box('jxlc', '\xff\x0a\0\0\0.')
	]);
	return anEncapsulatedFile('1.2.840.10008.1.2.4.110', [frame], uidsOf(own.study, 2));
}

/** Two frames in a deflated data set, of which nothing is held longer than it is used. */
function aDeflatedFile(): Uint8Array {
	const PixelData = Uint8Array.from({ length: 16 }, (_, at) => at);
	const dataset = aDataset({ ...ctImage, ...uidsOf(own.study, 3), NumberOfFrames: 2, PixelData });
	return aPart10('1.2.840.10008.1.2.1.99', deflateRawSync(dataset));
}

describe.each(engines)('what a door keeps back on %s', (engine) => {
	let server: DicomwebServer;
	let folder: string;
	let study: BlindedStudy;
	let caseId: string;
	let door: string;
	let cookie: string;

	const ask = (path: string, headers: Record<string, string> = {}, by = cookie) =>
		fetch(server.origin + path, { headers: { cookie: by, ...headers } });
	const bytesOf = async (path: string, accept: string): Promise<Buffer> =>
		Buffer.from(await (await ask(path, { accept })).arrayBuffer());
	const pathOf = ({ blindedSeriesUid, blindedSopUid }: BlindedObject): string =>
		`${door}/studies/${study.studyUid}/series/${blindedSeriesUid}/instances/${blindedSopUid}`;
	function objectOf(sopUid: string): BlindedObject {
		const found = study.objects.find(({ originalSopUid }) => originalSopUid === sopUid);
		if (!found) throw new Error(`the case does not show ${sopUid}`);
		return found;
	}

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), 'overread-blinding-'));
		server = await startDicomwebServer(engine);
		const { app } = server;
		await publishInitialPolicies(app);
		const files = {
			drawn: aDrawnFile(),
			boxed: aBoxedFile(),
			deflated: aDeflatedFile(),
			prior: aCtFile({ ...uidsOf(prior, 1, '20240101'), BurnedInAnnotation: 'YES' }),
			later: aCtFile(uidsOf(later, 1, '20260201')),
			stranger: aCtFile({ ...uidsOf(stranger), PatientID: 'MRN-2', BurnedInAnnotation: 'YES' })
		};
		for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, `${name}.dcm`), bytes);
		const imported = await importPaths(app, null, [folder]);
		expect(imported.refusals).toEqual([]);
		const read = await aRead(app, { studyUid: own.study });
		caseId = (await aCase(app, { readId: read.id, state: 'assigned' })).id;
		const reviewer = await aReviewer(app);
		door = `/dicomweb/reviews/${await anAssignment(app, { caseId, reviewerId: reviewer.id })}`;
		cookie = await signIn(app, reviewer.id);
		const found = await blindedStudy(app, caseId);
		if (!found) throw new Error('the case has no images');
		study = found;
	});
	afterAll(async () => {
		await server.close();
		rmSync(folder, { recursive: true, force: true });
	});

	it.each([
		['multipart/related; type="application/octet-stream"; transfer-syntax=*'],
		['multipart/related; type="application/octet-stream"'],
		['application/octet-stream'],
		['application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1'],
		['*/*']
	])('is what is drawn in the unused bits of compressed pixels, asked for as %s', async (accept) => {
		const bytes = await bytesOf(`${pathOf(objectOf(own.drawn))}/frames/1`, accept);
		expect(bytes.includes(Buffer.of(1, 0, 2, 0, 3, 0, 4, 0))).toBe(true);
	});

	it('is the frame as stored, where something is drawn in its unused bits', async () => {
		const accept = 'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.5';
		expect((await ask(`${pathOf(objectOf(own.drawn))}/frames/1`, { accept })).status).toBe(406);
	});

	it.each(['metadata', 'series', 'instances?includefield=all'])(
		'is in XML what it is in JSON, for %s: not an attribute more',
		async (path) => {
			const url = `${door}/studies/${study.studyUid}/${path}`;
			const list = (await (await ask(url, { accept: 'application/dicom+json' })).json()) as DicomJson[];
			const response = await ask(url, { accept: 'multipart/related; type="application/dicom+xml"' });
			const boundary = /boundary=(\S+)/.exec(response.headers.get('content-type') ?? '')?.[1] ?? '?';
			const parts = (await response.text()).split(`--${boundary}`);
			const head = '\r\nContent-Type: application/dicom+xml\r\n\r\n';
			expect(list.length).toBeGreaterThan(0);
			expect(parts).toEqual(['', ...list.map((each) => `${head}${toDicomXml(each)}\r\n`), '--\r\n']);
		}
	);

	it('is what a JPEG XL carries beside its pixels', async () => {
		const path = pathOf(objectOf(own.boxed));
		const frame = await bytesOf(`${path}/frames/1`, '*/*');
		const whole = await bytesOf(path, 'application/dicom; transfer-syntax=*');
		expect([frame.includes('jxlc'), whole.includes('jxlc')]).toEqual([true, true]);
		expect([frame.includes('DOE^JANE'), whole.includes('DOE^JANE')]).toEqual([false, false]);
	});

	describe('from somebody who also keeps the store', () => {
		const statusOf = async (uid: string, by: string) =>
			(await ask(`/dicomweb/studies/${uid}/metadata`, {}, by)).status;

		it('are all studies of the patient whose case they judge, and their pixel checks, and no other', async () => {
			const { app } = server;
			const both = await aUser(app, ['reviewer', 'coordinator']);
			const actor = await getActor(app, both.id);
			const by = await signIn(app, both.id);
			const uids = [own.study, prior, later, stranger];
			const { pixelChecks, studies } = app.db.read.tables;
			const checks = await app.db.read
				.select({ id: pixelChecks.id, studyUid: studies.studyUid })
				.from(pixelChecks)
				.innerJoin(studies, eq(studies.id, pixelChecks.studyId));
			const checkOf = (uid: string) => checks.find(({ studyUid }) => studyUid === uid)?.id ?? '';
			const shown = async () => ({
				statuses: await Promise.all(uids.map((uid) => statusOf(uid, by))),
				listed: (await (await ask('/dicomweb/studies', {}, by)).text()).match(/"1\.\d+"/g)?.toSorted(),
				checks: await Promise.all(
					[prior, stranger].map(async (uid) => (await findCheck(app.db.read, actor, checkOf(uid))) !== null)
				),
				queue: (await pixelQueue(app.db.read, { actor, show: 'waiting', after: null })).rows.length
			});
			expect(await shown()).toEqual({
				statuses: [200, 200, 200, 200],
				listed: ['"1.10"', '"1.7"', '"1.8"', '"1.9"'],
				checks: [true, true],
				queue: 2
			});
			await anAssignment(app, { caseId, reviewerId: both.id, ordinal: 2 });
			expect(await shown()).toEqual({
				statuses: [404, 404, 404, 200],
				listed: ['"1.7"'],
				checks: [false, true],
				queue: 1
			});
		});

		it('are those which a report says to be of the patient, whatever their headers say', async () => {
			const { app } = server;
			const both = await aUser(app, ['reviewer', 'coordinator']);
			const by = await signIn(app, both.id);
			await anAssignment(app, { caseId, reviewerId: both.id, ordinal: 3 });
			expect(await statusOf(stranger, by)).toBe(200);
			const { patients, reads, cases } = app.db.read.tables;
			const patientId = app.ids();
			const other = await aRead(app, { studyUid: stranger });
			await app.db.transaction(async (write) => {
				await write.insert(patients).values({ id: patientId, issuer: 'HOSP', mrn: 'MRN-1' });
				const [row] = await write.select({ id: cases.readId }).from(cases).where(eq(cases.id, caseId));
				for (const id of [row?.id ?? '', other.id])
					await write.update(reads).set({ patientId }).where(eq(reads.id, id));
			});
			expect(await statusOf(stranger, by)).toBe(404);
		});
	});

	it.each([
		['/dicomweb/reviews/a%00b/studies', 404],
		['/dicomweb/studies/1.2%00/metadata', 404],
		['/dicomweb/studies?PatientID=a%00b', 400],
		['/dicomweb/instances?InstanceNumber=9999999999', 204],
		['/dicomweb/instances?InstanceNumber=-9999999999', 204],
		['/dicomweb/series?SeriesNumber=2147483648', 204]
	])('is never told by a failure of the database: %s', async (path, status) => {
		const by = await signIn(server.app, (await aUser(server.app, ['coordinator', 'reviewer'])).id);
		expect((await ask(path, {}, by)).status).toBe(status);
	});

	it('is written down where a search within a study gives its headers', async () => {
		const { app } = server;
		const by = await signIn(app, (await aUser(app, 'coordinator')).id);
		const { studies } = app.db.read.tables;
		const [row] = await app.db.read
			.select({ id: studies.id })
			.from(studies)
			.where(eq(studies.studyUid, later));
		const count = async () =>
			(await auditTypes(app, row?.id ?? '')).filter((type) => type === 'study.retrieved').length;
		const before = await count();
		const found = await ask(`/dicomweb/studies/${later}/instances?includefield=all`, {}, by);
		expect(await found.text()).toContain('Doe^Jane');
		expect(await count()).toBe(before + 1);
	});

	it.each(['frames/1,2', 'bulkdata/7FE00010', ''])(
		'is not held open for who asks for the head of %s',
		async (rest) => {
			const open = () =>
				readdirSync('/proc/self/fd').filter((fd) => {
					const to = readlink(`/proc/self/fd/${fd}`);
					return to?.startsWith(server.app.imagesFolder) && to.endsWith(deflatedName);
				}).length;
			const { instances } = server.app.db.read.tables;
			const [row] = await server.app.db.read
				.select({ path: instances.path })
				.from(instances)
				.where(eq(instances.sopUid, own.deflated));
			const deflatedName = row?.path ?? 'none';
			const path = `${pathOf(objectOf(own.deflated))}/${rest}`.replace(/\/$/, '');
			expect((await ask(path)).status).toBe(200);
			const head = await fetch(server.origin + path, { method: 'HEAD', headers: { cookie } });
			expect(head.status).toBe(200);
			await expect.poll(open).toBe(0);
		}
	);
});

function readlink(path: string): string | null {
	try {
		return readlinkSync(path);
	} catch {
		// Closed meanwhile.
		return null;
	}
}
