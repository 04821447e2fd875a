import { eq, inArray, sql } from 'drizzle-orm';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { aFacility, aRadiologist, aUser } from './builders.ts';
import { aSetUpGroup, manyReviews } from './many-reviews.ts';
import { getActor } from './sign-in.ts';
import type { TestApp } from './test-app.ts';

/** Whose reads of the small group were reviewed: where, of which modality, how many, every how-manieth a 2a, and when. */
const reviewedReads = [
	['R01', 'NORTH', 'CT', 60, 12, 170],
	['R02', 'NORTH', 'CT', 50, 10, 160],
	['R03', 'SOUTH', 'CT', 40, 20, 150],
	['R02', 'SOUTH', 'MR', 36, 9, 140],
	['R03', 'SOUTH', 'MR', 44, 11, 130],
	['R01', 'SOUTH', 'MR', 5, 5, 120]
] as const;

/**
 * A small group whose reports are kept as files: two facilities, three radiologists, two modalities, a director who reads nothing. Everything
 * that a report shows of it is fixed, whatever ran before.
 */
export async function aReportGroup(app: TestApp) {
	await aSetUpGroup(app);
	const facilities = {
		NORTH: await aFacility(app, { id: 'facility-north', code: 'NORTH', name: 'North Hospital' }),
		SOUTH: await aFacility(app, { id: 'facility-south', code: 'SOUTH', name: 'South Clinic' })
	};
	const person = (code: string, familyName: string) =>
		aRadiologist(app, {
			id: `radiologist-${code}`,
			code,
			familyName,
			givenName: 'Test',
			externalId: `X-${code}`
		});
	const readers = {
		R01: await person('R01', 'Alder'),
		R02: await person('R02', 'Birch'),
		R03: await person('R03', 'Cedar')
	};
	for (const [reader, facility, modality, count, every, fromDaysAgo] of reviewedReads) {
		await manyReviews(app, {
			facilityId: facilities[facility].id,
			readerId: readers[reader].id,
			reviewerIds: [],
			count,
			fromDaysAgo,
			everyDays: 1,
			isEvent: (nth) => nth % every === every - 1,
			modality,
			key: `${reader}-${facility}-${modality}`
		});
	}
	await withClocks(app);
	const director = await aUser(app, 'director', { name: 'Dana Director' });
	return {
		facilities,
		readers,
		director: await getActor(app, director.id),
		request: { from: toUtcDay(app.clock.now() - 180 * DAY_MS), through: toUtcDay(app.clock.now()) }
	};
}

/** Images of each read came 20 to 49 minutes before its report, by the day. */
async function withClocks(app: TestApp): Promise<void> {
	const { reads } = app.db.read.tables;
	const minutes = sql`20 + (${reads.finalAt} / 86400000) % 30`;
	await app.db.transaction((write) =>
		write.update(reads).set({ imagesReceivedAt: sql`${reads.finalAt} - (${minutes}) * 60000` })
	);
}

/** Makes a final score of some 2a of a radiologist's reads 3b, as a committee would. */
export async function makeSevere(app: TestApp, readerId: string, count: number): Promise<void> {
	const { cases, reads } = app.db.read.tables;
	const found = await app.db.read
		.select({ id: cases.id })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(eq(reads.readerId, readerId))
		.orderBy(reads.finalAt)
		.limit(count);
	const ids = found.map(({ id }) => id);
	await app.db.transaction((write) =>
		write.update(cases).set({ finalScore: '3b', attribution: 'reader' }).where(inArray(cases.id, ids))
	);
}
