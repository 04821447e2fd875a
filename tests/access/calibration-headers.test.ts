import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { getValue } from '#lib/core/result.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { addItem } from '#lib/features/calibration/item-commands.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { aCase, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { seedKnown } from '../support/known-cases.ts';
import { anAssignment, aReviewer } from '../support/reviewing.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { getActor, signIn } from '../support/sign-in.ts';

/** What differs from one answer to the next, whatever they are about. */
const changing = new Set(['date', 'content-length', 'etag', 'keep-alive', 'connection']);

/** Status and headers of an answer: each name, with its value where that is not another one each time. */
function headOf({ status, headers }: Response, ids: readonly string[]): string[] {
	const lines = [...headers].map(([name, value]) => {
		const plain = ids.reduce((text, id) => text.replaceAll(id, '…'), value).replace(/-[0-9a-f]{40}$/, '-…');
		return changing.has(name) ? name : `${name}: ${plain.replace(/'nonce-[^']+'/g, "'nonce-…'")}`;
	});
	return [String(status), ...lines.sort()];
}

describe('the headers of a known case', () => {
	let server: TestServer;
	let folder: string;
	let reviewer: Actor;
	/** Assignment and case of one drawn by lottery, and of the known one. */
	let random: { id: string; caseId: string };
	let known: { id: string; caseId: string };

	async function readWithImages(studyUid: string) {
		for (const n of [1, 2]) {
			const uids = { SeriesInstanceUID: `${studyUid}.1`, SOPInstanceUID: `${studyUid}.1.${n}` };
			writeFileSync(
				join(folder, `${studyUid}-${n}.dcm`),
				aCtFile({ StudyInstanceUID: studyUid, InstanceNumber: n, ...uids })
			);
		}
		return aRead(server.app, { studyUid });
	}

	beforeAll(async () => {
		server = await startTestServer();
		folder = mkdtempSync(join(tmpdir(), 'overread-known-'));
		const { app } = server;
		await publishInitialPolicies(app);
		const director = await getActor(app, (await aUser(app, 'director')).id);
		const { body, version } = await currentPolicy(app.db.read, 'review');
		const policy = { kind: 'review', body: { ...body, calibrationShare: 0.2 }, basedOn: version } as const;
		getValue(await publishPolicy(app, director, policy));
		const withAnswer = await readWithImages('1.2.826.41');
		const drawn = await readWithImages('1.2.826.42');
		expect((await importPaths(app, null, [folder])).refused).toBe(0);
		const answer = { basis: 'proven', answer: '2b', explanation: 'Surgery found it.' } as const;
		getValue(await addItem({ app, actor: director }, { readId: withAnswer.id, ...answer }));
		reviewer = await aReviewer(app);
		const given: { id: string; caseId: string }[] = [];
		for (let n = 0; n < 10; n++) {
			const readId = n === 0 ? drawn.id : (await aRead(app, { studyUid: `1.2.826.43.${n}` })).id;
			const { id: caseId } = await aCase(app, { state: 'assigned', readId });
			given.push({ id: await anAssignment(app, { caseId, reviewerId: reviewer.id }), caseId });
		}
		expect(await seedKnown(app)).toBe(1);
		const { assignments, cases } = app.db.read.tables;
		const rows = await app.db.read
			.select({ id: assignments.id, caseId: cases.id })
			.from(assignments)
			.innerJoin(cases, eq(cases.id, assignments.caseId))
			.where(and(eq(assignments.reviewerId, reviewer.id), eq(cases.detectionMode, 'calibration')));
		[random, known] = [given[0] ?? { id: '', caseId: '' }, rows[0] ?? { id: '', caseId: '' }];
	});
	afterAll(async () => {
		await server.close();
		rmSync(folder, { recursive: true });
	});

	/** The addresses of a case as its reviewer's browser asks for them. */
	async function addressesOf({ id, caseId }: { id: string; caseId: string }) {
		const study = await blindedStudy(server.app, caseId);
		const [first] = study?.objects ?? [];
		const base = `/dicomweb/reviews/${id}/studies/${study?.studyUid}`;
		const instance = `${base}/series/${first?.blindedSeriesUid}/instances/${first?.blindedSopUid}`;
		return {
			queue: '/reviews',
			workspace: `/reviews/${id}`,
			data: `/reviews/${id}/__data.json`,
			metadata: `${base}/metadata`,
			frame: `${instance}/frames/1`,
			missing: `${instance}/frames/9`,
			elsewhere: `${base}/series/1.2.3/instances/1.2.4/frames/1`,
			after: '/reviews'
		};
	}

	it('are those of every other case, from the queue to the frames', async () => {
		const cookie = await signIn(server.app, reviewer.id);
		const heads: Record<string, string[]>[] = [];
		for (const one of [random, known]) {
			const study = await blindedStudy(server.app, one.caseId);
			const ids = [one.id, one.caseId, study?.studyUid ?? 'none'];
			const of: Record<string, string[]> = {};
			for (const [step, path] of Object.entries(await addressesOf(one))) {
				const answer = await fetch(server.origin + path, { headers: { accept: 'text/html, */*', cookie } });
				of[step] = headOf(answer, ids);
				await answer.arrayBuffer();
			}
			heads.push(of);
		}
		for (const step of ['queue', 'workspace', 'data', 'metadata', 'frame']) {
			expect(heads[0]?.[step]?.[0], step).toBe('200');
		}
		expect(heads[0]?.missing?.[0]).toBe('404');
		expect(heads[1]).toEqual(heads[0]);
	});
});
