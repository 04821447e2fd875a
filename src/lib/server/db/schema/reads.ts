import { sql } from 'drizzle-orm';
import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { GroupTables } from './group.ts';
import type { PeopleTables } from './people.ts';

/** Finished interpretations, their patients and report texts, and the messages they came in. */
export function readTables(c: Columns, { radiologists, users }: PeopleTables, { facilities }: GroupTables) {
	const patients = c.table(
		'patients',
		{
			id: c.text('id').primaryKey(),
			/** Assigning authority of the medical record number; the facility's code when the message names none. */
			issuer: c.text('issuer').notNull(),
			mrn: c.text('mrn').notNull(),
			name: c.text('name'),
			birthOn: c.text('birth_on'),
			sex: c.text('sex')
		},
		(t) => [c.uniqueIndex('patients_mrn').on(t.issuer, t.mrn)]
	);

	/** One accession, one reader of record, one report version, preliminary or final. */
	const reads = c.table(
		'reads',
		{
			id: c.text('id').primaryKey(),
			/** Facility, accession, kind and report version: what makes importing twice change nothing. */
			naturalKey: c.text('natural_key').notNull(),
			/** Pseudonym under which frames and certificates name this read; derived under the server's secret. */
			samplingId: c.text('sampling_id').notNull(),
			accession: c.text('accession').notNull(),
			studyUid: c.text('study_uid'),
			facilityId: c
				.text('facility_id')
				.notNull()
				.references(() => facilities.id),
			readerId: c
				.text('reader_id')
				.notNull()
				.references(() => radiologists.id),
			patientId: c.text('patient_id').references(() => patients.id),
			/** Report group: XR CT MR US MG NM PT FL XA. */
			modality: c.text('modality').notNull(),
			bodyRegion: c.text('body_region'),
			procedure: c.text('procedure').notNull(),
			/** stat | urgent | routine */
			priority: c.text('priority').notNull(),
			/** emergency | inpatient | outpatient */
			patientClass: c.text('patient_class').notNull(),
			/** day | early-night | late-night, in facility time, of the final signature. */
			shift: c.text('shift').notNull(),
			/** Where the patient was; null: at the facility. */
			serviceState: c.text('service_state'),
			/** medicare | medicaid | commercial | federal | self-pay | other; null: not said. */
			payer: c.text('payer'),
			ageYears: c.int('age_years'),
			sex: c.text('sex'),
			/** preliminary | final */
			kind: c.text('kind').notNull(),
			/** current | corrected | superseded | cancelled */
			status: c.text('status').notNull(),
			reportVersion: c.int('report_version').notNull(),
			orderedAt: c.instant('ordered_at'),
			examCompletedAt: c.instant('exam_completed_at'),
			imagesReceivedAt: c.instant('images_received_at'),
			preliminaryAt: c.instant('preliminary_at'),
			/** When the final report was signed; null while the read is open. */
			finalAt: c.instant('final_at'),
			/** When the sender reported this version: versions of one report follow each other by it. */
			reportedAt: c.instant('reported_at'),
			/** Where it came from: hl7 | csv | demo. */
			source: c.text('source').notNull(),
			receivedAt: c.instant('received_at').notNull()
		},
		(t) => [
			c.uniqueIndex('reads_natural_key').on(t.naturalKey),
			c.uniqueIndex('reads_sampling_id').on(t.samplingId),
			// With the facility: else the planner may go through all reads of one to find those of an accession.
			c.index('reads_accession').on(t.accession, t.facilityId),
			c.index('reads_final').on(t.finalAt),
			// Clocks go by the month of a facility.
			c.index('reads_facility_completed').on(t.facilityId, t.examCompletedAt),
			c.index('reads_reader_final').on(t.readerId, t.finalAt),
			c.index('reads_study').on(t.studyUid),
			c.index('reads_patient').on(t.patientId),
			c.index('reads_received').on(t.receivedAt, t.id),
			// Rollups of a facility's month; a preliminary report has no final signature.
			c.index('reads_facility_final').on(t.facilityId, t.finalAt, t.preliminaryAt),
			// Counts of finished reads come from this index alone; its condition is the one of `quality/review-tally`.
			c
				.index('reads_frame')
				.on(t.modality, t.readerId, t.facilityId, t.finalAt)
				.where(sql`${t.kind} = 'final' and ${t.status} in ('current', 'corrected')`)
		]
	);

	/** Reads whose images are looked for in the PACS; a row goes when they were found, or when nobody expects them any longer. */
	const imageLookups = c.table(
		'image_lookups',
		{
			readId: c
				.text('read_id')
				.primaryKey()
				.references(() => reads.id),
			tries: c.int('tries').notNull().default(0),
			nextAt: c.instant('next_at').notNull()
		},
		(t) => [c.index('image_lookups_next').on(t.nextAt)]
	);

	const readCoSigners = c.table(
		'read_co_signers',
		{
			readId: c
				.text('read_id')
				.notNull()
				.references(() => reads.id),
			radiologistId: c
				.text('radiologist_id')
				.notNull()
				.references(() => radiologists.id)
		},
		(t) => [
			c.primaryKey({ columns: [t.readId, t.radiologistId] }),
			c.index('read_co_signers_radiologist').on(t.radiologistId)
		]
	);

	const reports = c.table('reports', {
		readId: c
			.text('read_id')
			.primaryKey()
			.references(() => reads.id),
		text: c.text('text').notNull(),
		/** Names, identifiers and places known from the message, which the scrubber removes. */
		knownPeople: c.json<readonly string[]>('known_people').notNull(),
		knownIdentifiers: c.json<readonly string[]>('known_identifiers').notNull()
	});

	/** Inbound messages as they came, stored before anything is made of them. */
	const inboundMessages = c.table(
		'inbound_messages',
		{
			id: c.text('id').primaryKey(),
			/** hl7 | csv */
			format: c.text('format').notNull(),
			sha256: c.text('sha256').notNull(),
			controlId: c.text('control_id'),
			body: c.blob('body').notNull(),
			/** stored | applied | refused | not-applicable */
			status: c.text('status').notNull(),
			reason: c.text('reason'),
			readId: c.text('read_id').references(() => reads.id),
			receivedAt: c.instant('received_at').notNull()
		},
		(t) => [c.uniqueIndex('inbound_messages_sha256').on(t.sha256)]
	);

	const importBatches = c.table('import_batches', {
		id: c.text('id').primaryKey(),
		startedAt: c.instant('started_at').notNull(),
		finishedAt: c.instant('finished_at'),
		startedBy: c.text('started_by').references(() => users.id),
		/** command | upload */
		origin: c.text('origin').notNull(),
		files: c.int('files').notNull().default(0),
		taken: c.int('taken').notNull().default(0),
		unchanged: c.int('unchanged').notNull().default(0),
		refused: c.int('refused').notNull().default(0)
	});

	/** Every file or message that was not taken, and why. */
	const importRefusals = c.table(
		'import_refusals',
		{
			id: c.text('id').primaryKey(),
			batchId: c
				.text('batch_id')
				.notNull()
				.references(() => importBatches.id),
			/** The file's name as given, and the message or line in it. */
			name: c.text('name').notNull(),
			position: c.int('position'),
			reason: c.text('reason').notNull(),
			/** What the reason is about, for instance the column of a wrong value; never the value. */
			detail: c.text('detail'),
			at: c.instant('at').notNull()
		},
		(t) => [c.index('import_refusals_batch').on(t.batchId)]
	);

	return {
		patients,
		reads,
		imageLookups,
		readCoSigners,
		reports,
		inboundMessages,
		importBatches,
		importRefusals
	};
}

export type ReadTables = ReturnType<typeof readTables>;
