import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { describeStudies } from '#lib/features/imaging/describe-studies.server.ts';
import { imagePath } from '#lib/features/imaging/keep-file.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { publishInitialPolicies } from '../support/builders.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const keys = {
	StudyTime: '081500',
	StudyID: 'S-17',
	StudyDescription: 'CT head',
	ReferringPhysicianName: 'Abernathy^Olive'
};

/** Studies as they were stored before they had search keys. */
async function storedBefore(app: TestApp, count: number): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'overread-describe-'));
	for (let at = 1; at <= count; at++) {
		const uid = `1.2.826.3.${at}`;
		const uids = { StudyInstanceUID: uid, SeriesInstanceUID: `${uid}.1`, SOPInstanceUID: `${uid}.1.1` };
		writeFileSync(join(folder, `${at}.dcm`), aCtFile({ ...uids, ...keys }));
	}
	await importPaths(app, null, [folder]);
	rmSync(folder, { recursive: true });
	await app.db.transaction(async (write) => {
		const none = { studyTime: null, studyNumber: null, description: null, referringPhysician: null };
		await write.update(write.tables.studies).set({ ...none, isDescribed: false });
	});
}

describe.each(engines)('studies stored before there were search keys, on %s', (engine) => {
	it('are described by their own objects, once', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		await storedBefore(app, 3);
		expect(await describeStudies(app)).toBe(3);
		const { studies } = app.db.read.tables;
		const rows = await app.db.read
			.select({
				time: studies.studyTime,
				number: studies.studyNumber,
				description: studies.description,
				physician: studies.referringPhysician
			})
			.from(studies);
		const all = { time: '081500', number: 'S-17', description: 'CT head', physician: 'Abernathy^Olive' };
		expect(rows).toEqual([all, all, all]);
		expect(await describeStudies(app)).toBe(0);
	});

	it('do not hold the others up where a file is gone', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		await storedBefore(app, 2);
		const { instances, series, studies } = app.db.read.tables;
		const [first] = await app.db.read
			.select({ path: instances.path, studyId: series.studyId })
			.from(instances)
			.innerJoin(series, eq(series.id, instances.seriesId))
			.orderBy(asc(series.studyId));
		rmSync(imagePath(app, first?.path ?? ''));
		expect(await describeStudies(app)).toBe(2);
		const rows = await app.db.read
			.select({ id: studies.id, description: studies.description })
			.from(studies)
			.orderBy(asc(studies.id));
		expect(rows.map(({ description }) => description)).toEqual([null, 'CT head']);
		expect(await describeStudies(app)).toBe(0);
	});
});
