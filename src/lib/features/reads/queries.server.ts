import { and, desc, eq, exists, not, sql } from 'drizzle-orm';
import { type ListPlace, makeListPlace } from '#lib/core/list-place.ts';
import { may, type Actor } from '#lib/core/actor.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isPast } from '#lib/server/db/keyset.ts';
import type { ReadFilter } from './filter.ts';
import { unseenReads } from './unseen.server.ts';

const PAGE = 50;

/** The images of a read, as a subquery of one row where there are any. */
function imagesOf(read: ReadHandle) {
	const { reads, studies } = read.tables;
	return read
		.select({ one: sql`1` })
		.from(studies)
		.where(eq(studies.studyUid, reads.studyUid));
}

function caseOf(read: ReadHandle) {
	const { reads, cases } = read.tables;
	return read
		.select({ one: sql`1` })
		.from(cases)
		.where(eq(cases.readId, reads.id));
}

/** A page of the reads that the actor may see, the latest arrival first. */
export async function readPage(
	read: ReadHandle,
	{ actor, filter, after }: { actor: Actor; filter: ReadFilter; after: ListPlace | null }
) {
	const { reads, facilities, radiologists, patients } = read.tables;
	const { facilityId, modality, kind, hasImages, accession } = filter;
	const images = exists(imagesOf(read));
	const rows = await read
		.select({
			id: reads.id,
			receivedAt: reads.receivedAt,
			accession: reads.accession,
			facility: facilities.code,
			timeZone: facilities.timeZone,
			modality: reads.modality,
			procedure: reads.procedure,
			patientName: patients.name,
			readerFamilyName: radiologists.familyName,
			readerGivenName: radiologists.givenName,
			readerCode: radiologists.code,
			kind: reads.kind,
			status: reads.status,
			reportVersion: reads.reportVersion,
			reportedAt: sql<number | null>`coalesce(${reads.reportedAt}, ${reads.finalAt}, ${reads.preliminaryAt})`,
			hasImages: images.mapWith(Boolean),
			hasCase: exists(caseOf(read)).mapWith(Boolean)
		})
		.from(reads)
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
		.leftJoin(patients, eq(patients.id, reads.patientId))
		.where(
			and(
				facilityId === null ? undefined : eq(reads.facilityId, facilityId),
				modality === null ? undefined : eq(reads.modality, modality),
				kind === null ? undefined : eq(reads.kind, kind),
				accession === null ? undefined : eq(reads.accession, accession),
				hasImages === null ? undefined : hasImages ? images : not(images),
				unseenReads(read, actor) ?? undefined,
				isPast(after, reads.receivedAt, reads.id)
			)
		)
		.orderBy(desc(reads.receivedAt), desc(reads.id))
		.limit(PAGE + 1);
	// A name beside a code tells whose the code is.
	const seesCodes = may(actor, 'quality.view-names');
	const shown = rows
		.slice(0, PAGE)
		.map(({ readerCode, ...row }) => ({ ...row, readerCode: seesCodes ? readerCode : null }));
	const last = shown.at(-1);
	return {
		rows: shown,
		next: rows.length > PAGE && last ? makeListPlace({ at: last.receivedAt, id: last.id }) : null
	};
}

export type ReadListRow = Awaited<ReturnType<typeof readPage>>['rows'][number];
