import type { Actor } from '#lib/core/actor.ts';
import type { Permission } from '#lib/core/permissions.ts';
import { committeeDoor } from '#lib/features/committee/queries.server.ts';
import { feedbackDoor } from '#lib/features/feedback/queries.server.ts';
import { blindedStudy, type BlindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { checkedStudy } from '#lib/features/imaging/pixel-queries.server.ts';
import { learningDoor } from '#lib/features/learning/door.server.ts';
import { assignmentDoor } from '#lib/features/reviews/queries.server.ts';
import type { App } from '#lib/server/app.ts';

/** A door to the images of one case: who may knock, and what they get. */
type Door = {
	readonly permission: Permission;
	/** The study behind the door with this id, or null where it stays shut. */
	open(app: App, actor: Actor, id: string): Promise<BlindedStudy | null>;
};

const behind = async (
	app: App,
	opened: { readonly caseId: string; readonly readId?: string } | null
): Promise<BlindedStudy | null> => opened && blindedStudy(app, opened.caseId, opened.readId ?? null);

/** Every door below `/dicomweb`, by the name that stands in its path. */
export const doors = {
	reviews: {
		permission: 'review.score',
		open: async (app, actor, id) => behind(app, await assignmentDoor(app.db.read, actor, id))
	},
	committee: {
		permission: 'committee.decide',
		open: async (app, actor, id) => behind(app, await committeeDoor(app.db.read, actor, id))
	},
	feedback: {
		permission: 'feedback.answer',
		open: async (app, actor, id) => behind(app, await feedbackDoor(app.db.read, actor, id, app.clock.now()))
	},
	learning: {
		permission: 'learning.take-part',
		open: async (app, actor, id) => behind(app, await learningDoor(app.db.read, actor, id))
	},
	pixels: { permission: 'pixels.check', open: checkedStudy }
} as const satisfies Record<string, Door>;

export type DoorName = keyof typeof doors;

/** Whether a text names a door. */
export function isDoor(name: string | undefined): name is DoorName {
	return name !== undefined && Object.hasOwn(doors, name);
}
