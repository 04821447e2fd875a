import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { studyAnnexes } from '#lib/features/imaging/annexes.server.ts';
import { blindedStudy, forgetBlindedStudies } from '#lib/features/imaging/blinded-study.server.ts';
import { bringObject } from '#lib/features/imaging/pacs/bring-object.server.ts';
import { keptObjects } from '#lib/features/imaging/pacs/kept-objects.server.ts';
import { priorsOf } from '#lib/features/imaging/priors.server.ts';
import { completeFromPacs } from '#lib/features/ingest/complete-from-pacs.server.ts';
import { takeFromPacs } from '#lib/features/ingest/take-from-pacs.server.ts';
import { makePacsSettings, pacsLimits, type PacsLimits } from '#lib/server/pacs/settings.ts';
import { writeAnnexes } from '../support/annex-files.ts';
import { startArchive, type Archive } from '../support/archive.ts';
import { aCase, aRead, publishInitialPolicies } from '../support/builders.ts';
import { startDicomwebServer, type DicomwebServer } from '../support/dicomweb-server.ts';
import { anAssignment, aReviewer } from '../support/reviewing.ts';
import { signIn } from '../support/sign-in.ts';
import { markers, writeCtStudy } from '../support/study-files.ts';
import { engines, type TestApp } from '../support/test-app.ts';

function ctFiles(): Buffer[] {
	const folder = mkdtempSync(join(tmpdir(), 'overread-pacs-'));
	writeCtStudy(folder, { BurnedInAnnotation: 'NO' });
	const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
	rmSync(folder, { recursive: true });
	return files;
}

const settingsFor = (url: string, limits: Partial<PacsLimits> = {}, keptBytes = 1e9) => ({
	...makePacsSettings(url, { token: null, keptGigabytes: 1 }),
	keptBytes,
	limits: { ...pacsLimits, ...limits }
});

const frameAccept = 'application/octet-stream; transfer-syntax=*';
/** A busy machine takes its time. */
const patience = { timeout: 20_000 };

/** A case of the marked study, and whoever reviews it. */
async function aReviewedCase(app: TestApp) {
	const read = await aRead(app, { studyUid: markers.studyUid, accession: markers.accession });
	const { id: caseId } = await aCase(app, { readId: read.id, state: 'assigned' });
	const reviewer = await aReviewer(app);
	const assignment = await anAssignment(app, { caseId, reviewerId: reviewer.id });
	return { caseId, door: `/dicomweb/reviews/${assignment}`, cookie: await signIn(app, reviewer.id) };
}

async function framePaths(app: TestApp, caseId: string, door: string): Promise<string[]> {
	const study = await blindedStudy(app, caseId);
	if (!study) throw new Error('the case has no images');
	return study.objects.map(
		({ blindedSeriesUid, blindedSopUid }) =>
			`${door}/studies/${study.studyUid}/series/${blindedSeriesUid}/instances/${blindedSopUid}/frames/1`
	);
}

describe.each(engines)('what a PACS has beyond what was found on %s', (engine) => {
	let archive: Archive;
	let server: DicomwebServer;
	let one: Awaited<ReturnType<typeof aReviewedCase>>;
	const files = ctFiles();

	beforeEach(async () => {
		archive = await startArchive(files.slice(0, 10));
		server = await startDicomwebServer(engine, { pacs: settingsFor(archive.url) });
		await publishInitialPolicies(server.app);
		one = await aReviewedCase(server.app);
		await takeFromPacs(server.app, markers.studyUid);
		forgetBlindedStudies(server.app);
	});
	afterEach(async () => {
		await server.close();
		await archive[Symbol.asyncDispose]();
	});

	const count = async (): Promise<number> => (await blindedStudy(server.app, one.caseId))?.instanceCount ?? 0;

	it('is taken in when slices came later, and not asked about again and again', async () => {
		const { app } = server;
		expect(await completeFromPacs(app)).toBe(0);
		await archive.hold(files);
		const asked = archive.asked.length;
		expect(await completeFromPacs(app)).toBe(0);
		expect(archive.asked).toHaveLength(asked);
		app.clock.advance(13 * HOUR_MS);
		expect(await completeFromPacs(app)).toBe(6);
		expect(await count()).toBe(16);
	});

	it('is asked for without the headers of studies that are as they were', async () => {
		await completeFromPacs(server.app);
		expect(archive.asked.filter((path) => path.includes('/metadata'))).toHaveLength(1);
	});

	it('is asked for when somebody opens the case, and nobody waits for it', async () => {
		const { app } = server;
		await archive.hold(files);
		const open = async (): Promise<void> => {
			const response = await fetch(`${server.origin}${one.door}/studies`, {
				headers: { cookie: one.cookie }
			});
			await response.arrayBuffer();
			expect(response.status).toBe(200);
		};
		await open();
		while ((await count()) < 16) await turn();
		const asked = archive.asked.length;
		app.clock.advance(2000);
		await open();
		expect(archive.asked).toHaveLength(asked);
		app.clock.advance(11 * MINUTE_MS);
		await open();
		await expect.poll(() => archive.asked.length, patience).toBeGreaterThan(asked);
	});

	it('holds earlier studies of the same patient, by number, birth date and institution together', async () => {
		const { app } = server;
		const marks = {
			PatientID: markers.mrn,
			PatientBirthDate: '19610317',
			InstitutionName: markers.institution,
			BurnedInAnnotation: 'NO'
		};
		const earlier = (name: string, changes: Record<string, string>): Uint8Array =>
			aCtFile({
				...{ StudyInstanceUID: `1.2.7.${name}`, SeriesInstanceUID: `1.2.7.${name}.1` },
				...{ SOPInstanceUID: `1.2.7.${name}.1.1`, StudyDate: '20250101', ...marks, ...changes }
			});
		await archive.hold([
			...files.slice(0, 10),
			earlier('1', {}),
			earlier('2', { StudyDate: '20240101' }),
			earlier('3', { PatientBirthDate: '19700101' }),
			earlier('4', { InstitutionName: 'Elsewhere' }),
			earlier('5', { StudyDate: '20270101' }),
			earlier('6', { PatientID: 'OTHER-1' })
		]);
		expect(await completeFromPacs(app)).toBe(2);
		const { shown } = await priorsOf(app, one.caseId);
		expect(shown.map(({ study }) => study.instanceCount)).toEqual([1, 1]);
		const { studies } = app.db.read.tables;
		const rows = await app.db.read.select({ uid: studies.studyUid }).from(studies);
		expect(rows.map(({ uid }) => uid).toSorted()).toEqual(
			['1.2.7.1', '1.2.7.2', markers.studyUid].toSorted()
		);
		app.clock.advance(13 * HOUR_MS);
		const asked = archive.asked.filter((path) => path.includes('1.2.7.1/metadata')).length;
		expect(await completeFromPacs(app)).toBe(0);
		expect(archive.asked.filter((path) => path.includes('1.2.7.1/metadata'))).toHaveLength(asked);
	});
});

describe('requests to a PACS', () => {
	const held: (() => void)[] = [];
	let archive: Archive;
	let server: DicomwebServer;
	let paths: string[];
	let cookie: string;

	beforeEach(async () => {
		archive = await startArchive(ctFiles());
		const pacs = settingsFor(archive.url, { atOnce: 1, waiting: 2 });
		server = await startDicomwebServer('sqlite', { pacs });
		await publishInitialPolicies(server.app);
		const one = await aReviewedCase(server.app);
		await takeFromPacs(server.app, markers.studyUid);
		forgetBlindedStudies(server.app);
		paths = await framePaths(server.app, one.caseId, one.door);
		cookie = one.cookie;
		// What else the PACS is asked when a case is opened is asked before.
		await completeFromPacs(server.app);
		// Objects are given out when the test says so.
		archive.mood = (request, response, reply) => {
			if (!(request.url ?? '').includes('/instances/')) return false;
			held.push(() => response.writeHead(reply.status, reply.headers).end(reply.body));
			return true;
		};
	});
	afterEach(async () => {
		held.length = 0;
		await server.close();
		await archive[Symbol.asyncDispose]();
	});

	const ask = (at: number, signal?: AbortSignal): Promise<Response> =>
		fetch(`${server.origin}${paths[at]}`, {
			headers: { cookie, accept: frameAccept },
			...(signal ? { signal } : {})
		});
	const objectsAsked = (): number => archive.asked.filter((path) => path.includes('/instances/')).length;
	const giveAll = async (until: () => boolean): Promise<void> => {
		while (!until()) {
			for (const give of held.splice(0)) give();
			await turn();
		}
	};

	it('ask for pixels as they lie there, and for text compressed', async () => {
		const encodings: (string | undefined)[] = [];
		archive.mood = (request) => {
			encodings.push(request.headers['accept-encoding']?.toString());
			return false;
		};
		expect((await ask(0)).status).toBe(200);
		await takeFromPacs(server.app, markers.studyUid);
		expect(encodings).toEqual(['identity', expect.stringContaining('gzip')]);
	});

	it('go one after the other over one connection', async () => {
		const connections = new Set<unknown>();
		archive.mood = (request) => {
			connections.add(request.socket);
			return false;
		};
		for (const at of [0, 1, 2, 3]) expect((await ask(at)).status).toBe(200);
		expect(connections.size).toBe(1);
	});

	it('are told to come again where too many wait', async () => {
		const answers: Response[] = [];
		const asked = [0, 1, 2, 3, 4].map(async (at) => answers.push(await ask(at)));
		await expect.poll(() => answers.length, patience).toBe(2);
		expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
			[503, '2'],
			[503, '2']
		]);
		await giveAll(() => answers.length === 5);
		await Promise.all(asked);
		expect(answers.slice(2).map(({ status }) => status)).toEqual([200, 200, 200]);
	});

	it('are let go when whoever asked has left, and done for those who have not', async () => {
		const leaving = [new AbortController(), new AbortController()];
		const running = ask(0, leaving[0]?.signal).catch(() => null);
		await expect.poll(() => objectsAsked(), patience).toBe(1);
		const waiting = ask(1, leaving[1]?.signal).catch(() => null);
		const staying = ask(2);
		const alsoStaying = ask(2);
		for (const one of leaving) one.abort();
		expect([await running, await waiting]).toEqual([null, null]);
		// The turn of the first and the place of the second are free: the third comes without the first being answered.
		await expect.poll(() => objectsAsked(), patience).toBe(2);
		expect(archive.asked.at(-1)).toContain(`/instances/${markers.sopUidRoot}3`);
		let done = false;
		const both = Promise.all([staying, alsoStaying]).then((all) => ((done = true), all));
		await giveAll(() => done);
		expect((await both).map(({ status }) => status)).toEqual([200, 200]);
		expect(objectsAsked()).toBe(2);
		const again = ask(0);
		let isThere = false;
		void again.then(() => (isThere = true));
		await giveAll(() => isThere);
		expect((await again).status).toBe(200);
	});
});

describe('what lies beside the images', () => {
	it('is not waited for when a PACS is slow with it, and there the next time', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'overread-pacs-'));
		writeAnnexes(folder);
		const beside = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
		rmSync(folder, { recursive: true });
		await using archive = await startArchive([...ctFiles(), ...beside]);
		await using server = await startDicomwebServer('sqlite', { pacs: settingsFor(archive.url) });
		const { app } = server;
		await publishInitialPolicies(app);
		const { caseId } = await aReviewedCase(app);
		await takeFromPacs(app, markers.studyUid);
		forgetBlindedStudies(app);
		const study = await blindedStudy(app, caseId);
		if (!study) throw new Error('the case has no images');
		const held: (() => void)[] = [];
		archive.mood = (request, response, reply) => {
			if (!(request.url ?? '').includes('/instances/')) return false;
			held.push(() => response.writeHead(reply.status, reply.headers).end(reply.body));
			return true;
		};
		const read = (waitMs?: number) =>
			studyAnnexes(app, study, { people: [] }, { ...(waitMs ? { waitMs } : {}) });
		const first = await read(1);
		expect([first.keyObjects, first.presentations, first.reports, first.unread]).toEqual([[], [], [], 3]);
		archive.mood = null;
		for (const give of held) give();
		const next = await read(60_000);
		expect([next.keyObjects.length, next.presentations.length, next.reports.length]).toEqual([1, 1, 1]);
		expect([next.unread, next.unseen]).toEqual([0, first.unseen]);
	});
});

describe('objects that are kept for a while', () => {
	it('fit into the bound together, whichever process brought them', async () => {
		const files = ctFiles();
		await using archive = await startArchive(files);
		const size = files[0]?.length ?? 0;
		const pacs = settingsFor(archive.url, {}, 4 * size + 100);
		await using server = await startDicomwebServer('sqlite', { pacs });
		const { app } = server;
		await publishInitialPolicies(app);
		const { caseId } = await aReviewedCase(app);
		await takeFromPacs(app, markers.studyUid);
		forgetBlindedStudies(app);
		const paths = ((await blindedStudy(app, caseId))?.objects ?? []).map(({ path }) => path);
		// Another process over the same folder: it knows nothing of what this one keeps in memory.
		const other = { ...app };
		const there = (): string[] => paths.filter((path) => existsSync(join(app.imagesFolder, path)));
		for (const path of paths.slice(0, 3)) await bringObject(app, path);
		for (const path of paths.slice(3, 6)) await bringObject(other, path);
		expect(there()).toEqual(paths.slice(2, 6));
		app.clock.advance(MINUTE_MS);
		await bringObject(app, paths[2] ?? '');
		app.clock.advance(MINUTE_MS);
		// What this one used last stays, though the other one brought it before all that it knows.
		await bringObject(other, paths[7] ?? '');
		expect(there()).toEqual([2, 4, 5, 7].map((at) => paths[at]));
		expect(keptObjects(other).totalBytes()).toBeLessThanOrEqual(pacs.keptBytes);
	});
});
