import { and, desc, eq, inArray } from 'drizzle-orm';
import { makeListPlace, parseListPlace } from '#lib/core/list-place.ts';
import { may, type Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { handleable } from '#lib/features/corrections/door.server.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isPast } from '#lib/server/db/keyset.ts';
import { criticalColumns, lineOf, type CriticalLine } from './critical-lines.server.ts';

/** A critical result whole: the six fields and what they hang on. Nobody's patient is named. */
export type CriticalView = CriticalLine & {
	readonly finding: string;
	readonly communicatedBy: string | null;
	readonly communicatedTo: string | null;
	readonly method: string | null;
	readonly receivedBy: string | null;
	readonly withdrawnWords: string | null;
	readonly correctionHref: string | null;
	readonly readHref: string | null;
};

/** A critical result, or null where there is none for this person. */
export async function criticalView(
	read: ReadHandle,
	actor: Actor,
	{ id, now }: { readonly id: string; readonly now: Instant }
): Promise<CriticalView | null> {
	const { criticalResults, reads, facilities } = read.tables;
	const [row] = await read
		.select({
			line: criticalColumns(read),
			finding: criticalResults.finding,
			communicatedBy: criticalResults.communicatedBy,
			communicatedTo: criticalResults.communicatedTo,
			method: criticalResults.method,
			receivedBy: criticalResults.receivedBy,
			withdrawnWords: criticalResults.withdrawnWords,
			correctionId: criticalResults.correctionId,
			readId: criticalResults.readId
		})
		.from(criticalResults)
		.innerJoin(reads, eq(reads.id, criticalResults.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(and(eq(criticalResults.id, id), unseenReads(read, actor) ?? undefined));
	if (!row) return null;
	const { line, correctionId, readId, ...fields } = row;
	const mayFollow =
		correctionId !== null &&
		may(actor, 'correction.manage') &&
		(await isHandleable(read, actor, { readId, now }));
	return {
		...lineOf(line, now),
		...fields,
		correctionHref: mayFollow ? `/corrections/${correctionId}` : null,
		readHref: may(actor, 'read.list') ? `/reads/${readId}` : null
	};
}

/** Whether a correction of the read may be opened: that there is one tells readers what its review found. */
async function isHandleable(
	read: ReadHandle,
	actor: Actor,
	{ readId, now }: { readonly readId: string; readonly now: Instant }
): Promise<boolean> {
	const { reads } = read.tables;
	const found = await read
		.select({ id: reads.id })
		.from(reads)
		.where(and(eq(reads.id, readId), handleable(read, actor, now)));
	return found.length > 0;
}

const PAGE = 50;

/** A page of results whose loop is closed, the last found first; `after` is a cursor of the address. */
export async function endedCriticals(
	read: ReadHandle,
	actor: Actor,
	{ after, now }: { readonly after: string | null; readonly now: Instant }
): Promise<{ rows: CriticalLine[]; next: string | null }> {
	const { criticalResults, reads, facilities } = read.tables;
	const cursor = parseListPlace(after);
	const { identifiedAt, id, status } = criticalResults;
	const rows = await read
		.select(criticalColumns(read))
		.from(criticalResults)
		.innerJoin(reads, eq(reads.id, criticalResults.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(
			and(
				inArray(status, ['received', 'withdrawn']),
				unseenReads(read, actor) ?? undefined,
				isPast(cursor, identifiedAt, id)
			)
		)
		.orderBy(desc(identifiedAt), desc(id))
		.limit(PAGE + 1);
	const shown = rows.slice(0, PAGE);
	const last = shown.at(-1);
	return {
		rows: shown.map((row) => lineOf(row, now)),
		next: rows.length > PAGE && last ? makeListPlace({ at: last.identifiedAt, id: last.id }) : null
	};
}
