import { eq } from 'drizzle-orm';
import type { Actor, Scope } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { isRole } from '#lib/core/permissions.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** The person as an actor, or null when the account is disabled, expired or gone. */
export async function findActor(read: ReadHandle, userId: string, now: Instant): Promise<Actor | null> {
	const { users, userRoles, auditorScopes } = read.tables;
	const [user] = await read
		.select({
			id: users.id,
			name: users.name,
			email: users.email,
			status: users.status,
			radiologistId: users.radiologistId,
			expiresAt: users.expiresAt
		})
		.from(users)
		.where(eq(users.id, userId));
	if (!user || user.status !== 'active' || (user.expiresAt !== null && user.expiresAt <= now)) return null;
	const held = await read
		.select({ role: userRoles.role })
		.from(userRoles)
		.where(eq(userRoles.userId, userId));
	const roles = held.map(({ role }) => role).filter(isRole);
	let scope: Scope | null = null;
	if (roles.includes('auditor')) {
		const rows = await read.select().from(auditorScopes).where(eq(auditorScopes.userId, userId));
		scope = {
			facilityIds: rows.map(({ facilityId }) => facilityId),
			from: rows[0]?.periodFrom ?? 0,
			to: rows[0]?.periodTo ?? 0,
			reportKinds: rows[0]?.reportKinds ?? null
		};
	}
	return { id: user.id, name: user.name, email: user.email, roles, radiologistId: user.radiologistId, scope };
}

/** Whether anybody has an account: before that the group is not set up. */
export async function hasUsers(read: ReadHandle): Promise<boolean> {
	const { users } = read.tables;
	const rows = await read.select({ id: users.id }).from(users).limit(1);
	return rows.length > 0;
}
