import { DAY_MS } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import { publishInitialPolicies } from './builders.ts';

export type ManyReviews = {
	readonly facilityId: string;
	readonly readerId: string;
	/** In turn; nobody's reviews are written where there is none. */
	readonly reviewerIds: readonly string[];
	readonly count: number;
	readonly fromDaysAgo: number;
	readonly everyDays: number;
	/** Whether the nth is a 2a. */
	readonly isEvent: (nth: number) => boolean;
	readonly state?: string;
	readonly modality?: string;
	/** Part of every id and accession, where these must not hang on what ran before. */
	readonly key?: string;
};

let series = 0;

/** Finished reads, each with a closed case of the random sample and its review: many at once, as the bulk insert writes them. */
export async function manyReviews(app: App, given: ManyReviews): Promise<void> {
	const {
		facilityId,
		readerId,
		reviewerIds,
		count,
		fromDaysAgo,
		everyDays,
		isEvent,
		state = 'closed'
	} = given;
	series += 1;
	const made = Array.from({ length: count }, (_, nth) => {
		const key = `many-${given.key ?? series}-${nth}`;
		const finalAt = app.clock.now() - (fromDaysAgo - nth * everyDays) * DAY_MS;
		const score = isEvent(nth) ? '2a' : '1';
		return { key, finalAt, score, reviewerId: reviewerIds[nth % Math.max(1, reviewerIds.length)], nth };
	});
	await app.db.transaction(async (write) => {
		const { reads, cases, assignments, reviews } = write.tables;
		await write.insertRows(
			reads,
			made.map(({ key, finalAt }) => ({
				id: `read-${key}`,
				naturalKey: key,
				samplingId: key,
				accession: key,
				facilityId,
				readerId,
				modality: given.modality ?? 'CT',
				bodyRegion: 'head',
				procedure: 'CT head without contrast',
				priority: 'routine',
				patientClass: 'emergency',
				shift: 'day',
				kind: 'final',
				status: 'current',
				reportVersion: 1,
				examCompletedAt: finalAt - 3_600_000,
				finalAt,
				source: 'hl7',
				receivedAt: finalAt
			}))
		);
		await write.insertRows(
			cases,
			made.map(({ key, finalAt, score }) => ({
				id: `case-${key}`,
				readId: `read-${key}`,
				detectionMode: 'random',
				blindingLevel: 'L3',
				state,
				inclusion: 1,
				dueAt: finalAt + 20 * DAY_MS,
				createdAt: finalAt,
				finalScore: score,
				finalAt: finalAt + DAY_MS
			}))
		);
		const reviewed = made.flatMap((one) =>
			one.reviewerId === undefined ? [] : [{ ...one, reviewerId: one.reviewerId }]
		);
		await write.insertRows(
			assignments,
			reviewed.map(({ key, finalAt, reviewerId }) => ({
				id: `assignment-${key}`,
				caseId: `case-${key}`,
				reviewerId,
				ordinal: 1,
				assignedAt: finalAt,
				leaseUntil: finalAt + DAY_MS,
				status: 'scored'
			}))
		);
		await write.insertRows(
			reviews,
			reviewed.map(({ key, finalAt, reviewerId, score }) => ({
				id: `review-${key}`,
				caseId: `case-${key}`,
				assignmentId: `assignment-${key}`,
				reviewerId,
				ordinal: 1,
				score,
				cause: score === '1' ? null : 'perception',
				factors: [],
				activeMs: 60_000,
				taxonomyVersion: '2026.1',
				submittedAt: finalAt + DAY_MS
			}))
		);
	});
}

/** The policies and the name of a group, as setting one up leaves them. */
export async function aSetUpGroup(app: App): Promise<void> {
	await publishInitialPolicies(app);
	const { settings } = app.db.read.tables;
	await app.db.transaction((write) =>
		write.insertRows(settings, [
			{ key: 'group', value: { name: 'Test group', timeZone: 'UTC' }, updatedAt: app.clock.now() }
		])
	);
}
