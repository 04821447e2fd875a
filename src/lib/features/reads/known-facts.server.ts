import { eq, inArray } from 'drizzle-orm';
import type { KnownFacts } from '#lib/core/text/scrub.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * Everybody and everything known of a read that its texts must not tell: reader, co-signers, patient, reviewers, committee; accession, record
 * number, study, facility. They come from the tables, besides what the message itself named.
 */
export async function knownFactsOf(read: ReadHandle, readId: string): Promise<KnownFacts> {
	const {
		reads,
		reports,
		radiologists,
		facilities,
		patients,
		readCoSigners,
		cases,
		reviews,
		studies,
		users,
		committeeVotes
	} = read.tables;
	const [row] = await read
		.select({
			accession: reads.accession,
			studyUid: reads.studyUid,
			facilityName: facilities.name,
			facilityCode: facilities.code,
			familyName: radiologists.familyName,
			givenName: radiologists.givenName,
			externalId: radiologists.externalId,
			patientName: patients.name,
			mrn: patients.mrn,
			institution: studies.institution,
			imagesAccession: studies.accession,
			imagesMrn: studies.patientMrn,
			imagesName: studies.patientName,
			knownPeople: reports.knownPeople,
			knownIdentifiers: reports.knownIdentifiers
		})
		.from(reads)
		.innerJoin(radiologists, eq(radiologists.id, reads.readerId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.leftJoin(patients, eq(patients.id, reads.patientId))
		.leftJoin(reports, eq(reports.readId, reads.id))
		.leftJoin(studies, eq(studies.studyUid, reads.studyUid))
		.where(eq(reads.id, readId));
	if (!row) return { people: [] };
	const coSigners = await read
		.select({ familyName: radiologists.familyName, givenName: radiologists.givenName })
		.from(readCoSigners)
		.innerJoin(radiologists, eq(radiologists.id, readCoSigners.radiologistId))
		.where(eq(readCoSigners.readId, readId));
	const caseIds = read.select({ id: cases.id }).from(cases).where(eq(cases.readId, readId));
	const reviewers = await read
		.selectDistinct({ name: users.name })
		.from(reviews)
		.innerJoin(users, eq(users.id, reviews.reviewerId))
		.where(inArray(reviews.caseId, caseIds));
	const voters = await read
		.selectDistinct({ name: users.name })
		.from(committeeVotes)
		.innerJoin(users, eq(users.id, committeeVotes.memberId))
		.where(inArray(committeeVotes.caseId, caseIds));
	return {
		people: [
			`${row.familyName}, ${row.givenName}`,
			...coSigners.map((person) => `${person.familyName}, ${person.givenName}`),
			...[...reviewers, ...voters].map((person) => person.name),
			...presentOf(row.patientName, row.imagesName),
			...(row.knownPeople ?? [])
		],
		accession: row.accession,
		places: await placesOf(read),
		identifiers: [
			row.facilityName,
			...presentOf(row.studyUid, row.mrn, row.externalId, row.facilityCode),
			// The images may name the place, and number the patient, otherwise than the message does.
			...presentOf(row.institution, row.imagesAccession, row.imagesMrn),
			...(row.knownIdentifiers ?? [])
		]
	};
}

/** Every facility of the group: whoever shortens the name of one tells the place, also where it is not that of the read. */
export async function placesOf(
	read: ReadHandle
): Promise<{ readonly name: string; readonly code: string }[]> {
	const { facilities } = read.tables;
	return read.select({ name: facilities.name, code: facilities.code }).from(facilities);
}

function presentOf(...values: readonly (string | null)[]): string[] {
	return values.filter((value) => value !== null && value.trim() !== '') as string[]; // nulls are filtered out
}
