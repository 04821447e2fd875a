import {
	and,
	eq,
	exists,
	gte,
	inArray,
	isNull,
	like,
	lte,
	or,
	sql,
	type Column,
	type SQL
} from 'drizzle-orm';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { parseMatching, type Matching } from '#lib/server/dicomweb/matching.ts';
import type { SearchQuery } from '#lib/server/dicomweb/search-query.ts';

/** Columns that hold what can be searched for, by keyword. Days are instants or `YYYY-MM-DD`. */
function columnsOf({ tables: { studies, series, instances } }: ReadHandle): Readonly<Record<string, SQL>> {
	const columns: Readonly<Record<string, Column>> = {
		StudyInstanceUID: studies.studyUid,
		StudyDate: studies.studyAt,
		StudyTime: studies.studyTime,
		AccessionNumber: studies.accession,
		ReferringPhysicianName: studies.referringPhysician,
		StudyDescription: studies.description,
		InstitutionName: studies.institution,
		PatientName: studies.patientName,
		PatientID: studies.patientMrn,
		PatientBirthDate: studies.patientBirthOn,
		PatientSex: studies.patientSex,
		StudyID: studies.studyNumber,
		Modality: series.modality,
		SeriesDescription: series.description,
		BodyPartExamined: series.bodyPart,
		SeriesInstanceUID: series.seriesUid,
		SeriesNumber: series.number,
		SOPClassUID: instances.sopClassUid,
		SOPInstanceUID: instances.sopUid,
		InstanceNumber: instances.number,
		NumberOfFrames: instances.frames,
		Rows: instances.rows,
		Columns: instances.cols
	};
	return Object.fromEntries(Object.entries(columns).map(([keyword, column]) => [keyword, sql`${column}`]));
}

/** Keys of a search as a condition, or what is wrong with one; keys that no column holds come back as unmatched. */
export function conditionsOf(
	read: ReadHandle,
	{ match }: Pick<SearchQuery, 'match'>
): { where: SQL | undefined; unmatched: number } | 'bad-value' {
	const columns = columnsOf(read);
	const conditions: (SQL | undefined)[] = [];
	let unmatched = 0;
	for (const { attribute, value } of match) {
		const matching = parseMatching(attribute.vr, value);
		if (!matching) return 'bad-value';
		const { keyword } = attribute;
		const column = columns[keyword];
		if (keyword === 'ModalitiesInStudy') conditions.push(hasModality(read, matching));
		else if (!column) unmatched += 1;
		else if (keyword === 'StudyDate') conditions.push(dayCondition(column, matching, instantOf));
		else if (keyword === 'PatientBirthDate') conditions.push(dayCondition(column, matching, dayOf));
		else conditions.push(condition(column, matching, attribute.vr));
	}
	return { where: and(...conditions), unmatched };
}

function hasModality(read: ReadHandle, matching: Matching): SQL {
	const { series, studies } = read.tables;
	return exists(
		read
			.select({ one: sql`1` })
			.from(series)
			.where(and(eq(series.studyId, studies.id), condition(sql`${series.modality}`, matching, 'CS')))
	);
}

/** Larger numbers stand in no column. */
const MOST_NUMBER = 2 ** 31 - 1;

const dayOf = (day: string): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
const instantOf = (day: string): number => Date.parse(`${dayOf(day)}T00:00:00Z`);

function dayCondition(
	column: SQL,
	matching: Matching,
	valueOf: (day: string) => string | number
): SQL | undefined {
	if (matching.kind === 'empty') return isNull(column);
	if (matching.kind !== 'range') return sql`1 = 0`;
	const ends = [matching.from, matching.through].map((end) => (end === null ? null : valueOf(end)));
	// A day that is in no calendar meets nothing.
	if (ends.some((end) => Number.isNaN(end))) return sql`1 = 0`;
	const [from, through] = ends;
	return and(
		from === null || from === undefined ? undefined : gte(column, from),
		through === null || through === undefined ? undefined : lte(column, through)
	);
}

function condition(column: SQL, matching: Matching, vr: string): SQL | undefined {
	switch (matching.kind) {
		case 'empty':
			return vr === 'IS' || vr === 'US' ? isNull(column) : or(isNull(column), eq(column, ''));
		case 'list':
			return matching.values.length === 0 ? sql`1 = 0` : inArray(column, [...matching.values]);
		case 'range':
			return and(
				matching.from === null ? undefined : gte(column, matching.from),
				// What is finer than the end still lies within.
				matching.through === null
					? undefined
					: lte(sql`substr(${column}, 1, ${matching.through.length})`, matching.through)
			);
		case 'wildcard': {
			const pattern = matching.pattern
				.replace(/[\\%_]/g, '\\$&')
				.replaceAll('*', '%')
				.replaceAll('?', '_');
			return sql`${like(sql`lower(${column})`, pattern.toLowerCase())} escape '\\'`;
		}
		case 'equal':
			if (vr === 'IS' || vr === 'US') {
				const wanted = Number(matching.value);
				return Math.abs(wanted) > MOST_NUMBER ? sql`1 = 0` : eq(column, wanted);
			}
			// Names are compared without regard to case (PS3.4 C.2.2.2.1); numbers and codes of a patient as they are, by their index.
			return vr === 'PN'
				? eq(sql`lower(${column})`, matching.value.toLowerCase())
				: eq(column, matching.value);
	}
}
