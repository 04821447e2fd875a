import { and, asc, count, desc, eq, inArray } from 'drizzle-orm';
import { makeListPlace, parseListPlace } from '#lib/core/list-place.ts';
import { may, type Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { findNoteStatus, type SiteNoteStatus } from '#lib/core/site-notes/life.ts';
import { handleable } from '#lib/features/corrections/door.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isPast } from '#lib/server/db/keyset.ts';
import type { SiteNoteFilter } from './filter.ts';

const PAGE = 50;

/** A note as the list shows it: of no person, on a day without its hour. */
export type SiteNoteLine = {
	readonly id: string;
	readonly facility: string;
	readonly modality: string;
	readonly imageQuality: string | null;
	readonly issues: readonly string[];
	readonly hasComment: boolean;
	readonly status: SiteNoteStatus;
	readonly raisedOn: Instant;
};

/** One note with its words and its answer. */
export type SiteNoteView = SiteNoteLine & {
	readonly procedure: string;
	readonly comment: string;
	/** Where the examination is found, for those who may look reads up. */
	readonly readId: string | null;
	readonly answer: string | null;
	readonly answeredBy: string | null;
	readonly answeredAt: Instant | null;
	readonly timeZone: string;
};

/** A status as it is stored. */
function statusOf(text: string): SiteNoteStatus {
	const status = findNoteStatus(text);
	if (!status) throw new Error('a note to a site has an unknown status');
	return status;
}

/** A page of the notes that the actor may look after, the latest day first. */
export async function siteNotePage(
	read: ReadHandle,
	{ actor, filter, after, now }: { actor: Actor; filter: SiteNoteFilter; after: string | null; now: Instant }
): Promise<{ rows: SiteNoteLine[]; next: string | null }> {
	const { facilities, reads, siteNotes } = read.tables;
	const cursor = parseListPlace(after);
	const rows = await read
		.select({
			id: siteNotes.id,
			facility: facilities.name,
			modality: siteNotes.modality,
			imageQuality: siteNotes.imageQuality,
			issues: siteNotes.issues,
			comment: siteNotes.comment,
			status: siteNotes.status,
			raisedOn: siteNotes.raisedAt
		})
		.from(siteNotes)
		.innerJoin(reads, eq(reads.id, siteNotes.readId))
		.innerJoin(facilities, eq(facilities.id, siteNotes.facilityId))
		.where(
			and(
				filter.facilityId === null ? undefined : eq(siteNotes.facilityId, filter.facilityId),
				filter.status === null ? undefined : eq(siteNotes.status, filter.status),
				handleable(read, actor, now),
				isPast(cursor, siteNotes.raisedAt, siteNotes.id)
			)
		)
		.orderBy(desc(siteNotes.raisedAt), desc(siteNotes.id))
		.limit(PAGE + 1);
	const shown = rows.slice(0, PAGE);
	const last = shown.at(-1);
	return {
		rows: shown.map(({ comment, status, ...row }) => ({
			...row,
			status: statusOf(status),
			hasComment: comment !== ''
		})),
		next: rows.length > PAGE && last ? makeListPlace({ at: last.raisedOn, id: last.id }) : null
	};
}

/** One note; null when there is none for the actor. */
export async function findSiteNote(
	read: ReadHandle,
	actor: Actor,
	id: string,
	now: Instant
): Promise<SiteNoteView | null> {
	const { facilities, reads, siteNotes, users } = read.tables;
	const [row] = await read
		.select({
			id: siteNotes.id,
			facility: facilities.name,
			timeZone: facilities.timeZone,
			readId: siteNotes.readId,
			modality: siteNotes.modality,
			procedure: reads.procedure,
			imageQuality: siteNotes.imageQuality,
			issues: siteNotes.issues,
			comment: siteNotes.comment,
			status: siteNotes.status,
			raisedOn: siteNotes.raisedAt,
			answer: siteNotes.answer,
			answeredAt: siteNotes.answeredAt,
			answeredBy: users.name
		})
		.from(siteNotes)
		.innerJoin(reads, eq(reads.id, siteNotes.readId))
		.innerJoin(facilities, eq(facilities.id, siteNotes.facilityId))
		.leftJoin(users, eq(users.id, siteNotes.answeredBy))
		.where(and(eq(siteNotes.id, id), handleable(read, actor, now)));
	if (!row) return null;
	const { status, readId, ...rest } = row;
	return {
		...rest,
		status: statusOf(status),
		hasComment: row.comment !== '',
		readId: may(actor, 'read.list') ? readId : null
	};
}

/** How many notes that the actor may look after nobody has taken up. */
export async function countOpenNotes(read: ReadHandle, actor: Actor, now: Instant): Promise<number> {
	const { reads, siteNotes } = read.tables;
	const [row] = await read
		.select({ n: count() })
		.from(siteNotes)
		.innerJoin(reads, eq(reads.id, siteNotes.readId))
		.where(and(eq(siteNotes.status, 'open'), handleable(read, actor, now)));
	return row?.n ?? 0;
}

/** Facilities about which there are notes. */
export async function notedFacilities(
	read: ReadHandle
): Promise<{ id: string; code: string; name: string }[]> {
	const { facilities, siteNotes } = read.tables;
	return read
		.select({ id: facilities.id, code: facilities.code, name: facilities.name })
		.from(facilities)
		.where(inArray(facilities.id, read.selectDistinct({ id: siteNotes.facilityId }).from(siteNotes)))
		.orderBy(asc(facilities.name));
}
