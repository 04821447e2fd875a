import { scrubReport, type KnownFacts } from '#lib/core/text/scrub.ts';
import { knownFactsOf, placesOf } from '#lib/features/reads/known-facts.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * What no text of peer learning may tell: everything known of the read behind it, and everybody and every place of the group,
 * because a story may name a colleague who has no part in the read.
 */
export async function namesToScrub(read: ReadHandle, readId: string | null): Promise<KnownFacts> {
	const { radiologists, users } = read.tables;
	const ofRead: KnownFacts = readId === null ? { people: [] } : await knownFactsOf(read, readId);
	const readers = await read
		.select({ familyName: radiologists.familyName, givenName: radiologists.givenName })
		.from(radiologists);
	const accounts = await read.select({ name: users.name }).from(users);
	return {
		...ofRead,
		people: [
			...new Set([
				...ofRead.people,
				...readers.map(({ familyName, givenName }) => `${familyName}, ${givenName}`),
				...accounts.map(({ name }) => name)
			])
		],
		places: await placesOf(read)
	};
}

/** The texts without names, dates, numbers and places, and how many pieces were taken out. What is stored is scrubbed already. */
export function scrubTexts<K extends string>(
	texts: Readonly<Record<K, string>>,
	known: KnownFacts
): { readonly texts: Record<K, string>; readonly replaced: number } {
	let replaced = 0;
	const scrubbed = Object.fromEntries(
		Object.entries<string>(texts).map(([name, text]) => {
			const clean = scrubReport(text, known);
			replaced += clean.replaced;
			return [name, clean.text];
		})
	) as Record<K, string>; // the same keys
	return { texts: scrubbed, replaced };
}
