import { asc, eq, inArray } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import { isRole, type Role } from '#lib/core/permissions.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

export type UserStatus = 'active' | 'disabled' | 'expired' | 'invited';

export type UserRow = {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly roles: readonly Role[];
	readonly status: UserStatus;
	readonly radiologistCode: string | null;
};

type Stored = { status: string; expiresAt: Instant | null; oneTimeUntil: Instant | null };

function statusOf({ status, expiresAt, oneTimeUntil }: Stored, now: Instant): UserStatus {
	if (status !== 'active') return 'disabled';
	if (expiresAt !== null && expiresAt <= now) return 'expired';
	return oneTimeUntil === null ? 'active' : 'invited';
}

async function rolesOf(read: ReadHandle, ids: readonly string[]): Promise<Map<string, Role[]>> {
	const { userRoles } = read.tables;
	const held = new Map<string, Role[]>(ids.map((id) => [id, []]));
	if (ids.length === 0) return held;
	const rows = await read
		.select()
		.from(userRoles)
		.where(inArray(userRoles.userId, [...ids]))
		.orderBy(asc(userRoles.role));
	for (const { userId, role } of rows) if (isRole(role)) held.get(userId)?.push(role);
	return held;
}

/** Every account, by name. */
export async function listUsers(read: ReadHandle, now: Instant): Promise<UserRow[]> {
	const { users, radiologists } = read.tables;
	const rows = await read
		.select({
			id: users.id,
			name: users.name,
			email: users.email,
			status: users.status,
			expiresAt: users.expiresAt,
			oneTimeUntil: users.oneTimeUntil,
			radiologistCode: radiologists.code
		})
		.from(users)
		.leftJoin(radiologists, eq(radiologists.id, users.radiologistId))
		.orderBy(asc(users.name), asc(users.id));
	const held = await rolesOf(
		read,
		rows.map(({ id }) => id)
	);
	return rows.map(({ id, name, email, radiologistCode, ...stored }) => ({
		id,
		name,
		email,
		radiologistCode,
		roles: held.get(id) ?? [],
		status: statusOf(stored, now)
	}));
}

export type UserDetail = Omit<UserRow, 'radiologistCode'> & {
	readonly isDisabled: boolean;
	readonly radiologistId: string | null;
	readonly reviewerCode: string | null;
	readonly reviewCapacity: number;
	readonly awayFrom: Instant | null;
	readonly awayTo: Instant | null;
	readonly expiresAt: Instant | null;
	readonly facilityIds: readonly string[];
	readonly scopeFrom: Instant | null;
	readonly scopeTo: Instant | null;
};

/** One account with all that its form shows, or null. */
export async function findUser(read: ReadHandle, id: string, now: Instant): Promise<UserDetail | null> {
	const { users, auditorScopes } = read.tables;
	const [user] = await read
		.select({
			id: users.id,
			name: users.name,
			email: users.email,
			status: users.status,
			oneTimeUntil: users.oneTimeUntil,
			radiologistId: users.radiologistId,
			reviewerCode: users.reviewerCode,
			reviewCapacity: users.reviewCapacity,
			awayFrom: users.awayFrom,
			awayTo: users.awayTo,
			expiresAt: users.expiresAt
		})
		.from(users)
		.where(eq(users.id, id));
	if (!user) return null;
	const { oneTimeUntil: _, status, ...rest } = user;
	const scopes = await read.select().from(auditorScopes).where(eq(auditorScopes.userId, id));
	return {
		...rest,
		status: statusOf(user, now),
		isDisabled: status !== 'active',
		roles: (await rolesOf(read, [id])).get(id) ?? [],
		facilityIds: scopes.map(({ facilityId }) => facilityId),
		scopeFrom: scopes[0]?.periodFrom ?? null,
		scopeTo: scopes[0]?.periodTo ?? null
	};
}

/** Id of the account with an email address (lower case), or null. */
export async function findUserId(read: ReadHandle, email: string): Promise<string | null> {
	const { users } = read.tables;
	const [user] = await read.select({ id: users.id }).from(users).where(eq(users.email, email));
	return user?.id ?? null;
}
