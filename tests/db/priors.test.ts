import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetBlindedStudies } from '#lib/features/imaging/blinded-study.server.ts';
import { findPrior, priorsOf } from '#lib/features/imaging/priors.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { aCase, aRead, publishInitialPolicies } from '../support/builders.ts';
import { markers, writeCtStudy } from '../support/study-files.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('the priors of a case on %s', (engine) => {
	let app: TestApp;
	let folder: string;
	let caseId: string;
	let count = 0;

	/** Takes a study of the patient in, made on a day; gives its UID. */
	async function take(day: string, changes: Record<string, string> = {}): Promise<string> {
		count += 1;
		const uid = `1.2.826.77.${count}`;
		const target = join(folder, String(count));
		// One object is enough: all sixteen would have this UID.
		writeCtStudy(target, {
			StudyInstanceUID: uid,
			SeriesInstanceUID: `${uid}.1`,
			SOPInstanceUID: `${uid}.1.1`,
			StudyDate: day,
			...changes
		});
		await importPaths(app, null, [join(target, 'slice-01.dcm')]);
		return uid;
	}

	const shown = async () => {
		forgetBlindedStudies(app);
		return (await priorsOf(app, caseId)).shown;
	};

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		folder = mkdtempSync(join(tmpdir(), 'overread-priors-'));
		const studyUid = await take('20261110');
		const read = await aRead(app, { studyUid });
		caseId = (await aCase(app, { readId: read.id })).id;
	});
	afterEach(async () => {
		await app.close();
		rmSync(folder, { recursive: true });
	});

	it('are the same patient’s earlier studies, the last one first, each with its interval and no date', async () => {
		const old = await take('20240805');
		await take('20260810');
		const priors = await shown();
		expect(priors.map(({ earlier }) => earlier)).toEqual([
			{ unit: 'months', count: 3 },
			{ unit: 'years', count: 2, months: 3 }
		]);
		// The digits of a derived UID may be those of any year.
		expect(JSON.stringify(priors.map(({ earlier }) => earlier))).not.toMatch(/2024|2026/);
		expect(priors.map(({ study }) => study.studyUid)).not.toContain(old);
	});

	it.each([
		['made on the same day or later', '20261110', {}],
		['made later', '20270101', {}],
		['of another number', '20260101', { PatientID: 'OTHER' }],
		['of another birth date', '20260101', { PatientBirthDate: '19700101' }],
		['of another institution, whose numbers are its own', '20260101', { InstitutionName: 'Elsewhere' }]
	])('are none %s', async (_, day, changes) => {
		await take(day, changes);
		expect(await shown()).toEqual([]);
	});

	it('are those of the report’s patient wherever they were made', async () => {
		const elsewhere = await take('20260101', { PatientID: 'OTHER', InstitutionName: 'Elsewhere' });
		const { patients, reads, cases } = app.db.read.tables;
		const patientId = app.ids();
		const other = await aRead(app, { studyUid: elsewhere });
		await app.db.transaction(async (write) => {
			await write.insert(patients).values({ id: patientId, issuer: 'SVH', mrn: markers.mrn });
			const [own] = await write.select({ id: cases.readId }).from(cases).where(eq(cases.id, caseId));
			for (const id of [own?.id ?? '', other.id])
				await write.update(reads).set({ patientId }).where(eq(reads.id, id));
		});
		expect(await shown()).toHaveLength(1);
	});

	it('are behind the door of their case alone, under UIDs of its own', async () => {
		await take('20260101');
		const [prior] = await shown();
		const uid = prior?.study.studyUid ?? '';
		expect(await findPrior(app, caseId, uid)).not.toBeNull();
		const read = await aRead(app, { studyUid: await take('20261111') });
		const other = (await aCase(app, { readId: read.id })).id;
		expect((await priorsOf(app, other)).shown).toHaveLength(2);
		expect(await findPrior(app, other, uid)).toBeNull();
		expect(await findPrior(app, app.ids(), uid)).toBeNull();
	});

	it('are counted and kept back while their pixels wait for a check, whoever found that out', async () => {
		const uid = await take('20260101');
		expect(await shown()).toHaveLength(1);
		const { pixelChecks, studies } = app.db.read.tables;
		const [study] = await app.db.read
			.select({ id: studies.id })
			.from(studies)
			.where(eq(studies.studyUid, uid));
		await app.db.transaction((write) =>
			write.insert(pixelChecks).values({
				id: app.ids(),
				studyId: study?.id ?? '',
				status: 'waiting',
				reason: 'modality',
				regions: [],
				createdAt: app.clock.now()
			})
		);
		expect(await priorsOf(app, caseId)).toEqual({ shown: [], held: 1 });
	});
});
