import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { priorsOf } from '#lib/features/imaging/priors.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { priorWords } from '#lib/features/reviews/prior-words.server.ts';
import { knownFactsOf } from '#lib/features/reviews/scrubbed-report.server.ts';
import { aCase, aRadiologist, aRead, publishInitialPolicies } from '../support/builders.ts';
import { anAssignment, aReviewer } from '../support/reviewing.ts';
import { earlier, markers, writeCtStudy, writeEarlierStudy } from '../support/study-files.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('what was said of an earlier study, on %s', (engine) => {
	let app: TestApp;
	let folder: string;
	let caseId: string;
	let readId: string;
	let beforeId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		folder = mkdtempSync(join(tmpdir(), 'overread-prior-words-'));
		writeCtStudy(join(folder, 'now'));
		writeEarlierStudy(join(folder, 'before'));
		await importPaths(app, null, [folder]);
		const reader = await aRadiologist(app, { familyName: 'Okonkwo', givenName: 'Amara' });
		readId = (await aRead(app, { studyUid: markers.studyUid, readerId: reader.id })).id;
		caseId = (await aCase(app, { readId })).id;
		const first = await aRadiologist(app, { familyName: earlier.readerFamily, givenName: 'Lucinda' });
		const before = { studyUid: earlier.studyUid, accession: earlier.accession, readerId: first.id };
		beforeId = (await aRead(app, before)).id;
		const text =
			`FINDINGS: Compared by Okonkwo with ${markers.accession} of ${markers.patientFamily}.\n` +
			`IMPRESSION: Small meningioma, told to nobody by Lucinda ${earlier.readerFamily} on 08/06/2024.`;
		await app.db.transaction((write) =>
			write
				.insert(write.tables.reports)
				.values({ readId: beforeId, text, knownPeople: [], knownIdentifiers: [] })
		);
	});
	afterEach(async () => {
		await app.close();
		rmSync(folder, { recursive: true });
	});

	async function said(isOpen = true) {
		const { shown } = await priorsOf(app, caseId);
		const [prior] = shown;
		if (!prior) throw new Error('no earlier study is found');
		return priorWords(app, prior, isOpen ? await knownFactsOf(app.db.read, readId) : null);
	}

	it('is its report, without the names of either reader, of the patient, numbers and dates', async () => {
		const { report } = await said();
		expect(report?.map(({ heading }) => heading)).toEqual(['FINDINGS', 'IMPRESSION']);
		const told = JSON.stringify(report);
		expect(told).toContain('Small meningioma');
		for (const name of [
			'Okonkwo',
			earlier.readerFamily,
			'Lucinda',
			markers.patientFamily,
			markers.accession,
			'2024'
		])
			expect(told, name).not.toContain(name);
	});

	it('is nothing while the report of the case is sealed', async () => {
		expect(await said(false)).toMatchObject({ report: null, annexes: { reports: [], unseen: [] } });
	});

	it('is nothing while the earlier read is itself under review, and comes back when it is not', async () => {
		const { id } = await aCase(app, { readId: beforeId });
		const assignmentId = await anAssignment(app, { caseId: id, reviewerId: (await aReviewer(app)).id });
		expect((await said()).report).toBeNull();
		const { assignments } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(assignments).set({ status: 'scored' }).where(eq(assignments.id, assignmentId))
		);
		expect((await said()).report).not.toBeNull();
	});

	it('is no report that was cancelled or is not final', async () => {
		const { reads } = app.db.read.tables;
		const set = (values: Partial<typeof reads.$inferInsert>) =>
			app.db.transaction((write) => write.update(reads).set(values).where(eq(reads.id, beforeId)));
		await set({ status: 'cancelled' });
		expect((await said()).report).toBeNull();
		await set({ status: 'current', finalAt: null });
		expect((await said()).report).toBeNull();
	});
});
