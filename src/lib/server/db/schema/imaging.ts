import type { Columns } from '#lib/server/db/columns.sqlite.ts';

/** The embedded image store: what each Part 10 file is, and where its frames lie in it. */
export function imagingTables(c: Columns) {
	const studies = c.table(
		'studies',
		{
			id: c.text('id').primaryKey(),
			studyUid: c.text('study_uid').notNull(),
			accession: c.text('accession'),
			patientMrn: c.text('patient_mrn'),
			patientName: c.text('patient_name'),
			patientBirthOn: c.text('patient_birth_on'),
			patientSex: c.text('patient_sex'),
			institution: c.text('institution'),
			studyAt: c.instant('study_at'),
			/** As the first object of the study says; what follows is for searches alone. DICOM TM. */
			studyTime: c.text('study_time'),
			/** Study ID (0020,0010). */
			studyNumber: c.text('study_number'),
			description: c.text('description'),
			referringPhysician: c.text('referring_physician'),
			/** Whether the attributes from study_time on were read from its objects: those stored earlier are read again, once. */
			isDescribed: c.bool('is_described').notNull().default(false),
			receivedAt: c.instant('received_at').notNull()
		},
		(t) => [
			c.uniqueIndex('studies_study_uid').on(t.studyUid),
			c.index('studies_accession').on(t.accession),
			c.index('studies_described').on(t.isDescribed),
			c.index('studies_patient').on(t.patientMrn)
		]
	);

	const series = c.table(
		'series',
		{
			id: c.text('id').primaryKey(),
			studyId: c
				.text('study_id')
				.notNull()
				.references(() => studies.id),
			seriesUid: c.text('series_uid').notNull(),
			number: c.int('number'),
			modality: c.text('modality').notNull(),
			description: c.text('description'),
			bodyPart: c.text('body_part')
		},
		(t) => [c.uniqueIndex('series_series_uid').on(t.seriesUid), c.index('series_study').on(t.studyId)]
	);

	const instances = c.table(
		'instances',
		{
			id: c.text('id').primaryKey(),
			seriesId: c
				.text('series_id')
				.notNull()
				.references(() => series.id),
			sopUid: c.text('sop_uid').notNull(),
			sopClassUid: c.text('sop_class_uid').notNull(),
			transferSyntaxUid: c.text('transfer_syntax_uid').notNull(),
			number: c.int('number'),
			frames: c.int('frames').notNull().default(0),
			rows: c.int('rows'),
			cols: c.int('cols'),
			/** Path below the data folder's `images/`, with `/`. */
			path: c.text('path').notNull(),
			sizeBytes: c.big('size_bytes').notNull(),
			sha256: c.text('sha256').notNull(),
			/** Why the viewer does not show this object, as a code; null when it does. */
			keptOutReason: c.text('kept_out_reason'),
			/** Why a blinded reviewer may not be given it (for instance burned-in annotation); null when they may. */
			withheldReason: c.text('withheld_reason'),
			receivedAt: c.instant('received_at').notNull()
		},
		(t) => [c.uniqueIndex('instances_sop_uid').on(t.sopUid), c.index('instances_series').on(t.seriesId)]
	);

	return { studies, series, instances };
}

export type ImagingTables = ReturnType<typeof imagingTables>;
