import type { Actor } from '#lib/core/actor.ts';
import type { Permission } from '#lib/core/permissions.ts';
import { caseStore } from '#lib/features/imaging/dicomweb/case-store.ts';
import { storedImages } from '#lib/features/imaging/dicomweb/original-store.server.ts';
import { servedBlinded } from '#lib/features/imaging/dicomweb/served-study.server.ts';
import { findPrior } from '#lib/features/imaging/priors.server.ts';
import type { ImageStore } from '#lib/features/imaging/dicomweb/serve.server.ts';
import { completeOpened } from '#lib/features/ingest/complete-from-pacs.server.ts';
import { takeStow } from '#lib/features/ingest/take-stow.server.ts';
import type { App } from '#lib/server/app.ts';
import { doors, isDoor } from './doors.ts';

/** What a path below `/dicomweb` leads to: a door and its id, or the store itself; and the rest of the path. */
export type Entrance = {
	readonly permission: Permission;
	/** The path of the root, for instance `/dicomweb/reviews/…`. */
	readonly root: string;
	readonly rest: readonly string[];
	/** What stands behind it for this person; a door that stays shut shows nothing. */
	open(app: App, actor: Actor): Promise<ImageStore>;
};

/** Finds the entrance that a path's decoded segments name; anything that is no door is the store of originals. */
export function entranceOf(method: string, segments: readonly string[]): Entrance {
	const [name, id = ''] = segments;
	if (isDoor(name)) {
		const { permission, open } = doors[name];
		return {
			permission,
			root: `/dicomweb/${name}/${encodeURIComponent(id)}`,
			rest: segments.slice(2),
			open: async (app, actor) => {
				const found = await open(app, actor, id);
				if (found) completeOpened(app, found.caseId);
				return caseStore(found && servedBlinded(app, found), async (uid) => {
					const prior = found && (await findPrior(app, found.caseId, uid));
					return prior && servedBlinded(app, prior);
				});
			}
		};
	}
	return {
		permission: method === 'POST' ? 'image.store' : 'image.read',
		root: '/dicomweb',
		rest: segments,
		open: async (app, actor) => ({
			...storedImages(app, actor, `${app.config.origin}/dicomweb`),
			// Reached by POST alone, for which the permission above is another.
			take: (request, studyUid) => takeStow(app, actor, { request, studyUid })
		})
	};
}
