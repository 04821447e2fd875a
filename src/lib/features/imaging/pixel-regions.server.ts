import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { MAX_RECTANGLES, rectangleSchema, type Rectangle } from '#lib/core/dicom/pixel-policy.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** What was decided for the images of one size in one series: no rectangles means that they carry nothing that identifies. */
const regionSchema = z.object({
	seriesUid: z.string(),
	rows: z.number().int(),
	columns: z.number().int(),
	rectangles: z.array(rectangleSchema).max(MAX_RECTANGLES)
});
export type Region = z.infer<typeof regionSchema>;

/** The regions as they are stored with a check. */
export function parseRegions(stored: unknown): readonly Region[] {
	return z.array(regionSchema).parse(stored);
}

/** What was decided for a study's images; empty while nothing was. */
export async function findRegions(read: ReadHandle, studyId: string): Promise<readonly Region[]> {
	const { pixelChecks } = read.tables;
	const [row] = await read
		.select({ regions: pixelChecks.regions })
		.from(pixelChecks)
		.where(eq(pixelChecks.studyId, studyId));
	return row ? parseRegions(row.regions) : [];
}

type Like = Pick<Region, 'seriesUid' | 'rows' | 'columns'>;

function isAlike(one: Like, other: Like): boolean {
	return one.seriesUid === other.seriesUid && one.rows === other.rows && one.columns === other.columns;
}

/** The rectangles to blank in an image; null where nothing was decided for its like. */
export function rectanglesFor(
	regions: readonly Region[],
	image: { readonly seriesUid: string; readonly rows: number | null; readonly cols: number | null }
): readonly Rectangle[] | null {
	const like = { seriesUid: image.seriesUid, rows: image.rows ?? 0, columns: image.cols ?? 0 };
	return regions.find((region) => isAlike(region, like))?.rectangles ?? null;
}

/** The regions with one more: what two rules say of one like of images is blanked both. */
export function withRegion(regions: readonly Region[], region: Region): Region[] {
	const known = regions.find((other) => isAlike(other, region))?.rectangles ?? [];
	const isKnown = (one: Rectangle): boolean => known.some((other) => isSame(one, other));
	const both = [...known, ...region.rectangles.filter((one) => !isKnown(one))];
	const whole = { x: 0, y: 0, width: region.columns, height: region.rows };
	const rectangles = both.length > MAX_RECTANGLES ? [whole] : both;
	return [...regions.filter((other) => !isAlike(other, region)), { ...region, rectangles }];
}

function isSame(one: Rectangle, other: Rectangle): boolean {
	return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
