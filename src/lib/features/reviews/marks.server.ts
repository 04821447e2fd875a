import { asc, eq } from 'drizzle-orm';
import type { Finding } from '#lib/core/scoring/draft.ts';
import type { KnownFacts } from '#lib/core/text/scrub.ts';
import type { BlindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { scrubText } from './scrubbed-report.server.ts';

type Tuple<T> = readonly [T, T];

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
			label: marks.label
		})
		.from(marks)
		.where(eq(marks.reviewId, reviewId))
		.orderBy(asc(marks.id));
	return rows.flatMap((row, at): Finding[] => {
		const sopInstanceUid = study.toBlinded(row.sopUid);
		const pointsPx = pairOf(row.pointsPx.map(([column = 0, line = 0]): [number, number] => [column, line]));
		if (sopInstanceUid === null || pointsPx === null) return [];
		// Where the image has no plane, patient coordinates are column, row, 0 (viewer/types.ts).
		const points =
			pairOf(row.points.map(([x = 0, y = 0, z = 0]): [number, number, number] => [x, y, z])) ??
			([
				[...pointsPx[0], 0],
				[...pointsPx[1], 0]
			] satisfies Tuple<[number, number, number]>);
		return [
			{
				id: `mark-${at + 1}`,
				kind: 'arrow',
				sopInstanceUid,
				frameNumber: row.frameNumber,
				frameOfReferenceUid: '',
				points: [points[0], points[1]],
				pointsPx: [pointsPx[0], pointsPx[1]],
				label: scrubText(row.label, known) ?? ''
			}
		];
	});
}

function pairOf<T>([first, second]: readonly T[]): Tuple<T> | null {
	return first === undefined || second === undefined ? null : [first, second];
}
