import { messages } from '#lib/i18n/messages.ts';

/** A radiologist as names are made from. */
export type Named = {
	readonly id: string;
	readonly familyName: string;
	readonly givenName: string;
	readonly npi: string | null;
};

/** `Doe, Jane`, as lists sort people. */
export function familyFirst({ familyName, givenName }: Omit<Named, 'id' | 'npi'>): string {
	return [familyName, givenName].filter(Boolean).join(', ');
}

/** `Jane Doe`, as titles name one. */
export function givenFirst({ familyName, givenName }: Omit<Named, 'id' | 'npi'>): string {
	return [givenName, familyName].filter(Boolean).join(' ');
}

/**
 * Names by id. Where two have the same one the NPI tells them apart, never the code: pages of quality show codes, and whoever knew whose
 * they are would not need the reason that a name is asked for with there.
 */
export function namesApart(
	people: readonly Named[],
	nameOf: typeof familyFirst = familyFirst
): ReadonlyMap<string, string> {
	const { nameWith } = messages.credentials;
	const byName = Map.groupBy(people, (person) => nameOf(person).toLowerCase());
	return new Map(
		people.map((person) => {
			const name = nameOf(person);
			const isOnly = byName.get(name.toLowerCase())?.length === 1;
			return [person.id, isOnly ? name : nameWith(name, person.npi)];
		})
	);
}
