import { and, asc, eq, inArray } from 'drizzle-orm';
import { hasPermission, roleNames, type Role } from '#lib/core/permissions.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Roles that take part in meetings, and roles that run them. */
export const participantRoles: readonly Role[] = roleNames.filter((role) =>
	hasPermission([role], 'learning.take-part')
);
export const managerRoles: readonly Role[] = roleNames.filter((role) =>
	hasPermission([role], 'learning.manage')
);

export type Person = { readonly id: string; readonly name: string };

/** Everybody active who takes part in peer learning, by name: for attendance and for owners of actions. */
export async function participants(read: ReadHandle): Promise<Person[]> {
	const { users, userRoles } = read.tables;
	return read
		.selectDistinct({ id: users.id, name: users.name })
		.from(users)
		.innerJoin(userRoles, eq(userRoles.userId, users.id))
		.where(and(inArray(userRoles.role, [...participantRoles]), eq(users.status, 'active')))
		.orderBy(asc(users.name), asc(users.id));
}
