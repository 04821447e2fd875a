import { and, eq, isNull, ne } from 'drizzle-orm';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { Finding } from '#lib/core/scoring/draft.ts';
import type { Review } from '#lib/core/scoring/review.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { originalFrameOfReference } from '#lib/features/imaging/original-frame.server.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

/** An original object and its frame of reference, where a mark names it. */
export type MarkPlace = { readonly sopUid: string; readonly frameOfReferenceUid: string | null };

/** Where each marked object lies in the original study, by its replaced UID; objects that are not of the case are missing. */
export async function placesOf(
	app: App,
	caseId: string,
	findings: readonly Finding[]
): Promise<ReadonlyMap<string, MarkPlace>> {
	const places = new Map<string, MarkPlace>();
	const study = findings.length > 0 ? await blindedStudy(app, caseId) : null;
	if (!study) return places;
	for (const finding of findings) {
		const sopUid = study.toOriginal(finding.sopInstanceUid);
		if (sopUid === null || places.has(finding.sopInstanceUid)) continue;
		const frameOfReferenceUid = await originalFrameOfReference(app, study, finding);
		places.set(finding.sopInstanceUid, { sopUid, frameOfReferenceUid });
	}
	return places;
}

export type Kept = {
	readonly reviewId: string;
	/** The review that this one replaces; null for the first of its reviewer. */
	readonly supersededId: string | null;
};

/**
 * Writes the review and its marks, in the coordinates of the original objects, and ends the assignment. An earlier review of the
 * same reviewer stays as it is and is marked as superseded; the time on the case is that of both.
 */
export async function keepReview(
	write: WriteHandle,
	newId: () => string,
	review: Review,
	places: ReadonlyMap<string, MarkPlace>
): Promise<Result<Kept, 'already-submitted' | 'mark-not-on-case'>> {
	const { assignments, marks, reviews } = write.tables;
	const ended = await write
		.update(assignments)
		.set({ status: 'scored', endedAt: review.submittedAt })
		.where(and(eq(assignments.id, review.assignmentId), eq(assignments.status, 'open')))
		.returning({ id: assignments.id });
	if (ended.length === 0) return err('already-submitted');
	const reviewId = newId();
	const { findings, ...columns } = review;
	const earlier = await supersede(write, review, reviewId);
	await write
		.insert(reviews)
		.values({ id: reviewId, ...columns, activeMs: columns.activeMs + (earlier?.activeMs ?? 0) });
	for (const finding of findings) {
		const place = places.get(finding.sopInstanceUid);
		if (!place) return err('mark-not-on-case');
		await write.insert(marks).values({
			id: newId(),
			reviewId,
			kind: finding.kind,
			...place,
			frameNumber: finding.frameNumber,
			points: finding.points,
			pointsPx: finding.pointsPx,
			label: finding.label === '' ? null : finding.label
		});
	}
	return ok({ reviewId, supersededId: earlier?.id ?? null });
}

async function supersede(
	write: WriteHandle,
	{ caseId, reviewerId, assignmentId }: Review,
	by: string
): Promise<{ id: string; activeMs: number } | null> {
	const { reviews } = write.tables;
	const [earlier] = await write
		.update(reviews)
		.set({ supersededBy: by })
		.where(
			and(
				eq(reviews.caseId, caseId),
				eq(reviews.reviewerId, reviewerId),
				ne(reviews.assignmentId, assignmentId),
				isNull(reviews.supersededBy)
			)
		)
		.returning({ id: reviews.id, activeMs: reviews.activeMs });
	return earlier ?? null;
}
