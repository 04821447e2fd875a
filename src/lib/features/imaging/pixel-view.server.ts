import type { Actor } from '#lib/core/actor.ts';
import type { Rectangle } from '#lib/core/dicom/pixel-policy.ts';
import type { Instant } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { heldIn } from './pixel-commands.server.ts';
import { factsOfLike } from './pixel-facts.server.ts';
import { checkedStudy, findCheck, likesOf } from './pixel-queries.server.ts';
import { parseRegions, rectanglesFor } from './pixel-regions.server.ts';

/** Images of one size in one series, as the screen of a check shows them. */
export type LikeView = {
	readonly modality: string;
	readonly description: string | null;
	readonly rows: number;
	readonly columns: number;
	readonly images: number;
	readonly frames: number;
	/** Manufacturer and model; null where the header names none. */
	readonly device: string | null;
	readonly canMask: boolean;
	readonly rectangles: readonly Rectangle[];
};

/** A check with the images that it is about. */
export type PixelCheckView = {
	readonly id: string;
	readonly status: string;
	readonly reason: string;
	readonly institution: string | null;
	readonly createdAt: Instant;
	readonly decidedAt: Instant | null;
	readonly decidedBy: string | null;
	readonly held: number;
	readonly likes: readonly LikeView[];
	/** Where the viewer finds the images, and under which UID. */
	readonly images: { readonly root: string; readonly studyUid: string } | null;
};

/** What the screen of a check shows, or null where this person may not look. */
export async function pixelCheckView(app: App, actor: Actor, id: string): Promise<PixelCheckView | null> {
	const check = await findCheck(app.db.read, actor, id);
	if (!check) return null;
	const regions = parseRegions(check.regions);
	const likes = await likesOf(app.db.read, check.studyId, regions);
	const study = await checkedStudy(app, actor, id);
	const { body: policy } = await currentPolicy(app.db.read, 'pixels');
	const views = likes.map(async (like): Promise<LikeView> => {
		const { device, canMask } = await factsOfLike(app, policy, like);
		const { seriesUid, modality, description, rows, columns, images } = like;
		return {
			modality,
			description,
			rows,
			columns,
			images: images.length,
			frames: images.reduce((sum, { frames }) => sum + frames, 0),
			device: device ? `${device.manufacturer} ${device.model}`.trim() : null,
			canMask,
			rectangles: rectanglesFor(regions, { seriesUid, rows, cols: columns }) ?? []
		};
	});
	const { status, reason, institution, createdAt, decidedAt, decidedBy } = check;
	return {
		id,
		status,
		reason,
		institution,
		createdAt,
		decidedAt,
		decidedBy,
		held: heldIn(likes),
		likes: await Promise.all(views),
		images: study ? { root: `/dicomweb/pixels/${id}`, studyUid: study.studyUid } : null
	};
}
