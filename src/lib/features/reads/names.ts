/** A person's name in the two parts that the tables keep. */
export type PersonName = { readonly familyName: string; readonly givenName: string };

/** Splits `FAMILY, GIVEN MIDDLE` or `Given Family`. */
export function splitName(name: string): PersonName {
	const [before = '', ...after] = name.split(',');
	if (after.length > 0) return { familyName: before.trim(), givenName: after.join(' ').trim() };
	const words = name.trim().split(/\s+/);
	return { familyName: words.at(-1) ?? '', givenName: words.slice(0, -1).join(' ') };
}

/** What two spellings of one name have in common: the family name and the first given name, without case and accents. */
export function nameKey({ familyName, givenName }: PersonName): string {
	return `${plain(familyName)}|${plain(givenName).split(' ')[0] ?? ''}`;
}

function plain(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
		.toLowerCase();
}
