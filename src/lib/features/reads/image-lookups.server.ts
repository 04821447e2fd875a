import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

const PAGE = 500;

/** Has the images of reads looked for in the PACS from now on. */
export async function wantImages(write: WriteHandle, readIds: readonly string[], at: Instant): Promise<void> {
	const { imageLookups } = write.tables;
	for (let from = 0; from < readIds.length; from += PAGE) {
		const rows = readIds.slice(from, from + PAGE).map((readId) => ({ readId, nextAt: at }));
		await write.insert(imageLookups).values(rows).onConflictDoNothing();
	}
}

/** Has the images of every current read looked for that has none, for instance after a PACS was set up. Gives how many they are. */
export async function wantAllImages(app: App): Promise<number> {
	const { reads, studies } = app.db.read.tables;
	let wanted = 0;
	for (let after = ''; ;) {
		const rows = await app.db.read
			.select({ id: reads.id })
			.from(reads)
			.leftJoin(studies, eq(studies.studyUid, reads.studyUid))
			.where(and(gt(reads.id, after), isNull(studies.id)))
			.orderBy(asc(reads.id))
			.limit(PAGE);
		const ids = rows.map(({ id }) => id);
		await app.db.transaction((write) => wantImages(write, ids, app.clock.now()));
		wanted += ids.length;
		const last = ids.at(-1);
		if (last === undefined || ids.length < PAGE) return wanted;
		after = last;
	}
}
