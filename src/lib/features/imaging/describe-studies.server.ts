import { asc, eq } from 'drizzle-orm';
import type { InstanceDescription } from '#lib/core/dicom/describe.ts';
import { describeKept } from '#lib/features/imaging/pacs/open-kept.server.ts';
import type { App } from '#lib/server/app.ts';

/** Studies looked at in one query, and in one run at most. */
const PAGE = 50;
const A_RUN = 2000;

/** What a study is searched by, besides patient and number, as an object of it says. */
export function searchKeys({
	studyTime,
	studyID,
	studyDescription,
	referringPhysicianName
}: InstanceDescription) {
	return {
		studyTime: studyTime?.replaceAll(':', '') ?? null,
		studyNumber: studyID ?? null,
		description: studyDescription ?? null,
		referringPhysician: referringPhysicianName ?? null,
		isDescribed: true
	};
}

/**
 * Reads the search keys of studies that were stored before the database had a place for them, from the first object of each. One whose
 * object cannot be read is not looked at again. Gives how many studies were looked at; may run twice without harm.
 */
export async function describeStudies(app: App): Promise<number> {
	const { instances, series, studies } = app.db.read.tables;
	let seen = 0;
	while (seen < A_RUN) {
		const waiting = await app.db.read
			.select({ id: studies.id })
			.from(studies)
			.where(eq(studies.isDescribed, false))
			.orderBy(asc(studies.id))
			.limit(PAGE);
		for (const { id } of waiting) {
			const [first] = await app.db.read
				.select({ path: instances.path })
				.from(instances)
				.innerJoin(series, eq(series.id, instances.seriesId))
				.where(eq(series.studyId, id))
				.orderBy(asc(instances.receivedAt), asc(instances.id))
				.limit(1);
			const description = first ? await describeKept(app, first.path) : null;
			const keys = description ? searchKeys(description) : { isDescribed: true };
			await app.db.transaction((write) => write.update(studies).set(keys).where(eq(studies.id, id)));
		}
		seen += waiting.length;
		if (waiting.length < PAGE) break;
	}
	return seen;
}
