import type { Actor } from '#lib/core/actor.ts';
import { checkPixels } from '#lib/features/imaging/pixel-commands.server.ts';
import { pixelQueue } from '#lib/features/imaging/pixel-queries.server.ts';
import type { App } from '#lib/server/app.ts';

/** Says of every study that waits for a check of its pixels that it carries nothing that identifies. Returns how many did. */
export async function releaseImages(app: App, coordinator: Actor): Promise<number> {
	const { rows } = await pixelQueue(app.db.read, { actor: coordinator, show: 'waiting', after: null });
	for (const { id, held } of rows) {
		const input = {
			id,
			decision: 'clear',
			held,
			rectangles: new Map(),
			remember: new Set<number>()
		} as const;
		const checked = await checkPixels({ app, actor: coordinator }, input);
		if (!checked.ok) throw new Error(checked.error);
	}
	return rows.length;
}
