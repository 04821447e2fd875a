import { asc, eq } from 'drizzle-orm';
import { findingKinds, isFindingKind, type Finding } from '#lib/core/scoring/draft.ts';
import type { KnownFacts } from '#lib/core/text/scrub.ts';
import type { BlindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { scrubText } from './scrubbed-report.server.ts';

/**
 * The marks of a review under the UIDs that a blinded viewer sees; a mark on an object that is not shown is left out.
 * Their ids are counted anew: the stored ones hold the time at which they were made.
 */
export async function blindedMarks(
	read: ReadHandle,
	reviewId: string,
	study: BlindedStudy | null,
	known: KnownFacts
): Promise<Finding[]> {
	if (!study) return [];
	const { marks } = read.tables;
	const rows = await read
		.select({
			sopUid: marks.sopUid,
			frameNumber: marks.frameNumber,
			points: marks.points,
			pointsPx: marks.pointsPx,
			kind: marks.kind,
			frameOfReferenceUid: marks.frameOfReferenceUid,
			label: marks.label
		})
		.from(marks)
		.where(eq(marks.reviewId, reviewId))
		.orderBy(asc(marks.id));
	return rows.flatMap((row, at): Finding[] => {
		const sopInstanceUid = study.toBlinded(row.sopUid);
		const kind = isFindingKind(row.kind) ? row.kind : 'arrow';
		const pointsPx = row.pointsPx.map(([column = 0, line = 0]): [number, number] => [column, line]);
		if (sopInstanceUid === null || pointsPx.length !== findingKinds[kind]) return [];
		const points = row.points.map(([x = 0, y = 0, z = 0]): [number, number, number] => [x, y, z]);
		return [
			{
				id: `mark-${at + 1}`,
				kind,
				sopInstanceUid,
				frameNumber: row.frameNumber,
				frameOfReferenceUid: row.frameOfReferenceUid === null ? '' : study.uidFor(row.frameOfReferenceUid),
				// Where the image has no plane, patient coordinates are column, row, 0 (viewer/types.ts).
				points: points.length === pointsPx.length ? points : pointsPx.map(([x, y]) => [x, y, 0]),
				pointsPx,
				label: scrubText(row.label, known) ?? ''
			}
		];
	});
}
