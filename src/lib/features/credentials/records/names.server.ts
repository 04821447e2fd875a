import type { ReadHandle } from '#lib/server/db/database.ts';
import { namesApart } from './names.ts';

/** The names of all radiologists by id, some hundreds, also of those who are no longer active; `nameOf` as for {@link namesApart}. */
export async function radiologistNames(
	read: ReadHandle,
	nameOf?: Parameters<typeof namesApart>[1]
): Promise<ReadonlyMap<string, string>> {
	const { radiologists: t } = read.tables;
	const people = await read
		.select({ id: t.id, familyName: t.familyName, givenName: t.givenName, npi: t.npi })
		.from(t);
	return namesApart(people, nameOf);
}
