import { inArray } from 'drizzle-orm';
import type { PlaceNeed } from '#lib/core/credentials/place-needs.ts';
import { licensureUs } from '#lib/core/credentials/reference/licensure-us.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Whether every place is the code of a facility or a jurisdiction of the rule pack. */
export async function arePlacesKnown(read: ReadHandle, needs: readonly PlaceNeed[]): Promise<boolean> {
	const codes = needs
		.map(({ place }) => place)
		.filter((place) => !Object.hasOwn(licensureUs.jurisdictions, place));
	if (codes.length === 0) return true;
	const { facilities: t } = read.tables;
	const found = await read.select({ code: t.code }).from(t).where(inArray(t.code, codes));
	const known = new Set(found.map(({ code }) => code));
	return codes.every((code) => known.has(code));
}
