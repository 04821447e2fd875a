import { and, asc, count, eq, ne, sql } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isSamePatient } from './link-images.server.ts';
import { unseenReads } from './unseen.server.ts';

/** States in which a reader has not been told of a review of their read. */
const TOLD = new Set(['feedback-released', 'acknowledged', 'rebutted', 'closed']);

/**
 * Everything there is about one read, its other versions, its images and its case; null when the actor may not see it. Codes stand beside
 * the names only for those who may know whose they are.
 */
export async function findReadView(read: ReadHandle, actor: Actor, id: string) {
	const { reads, facilities, radiologists, patients, reports } = read.tables;
	const [row] = await read
		.select({
			read: reads,
			facility: { code: facilities.code, name: facilities.name, timeZone: facilities.timeZone },
			reader: {
				id: radiologists.id,
				code: radiologists.code,
				familyName: radiologists.familyName,
				givenName: radiologists.givenName
			},
			patient: { mrn: patients.mrn, issuer: patients.issuer, name: patients.name, birthOn: patients.birthOn },
			text: reports.text,
			knownIdentifiers: reports.knownIdentifiers
		})
		.from(reads)
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
		.leftJoin(patients, eq(patients.id, reads.patientId))
		.leftJoin(reports, eq(reports.readId, reads.id))
		.where(and(eq(reads.id, id), unseenReads(read, actor) ?? undefined));
	if (!row) return null;
	const { knownIdentifiers, read: whole, ...names } = row;
	const {
		naturalKey: _,
		samplingId: __,
		facilityId: ___,
		readerId: ____,
		patientId: _____,
		...facts
	} = whole;
	const seesCodes = may(actor, 'quality.view-names');
	const shown = <T extends { readonly code: string }>(person: T) => ({
		...person,
		code: seesCodes ? person.code : null
	});
	const numbers = row.patient ? [row.patient.mrn, ...(knownIdentifiers ?? [])] : [];
	return {
		...names,
		reader: shown(names.reader),
		read: facts,
		coSigners: (await coSignersOf(read, id)).map(shown),
		versions: await versionsOf(read, whole),
		images: await imagesOf(read, whole.studyUid),
		strangers: await strangersOf(read, whole, { numbers, birthOn: row.patient?.birthOn ?? null }),
		cases: await casesOf(read, actor, { id, readerId: row.reader.id })
	};
}

export type ReadView = NonNullable<Awaited<ReturnType<typeof findReadView>>>;

async function coSignersOf(read: ReadHandle, readId: string) {
	const { readCoSigners, radiologists } = read.tables;
	return read
		.select({
			code: radiologists.code,
			familyName: radiologists.familyName,
			givenName: radiologists.givenName
		})
		.from(readCoSigners)
		.innerJoin(radiologists, eq(radiologists.id, readCoSigners.radiologistId))
		.where(eq(readCoSigners.readId, readId))
		.orderBy(asc(radiologists.code));
}

type Whole = ReadHandle['tables']['reads']['$inferSelect'];

/** Every version of the report, preliminary and final, in order. */
async function versionsOf(read: ReadHandle, { facilityId, accession }: Whole) {
	const { reads, cases } = read.tables;
	const drawn = read.select({ n: count() }).from(cases).where(eq(cases.readId, reads.id));
	return read
		.select({
			id: reads.id,
			kind: reads.kind,
			status: reads.status,
			reportVersion: reads.reportVersion,
			reportedAt: sql<number | null>`coalesce(${reads.reportedAt}, ${reads.finalAt}, ${reads.preliminaryAt})`,
			cases: sql<number>`${drawn}`.mapWith(Number)
		})
		.from(reads)
		.where(and(eq(reads.facilityId, facilityId), eq(reads.accession, accession)))
		.orderBy(asc(reads.kind), asc(reads.reportVersion));
}

/** Objects of the study, and how many of them a reviewer is not shown. */
async function imagesOf(read: ReadHandle, studyUid: string | null) {
	if (studyUid === null) return null;
	const { studies, series, instances } = read.tables;
	const [row] = await read
		.select({
			series: sql<number>`count(distinct ${series.id})`.mapWith(Number),
			objects: count(),
			shown:
				sql<number>`sum(case when ${instances.keptOutReason} is null and ${instances.withheldReason} is null then 1 else 0 end)`.mapWith(
					Number
				)
		})
		.from(studies)
		.innerJoin(series, eq(series.studyId, studies.id))
		.innerJoin(instances, eq(instances.seriesId, series.id))
		.where(eq(studies.studyUid, studyUid));
	return row && row.objects > 0 ? row : null;
}

/** How many studies have this accession number and another patient: they are not taken for this read's. */
async function strangersOf(
	read: ReadHandle,
	{ accession, studyUid }: Whole,
	patient: { numbers: readonly string[]; birthOn: string | null }
): Promise<number> {
	const { studies } = read.tables;
	const rows = await read
		.select({ mrn: studies.patientMrn, birthOn: studies.patientBirthOn })
		.from(studies)
		.where(
			and(eq(studies.accession, accession), studyUid === null ? undefined : ne(studies.studyUid, studyUid))
		);
	return rows.filter((study) => !isSamePatient(patient, study)).length;
}

/** The cases that were made of this read. Who reads learns of a review when its outcome is released, not here. */
async function casesOf(read: ReadHandle, actor: Actor, { id, readerId }: { id: string; readerId: string }) {
	const { cases, draws } = read.tables;
	const rows = await read
		.select({
			id: cases.id,
			state: cases.state,
			detectionMode: cases.detectionMode,
			dueAt: cases.dueAt,
			draw: draws.label
		})
		.from(cases)
		.leftJoin(draws, eq(draws.id, cases.drawId))
		.where(eq(cases.readId, id))
		.orderBy(asc(cases.createdAt));
	return rows.filter(({ state }) => actor.radiologistId !== readerId || TOLD.has(state));
}

/** Opens the page of a read and writes down who did: it names the patient. Null when there is none for this person. */
export async function viewRead(app: App, actor: Actor, id: string): Promise<ReadView | null> {
	const view = await findReadView(app.db.read, actor, id);
	if (!view) return null;
	await app.db.transaction((write) =>
		recordAudit(write, { type: 'read.viewed', subjectId: id, facts: {}, at: app.clock.now(), actor })
	);
	return view;
}
