import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import { auditorKinds } from './kinds.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** `invited`: the link waits to be used. `link-over`: it was not used in time. */
export type AuditorStatus = 'invited' | 'link-over' | 'active' | 'ended' | 'revoked';

export type AuditorRow = {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly status: AuditorStatus;
	/** Until when the link of the last invitation works; null once it was used, and without one. */
	readonly linkUntil: Instant | null;
	readonly expiresAt: Instant | null;
	readonly facilities: readonly { readonly id: string; readonly code: string; readonly name: string }[];
	readonly scopeFrom: Instant | null;
	readonly scopeTo: Instant | null;
	/** Kinds of report; every kind where none was chosen. */
	readonly reportKinds: readonly string[];
};

type Account = { status: string; expiresAt: Instant | null; oneTimeUntil: Instant | null };

function statusOf(account: Account, linkUntil: Instant | null, now: Instant): AuditorStatus {
	if (account.status !== 'active') return 'revoked';
	if (account.expiresAt !== null && account.expiresAt <= now) return 'ended';
	if (account.oneTimeUntil === null) return 'active';
	return (linkUntil ?? account.oneTimeUntil) > now ? 'invited' : 'link-over';
}

/** The auditors there are or were, by name; only one of them where an id is given. */
export async function listAuditors(read: ReadHandle, now: Instant, id?: string): Promise<AuditorRow[]> {
	const { users, userRoles, auditorScopes, facilities, invitations } = read.tables;
	const people = await read
		.select({
			id: users.id,
			name: users.name,
			email: users.email,
			status: users.status,
			expiresAt: users.expiresAt,
			oneTimeUntil: users.oneTimeUntil
		})
		.from(users)
		.innerJoin(userRoles, and(eq(userRoles.userId, users.id), eq(userRoles.role, 'auditor')))
		.where(id === undefined ? undefined : eq(users.id, id))
		.orderBy(asc(users.name), asc(users.id));
	if (people.length === 0) return [];
	const ids = people.map((person) => person.id);
	const scopes = await read
		.select({
			userId: auditorScopes.userId,
			id: facilities.id,
			code: facilities.code,
			name: facilities.name,
			from: auditorScopes.periodFrom,
			to: auditorScopes.periodTo,
			kinds: auditorScopes.reportKinds
		})
		.from(auditorScopes)
		.innerJoin(facilities, eq(facilities.id, auditorScopes.facilityId))
		.where(inArray(auditorScopes.userId, ids))
		.orderBy(asc(facilities.code));
	const links = await read
		.select({
			userId: invitations.userId,
			expiresAt: invitations.expiresAt,
			acceptedAt: invitations.acceptedAt,
			revokedAt: invitations.revokedAt
		})
		.from(invitations)
		.where(inArray(invitations.userId, ids))
		.orderBy(desc(invitations.createdAt), desc(invitations.id));
	return people.map(({ status, oneTimeUntil, ...person }) => {
		const own = scopes.filter(({ userId }) => userId === person.id);
		const link = links.find(({ userId }) => userId === person.id);
		const linkUntil = link && link.acceptedAt === null && link.revokedAt === null ? link.expiresAt : null;
		return {
			...person,
			status: statusOf({ status, oneTimeUntil, expiresAt: person.expiresAt }, linkUntil, now),
			linkUntil,
			facilities: own.map((facility) => ({ id: facility.id, code: facility.code, name: facility.name })),
			scopeFrom: own[0]?.from ?? null,
			scopeTo: own[0]?.to ?? null,
			reportKinds: own[0]?.kinds ?? auditorKinds
		};
	});
}

/** One auditor, or null. */
export async function findAuditor(read: ReadHandle, id: string, now: Instant): Promise<AuditorRow | null> {
	const [auditor] = await listAuditors(read, now, id);
	return auditor ?? null;
}
