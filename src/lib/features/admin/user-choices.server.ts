import { and, asc, eq, isNull, or } from 'drizzle-orm';
import type { ReadHandle } from '#lib/server/db/database.ts';

export type Choice = { readonly value: string; readonly label: string };

/** What an account can be linked to: radiologists whom no other account has, and facilities. */
export async function userChoices(
	read: ReadHandle,
	userId: string | null
): Promise<{ radiologists: Choice[]; facilities: Choice[] }> {
	const { radiologists, users, facilities } = read.tables;
	const free = await read
		.select({
			value: radiologists.id,
			code: radiologists.code,
			familyName: radiologists.familyName,
			givenName: radiologists.givenName
		})
		.from(radiologists)
		.leftJoin(users, eq(users.radiologistId, radiologists.id))
		.where(
			and(
				eq(radiologists.active, true),
				userId === null ? isNull(users.id) : or(isNull(users.id), eq(users.id, userId))
			)
		)
		.orderBy(asc(radiologists.code));
	const sites = await read
		.select({ value: facilities.id, label: facilities.name })
		.from(facilities)
		.orderBy(asc(facilities.name));
	return {
		radiologists: free.map(({ value, code, familyName, givenName }) => ({
			value,
			label: `${code} ${familyName}, ${givenName}`
		})),
		facilities: sites
	};
}
