import type { ReadHandle } from '#lib/server/db/database.ts';

/** The sections and tiers that readers of record have, in alphabetical order. */
export async function readerTraits(
	read: ReadHandle
): Promise<{ readonly subspecialties: readonly string[]; readonly tiers: readonly string[] }> {
	const { radiologists } = read.tables;
	const rows = await read
		.selectDistinct({ section: radiologists.section, tier: radiologists.tier })
		.from(radiologists);
	const distinct = (texts: readonly string[]) => [...new Set(texts)].filter((text) => text !== '').toSorted();
	return {
		subspecialties: distinct(rows.map(({ section }) => section)),
		tiers: distinct(rows.map(({ tier }) => tier))
	};
}
