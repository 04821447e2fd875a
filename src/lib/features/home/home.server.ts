import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { Role } from '#lib/core/permissions.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { auditorHome, type AuditorHome } from '#lib/features/auditors/desk.server.ts';
import { coordinatorHome, type CoordinatorHome } from './coordinator.server.ts';
import {
	administratorHome,
	directorHome,
	type AdministratorHome,
	type DirectorHome
} from './oversight.server.ts';
import {
	committeeHome,
	radiologistHome,
	reviewerHome,
	type CommitteeHome,
	type RadiologistHome,
	type ReviewerHome
} from './own-work.server.ts';

/** One section a role that the person holds; null for the others. */
export type HomeView = {
	readonly now: Instant;
	readonly timeZone: string;
	readonly reviewer: ReviewerHome | null;
	readonly committee: CommitteeHome | null;
	readonly radiologist: RadiologistHome | null;
	readonly director: DirectorHome | null;
	readonly coordinator: CoordinatorHome | null;
	readonly auditor: AuditorHome | null;
	readonly administrator: AdministratorHome | null;
};

/** The home page of a person: for each of their roles the answer to its first question. */
export async function homeView(app: App, actor: Actor): Promise<HomeView> {
	const { read } = app.db;
	const now = app.clock.now();
	const forRole = async <T>(role: Role, answer: () => Promise<T>): Promise<T | null> =>
		actor.roles.includes(role) ? answer() : null;
	return {
		now,
		timeZone: await groupTimeZone(read),
		reviewer: await forRole('reviewer', () => reviewerHome(read, actor, now)),
		committee: await forRole('committee', () => committeeHome(read, actor)),
		radiologist: await forRole('radiologist', () => radiologistHome(app, actor, now)),
		director: await forRole('director', () => directorHome(app, actor)),
		coordinator: await forRole('coordinator', () => coordinatorHome(app, actor, now)),
		auditor: await forRole('auditor', () => auditorHome(app, actor)),
		administrator: await forRole('administrator', () => administratorHome(app))
	};
}
