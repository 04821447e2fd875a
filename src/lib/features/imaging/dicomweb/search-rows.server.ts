import { and, asc, count, desc, eq, inArray, type SQL } from 'drizzle-orm';
import { toUtcDay } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { SearchQuery } from '#lib/server/dicomweb/search-query.ts';
import type { Level } from '#lib/server/dicomweb/target.ts';

/** Values of one result by keyword; those of one value as they are, lists for several. */
export type SearchRow = Readonly<Record<string, string | number | readonly string[] | null>>;

type Page = Pick<SearchQuery, 'limit' | 'offset'>;

const dayText = (at: number | null): string | null => (at === null ? null : toUtcDay(at).replaceAll('-', ''));

function studyColumns({ tables: { studies } }: ReadHandle) {
	return {
		id: studies.id,
		StudyInstanceUID: studies.studyUid,
		studyAt: studies.studyAt,
		StudyTime: studies.studyTime,
		AccessionNumber: studies.accession,
		ReferringPhysicianName: studies.referringPhysician,
		StudyDescription: studies.description,
		InstitutionName: studies.institution,
		PatientName: studies.patientName,
		PatientID: studies.patientMrn,
		PatientBirthDate: studies.patientBirthOn,
		PatientSex: studies.patientSex,
		StudyID: studies.studyNumber
	};
}

type StudyRow = { id: string; studyAt: number | null; PatientBirthDate: string | null };

/** Images of a study by modality, and the series that hold them. */
async function countsOf(read: ReadHandle, studyIds: readonly string[]) {
	const { instances, series } = read.tables;
	const rows = await read
		.select({
			studyId: series.studyId,
			modality: series.modality,
			seriesId: series.id,
			n: count(instances.id)
		})
		.from(series)
		.leftJoin(instances, eq(instances.seriesId, series.id))
		.where(inArray(series.studyId, [...studyIds]))
		.groupBy(series.id);
	const counts = new Map<
		string,
		{ modalities: Set<string>; series: number; instances: number; ofSeries: Map<string, number> }
	>();
	for (const { studyId, modality, seriesId, n } of rows) {
		let of = counts.get(studyId);
		if (!of)
			counts.set(studyId, (of = { modalities: new Set(), series: 0, instances: 0, ofSeries: new Map() }));
		of.modalities.add(modality);
		of.series += 1;
		of.instances += n;
		of.ofSeries.set(seriesId, n);
	}
	return counts;
}

type Counts = Awaited<ReturnType<typeof countsOf>>;

function studyValues({ id, studyAt, ...row }: StudyRow & SearchRow, counts: Counts): SearchRow {
	const of = counts.get(id);
	return {
		...row,
		StudyDate: dayText(studyAt),
		PatientBirthDate: row.PatientBirthDate?.replaceAll('-', '') ?? null,
		InstanceAvailability: 'ONLINE',
		ModalitiesInStudy: of ? [...of.modalities].sort() : [],
		NumberOfStudyRelatedSeries: of?.series ?? 0,
		NumberOfStudyRelatedInstances: of?.instances ?? 0
	};
}

/** Studies that meet a condition, the latest received first. */
export async function studyRows(
	read: ReadHandle,
	where: SQL | undefined,
	{ limit, offset }: Page
): Promise<SearchRow[]> {
	const { studies } = read.tables;
	const rows = await read
		.select(studyColumns(read))
		.from(studies)
		.where(where)
		.orderBy(desc(studies.id))
		.limit(limit)
		.offset(offset);
	if (rows.length === 0) return [];
	const counts = await countsOf(
		read,
		rows.map(({ id }) => id)
	);
	return rows.map((row) => studyValues(row, counts));
}

/** Series or instances that meet a condition, with what is known of their study. */
export async function lowerRows(
	read: ReadHandle,
	{
		level,
		where,
		page: { limit, offset }
	}: { level: Exclude<Level, 'study'>; where: SQL | undefined; page: Page }
): Promise<SearchRow[]> {
	const { instances, series, studies } = read.tables;
	const ofSeries = {
		...studyColumns(read),
		seriesId: series.id,
		Modality: series.modality,
		SeriesDescription: series.description,
		BodyPartExamined: series.bodyPart,
		SeriesInstanceUID: series.seriesUid,
		SeriesNumber: series.number
	};
	if (level === 'series') {
		const rows = await read
			.select(ofSeries)
			.from(series)
			.innerJoin(studies, eq(studies.id, series.studyId))
			.where(where)
			.orderBy(desc(studies.id), asc(series.number), asc(series.id))
			.limit(limit)
			.offset(offset);
		const counts = await countsOf(read, [...new Set(rows.map(({ id }) => id))]);
		return rows.map(({ seriesId, ...row }) => ({
			...studyValues(row, counts),
			NumberOfSeriesRelatedInstances: counts.get(row.id)?.ofSeries.get(seriesId) ?? 0
		}));
	}
	const rows = await read
		.select({
			...ofSeries,
			SOPClassUID: instances.sopClassUid,
			SOPInstanceUID: instances.sopUid,
			InstanceNumber: instances.number,
			NumberOfFrames: instances.frames,
			Rows: instances.rows,
			Columns: instances.cols
		})
		.from(instances)
		.innerJoin(series, eq(series.id, instances.seriesId))
		.innerJoin(studies, eq(studies.id, series.studyId))
		.where(and(where))
		.orderBy(desc(studies.id), asc(series.number), asc(series.id), asc(instances.number), asc(instances.id))
		.limit(limit)
		.offset(offset);
	const counts = await countsOf(read, [...new Set(rows.map(({ id }) => id))]);
	return rows.map(({ seriesId, NumberOfFrames, ...row }) => ({
		...studyValues(row, counts),
		NumberOfSeriesRelatedInstances: counts.get(row.id)?.ofSeries.get(seriesId) ?? 0,
		NumberOfFrames: NumberOfFrames > 1 ? NumberOfFrames : null
	}));
}
