import { and, eq, inArray, isNotNull, or, sql, type SQL } from 'drizzle-orm';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * Whether a study, of a query over `studies`, is that of a case which `judged` names, or another one of the same patient as
 * `priorsOf` knows them: whoever judges the case gets these as its priors, without the name that they carry elsewhere.
 */
export function isOfJudgedPatient(read: ReadHandle, judged: SQL | undefined): SQL | undefined {
	const { cases, reads, studies } = read.tables;
	const studyUids = read
		.select({ uid: reads.studyUid })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(judged, isNotNull(reads.studyUid)));
	const patientIds = read
		.select({ id: reads.patientId })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(judged, isNotNull(reads.patientId)));
	const byReport = read
		.select({ uid: reads.studyUid })
		.from(reads)
		.where(and(isNotNull(reads.studyUid), inArray(reads.patientId, patientIds)));
	const isKnown = and(
		isNotNull(studies.patientMrn),
		isNotNull(studies.patientBirthOn),
		isNotNull(studies.institution)
	);
	const byHeader = read
		.select({ mrn: studies.patientMrn, birthOn: studies.patientBirthOn, institution: studies.institution })
		.from(studies)
		.where(and(inArray(studies.studyUid, studyUids), isKnown));
	const { studyUid, patientMrn, patientBirthOn, institution } = studies;
	return or(
		inArray(studyUid, studyUids),
		inArray(studyUid, byReport),
		// A comparison with what is unknown is neither true nor false, and would hide the study from everybody.
		and(isKnown, sql`(${patientMrn}, ${patientBirthOn}, ${institution}) in ${byHeader}`)
	);
}
