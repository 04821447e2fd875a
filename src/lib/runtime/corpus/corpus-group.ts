import { eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

/** The few people and places that a corpus needs to be looked at as cases. */
export type CorpusGroup = {
	readonly coordinator: Actor;
	/** Makes a read of a study and a case of it; returns the case's id. */
	drawCase(write: WriteHandle, studyUid: string): Promise<string>;
};

/** Makes a facility, a reader and a coordinator in an empty store. */
export async function corpusGroup(app: App): Promise<CorpusGroup> {
	const now = app.clock.now();
	const [facilityId, readerId, userId] = [app.ids(), app.ids(), app.ids()];
	const { facilities, radiologists, users } = app.db.read.tables;
	await app.db.transaction(async (write) => {
		await write.insert(facilities).values({
			id: facilityId,
			code: 'CORPUS',
			name: 'Corpus',
			jurisdiction: 'TX',
			timeZone: 'UTC',
			createdAt: now
		});
		await write.insert(radiologists).values({
			id: readerId,
			code: 'CORPUS',
			familyName: 'Corpus',
			givenName: 'Corpus',
			section: 'body',
			reviewModalities: '',
			createdAt: now
		});
		await write
			.insert(users)
			.values({ id: userId, email: 'corpus@localhost', name: 'Corpus', passwordHash: '', createdAt: now });
	});
	const coordinator: Actor = {
		id: userId,
		name: 'Corpus',
		email: 'corpus@localhost',
		roles: ['coordinator'],
		radiologistId: null,
		scope: null
	};
	const drawCase: CorpusGroup['drawCase'] = async (write, studyUid) => {
		const { cases, reads } = write.tables;
		const [readId, caseId] = [app.ids(), app.blindIds()];
		await write.insert(reads).values({
			id: readId,
			naturalKey: readId,
			samplingId: readId,
			accession: readId,
			facilityId,
			readerId,
			studyUid,
			modality: 'OT',
			bodyRegion: 'other',
			procedure: 'Corpus',
			priority: 'routine',
			kind: 'final',
			patientClass: 'outpatient',
			shift: 'day',
			status: 'current',
			reportVersion: 1,
			examCompletedAt: now - DAY_MS,
			finalAt: now,
			source: 'hl7',
			receivedAt: now
		});
		await write.insert(cases).values({
			id: caseId,
			readId,
			detectionMode: 'random',
			blindingLevel: 'L3',
			state: 'drawn',
			dueAt: now + DAY_MS,
			createdAt: now
		});
		return caseId;
	};
	return { coordinator, drawCase };
}

/** Removes a study with what was made of it, so that the next file of the same object finds an empty store. */
export async function removeStudy(write: WriteHandle, studyUid: string): Promise<void> {
	const { cases, instances, pixelChecks, reads, series, studies } = write.tables;
	const readIds = write.select({ id: reads.id }).from(reads).where(eq(reads.studyUid, studyUid));
	await write.delete(cases).where(inArray(cases.readId, readIds));
	await write.delete(reads).where(eq(reads.studyUid, studyUid));
	const studyIds = write.select({ id: studies.id }).from(studies).where(eq(studies.studyUid, studyUid));
	const seriesIds = write.select({ id: series.id }).from(series).where(inArray(series.studyId, studyIds));
	await write.delete(pixelChecks).where(inArray(pixelChecks.studyId, studyIds));
	await write.delete(instances).where(inArray(instances.seriesId, seriesIds));
	await write.delete(series).where(inArray(series.studyId, studyIds));
	await write.delete(studies).where(eq(studies.studyUid, studyUid));
}
