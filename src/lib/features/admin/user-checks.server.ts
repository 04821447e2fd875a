import { and, eq, gt, inArray, isNull, ne, or } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

export type UserConflict =
	| 'email-taken'
	| 'radiologist-taken'
	| 'radiologist-not-found'
	| 'reviewer-code-taken'
	| 'facility-not-found';

type Candidate = {
	readonly id: string;
	/** Null when it does not change. */
	readonly email: string | null;
	readonly radiologistId: string | null;
	readonly reviewerCode: string | null;
	readonly facilityIds: readonly string[];
};

/** What of an account belongs to somebody else already, or does not exist. */
export async function findUserConflict(
	read: ReadHandle,
	{ id, email, radiologistId, reviewerCode, facilityIds }: Candidate
): Promise<UserConflict | null> {
	const { users, radiologists, facilities } = read.tables;
	const isTaken = async (
		column: typeof users.email | typeof users.radiologistId | typeof users.reviewerCode,
		value: string | null
	): Promise<boolean> => {
		if (value === null) return false;
		const rows = await read
			.select({ id: users.id })
			.from(users)
			.where(and(eq(column, value), ne(users.id, id)))
			.limit(1);
		return rows.length > 0;
	};
	if (await isTaken(users.email, email)) return 'email-taken';
	if (radiologistId !== null) {
		const known = await read
			.select({ id: radiologists.id })
			.from(radiologists)
			.where(eq(radiologists.id, radiologistId));
		if (known.length === 0) return 'radiologist-not-found';
	}
	if (await isTaken(users.radiologistId, radiologistId)) return 'radiologist-taken';
	if (await isTaken(users.reviewerCode, reviewerCode)) return 'reviewer-code-taken';
	const wanted = [...new Set(facilityIds)];
	if (wanted.length === 0) return null;
	const known = await read
		.select({ id: facilities.id })
		.from(facilities)
		.where(inArray(facilities.id, wanted));
	return known.length === wanted.length ? null : 'facility-not-found';
}

/** Whether this is the only account left that is active and may manage accounts. */
export async function isLastAdministrator(read: ReadHandle, id: string, now: Instant): Promise<boolean> {
	const { users, userRoles } = read.tables;
	const rows = await read
		.select({ id: users.id })
		.from(users)
		.innerJoin(userRoles, eq(userRoles.userId, users.id))
		.where(
			and(
				eq(userRoles.role, 'administrator'),
				eq(users.status, 'active'),
				or(isNull(users.expiresAt), gt(users.expiresAt, now))
			)
		);
	return rows.length === 1 && rows[0]?.id === id;
}
