import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { studyAnnexes } from '#lib/features/imaging/annexes.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { knownFactsOf } from '#lib/features/reads/known-facts.server.ts';
import { aCase, aRead, publishInitialPolicies } from '../support/builders.ts';
import { writeAnnexes } from '../support/annex-files.ts';
import { markers, writeCtStudy } from '../support/study-files.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('what a study holds beside its images, on %s', (engine) => {
	let app: TestApp;
	let folder: string;
	let caseId: string;
	let readId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		folder = mkdtempSync(join(tmpdir(), 'overread-annexes-'));
		writeCtStudy(join(folder, 'ct'));
		writeAnnexes(join(folder, 'beside'));
		const { refused } = await importPaths(app, null, [folder]);
		expect(refused).toBe(0);
		({ id: readId } = await aRead(app, { studyUid: markers.studyUid }));
		caseId = (await aCase(app, { readId })).id;
	});
	afterEach(async () => {
		await app.close();
		rmSync(folder, { recursive: true });
	});

	const annexes = async (isRevealed: boolean) => {
		const study = await blindedStudy(app, caseId);
		if (!study) throw new Error('the study has no images');
		const known = await knownFactsOf(app.db.read, readId);
		// The read of this test has another reader than the files.
		const people = [...known.people, `${markers.readerFamily}, ${markers.readerGiven}`];
		const places = { identifiers: [...(known.identifiers ?? []), markers.institution] };
		return {
			study,
			got: await studyAnnexes(app, study, isRevealed ? { ...known, people, ...places } : null)
		};
	};

	it('is before the reveal what the scan left, and nothing that a person made', async () => {
		const { got } = await annexes(false);
		expect(got).toEqual({
			keyObjects: [],
			presentations: [],
			reports: [],
			unseen: [{ kind: 'waveform', count: 1 }],
			unread: 0
		});
	});

	it('is afterwards selections, presentations and reports without a name, and what is not shown', async () => {
		const { study, got } = await annexes(true);
		const uid = (slice: number) => study.toBlinded(`${markers.sopUidRoot}${slice}`);
		expect(got.keyObjects).toEqual([
			{
				title: '113000',
				words: expect.stringContaining('saw a bright ball'),
				images: [
					{ sopInstanceUid: uid(9), frames: [] },
					{ sopInstanceUid: uid(4), frames: [] }
				]
			}
		]);
		expect(got.presentations).toHaveLength(1);
		expect(got.presentations[0]).toMatchObject({
			images: [{ sopInstanceUid: uid(9) }],
			look: { rotation: 90 },
			texts: [{ text: expect.stringContaining('circled this'), units: 'pixels', at: [20, 30] }],
			shapes: [{ kind: 'circle' }]
		});
		expect(got.reports[0]?.children.map(({ heading, value }) => [heading, value.slice(0, 16)])).toEqual([
			['Finding', 'Hyperdense ball,'],
			['Long axis', '18.5 mm'],
			['Centre', 'In the middle of']
		]);
		expect(got.reports[0]?.children.map(({ places }) => places)).toEqual([
			[],
			[
				{
					...{ by: 'image', images: [{ sopInstanceUid: uid(9), frames: [] }] },
					shapes: [expect.objectContaining({ kind: 'line' })]
				}
			],
			[
				{
					...{ by: 'space', kind: 'points', points: [[0, 0, 20]] },
					frameOfReferenceUid: study.uidFor(markers.frameOfReferenceUid)
				}
			]
		]);
		expect(got.unseen).toEqual([
			{ kind: 'encapsulated-document', count: 1 },
			{ kind: 'segmentation', count: 1 },
			{ kind: 'waveform', count: 1 }
		]);
		const told = JSON.stringify(got);
		for (const [name, marker] of Object.entries(markers)) expect(told, name).not.toContain(marker);
	});
});
