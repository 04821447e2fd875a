import { makeHeaderMapper } from './header.ts';

/** Columns of a CSV of reads, with the headers under which other systems export them. */
const synonyms = {
	accession: ['accession_number', 'accession_no', 'acc', 'acc_no', 'accession_nr'],
	studyUid: ['study_uid', 'study_instance_uid', 'studyinstanceuid', 'study_iuid'],
	facility: ['facility_code', 'site', 'site_code', 'hospital', 'location'],
	modality: ['mod', 'modality_code'],
	bodyRegion: ['body_region', 'body_part', 'bodypart', 'region', 'body_part_examined'],
	procedure: [
		'procedure_description',
		'procedure_name',
		'exam',
		'exam_description',
		'study_description',
		'description'
	],
	priority: ['exam_priority', 'order_priority', 'urgency'],
	patientClass: ['patient_class', 'class', 'patient_type', 'encounter_class', 'setting'],
	patientId: ['patient_id', 'mrn', 'medical_record_number', 'patient_mrn', 'pid'],
	patientIssuer: ['patient_id_issuer', 'issuer', 'assigning_authority', 'issuer_of_patient_id'],
	patientName: ['patient_name', 'patient'],
	birthDate: ['birth_date', 'date_of_birth', 'dob', 'birthdate', 'patient_birth_date'],
	sex: ['patient_sex', 'gender'],
	age: ['patient_age', 'age_years'],
	readerId: [
		'reader_id',
		'radiologist_id',
		'reader_code',
		'npi',
		'reading_physician_id',
		'interpreting_physician_id'
	],
	readerName: [
		'reader_name',
		'radiologist',
		'radiologist_name',
		'reader',
		'reading_physician',
		'interpreting_physician'
	],
	coSigners: ['co_signers', 'cosigners', 'co_signer', 'resident', 'assistant_interpreter'],
	orderingProvider: [
		'ordering_provider',
		'ordering_physician',
		'referring_physician',
		'requesting_physician'
	],
	kind: ['read_kind', 'read_type'],
	status: ['report_status', 'result_status'],
	orderedAt: ['ordered_at', 'order_time', 'ordered', 'order_date_time'],
	examCompletedAt: [
		'exam_completed_at',
		'exam_end',
		'completed_at',
		'exam_completed',
		'study_end',
		'exam_end_time'
	],
	imagesReceivedAt: ['images_received_at', 'images_received', 'images_available', 'image_received_time'],
	preliminaryAt: ['preliminary_at', 'prelim_at', 'preliminary_time', 'prelim_time'],
	finalAt: [
		'final_at',
		'finalized_at',
		'finalised_at',
		'final_time',
		'signed_at',
		'signed_time',
		'report_final_time'
	],
	arrivedAt: ['arrived_at', 'patient_arrived', 'arrival_time', 'admitted_at'],
	examStartedAt: ['exam_started_at', 'exam_start', 'exam_start_time', 'study_start'],
	firstImageAt: ['first_image_at', 'first_image_received', 'first_image_received_at'],
	orderInfoAt: ['order_info_at', 'order_info_complete', 'order_info_complete_at', 'order_complete_at'],
	assignedAt: ['assigned_at', 'assigned_time'],
	openedAt: ['opened_at', 'opened_time', 'first_opened_at', 'read_started_at'],
	dictatedAt: ['dictated_at', 'dictation_time', 'dictation_end'],
	deliveredAt: ['delivered_at', 'report_delivered_at', 'delivery_time'],
	holdStartAt: ['hold_start_at', 'hold_start', 'hold_from', 'held_at'],
	holdEndAt: ['hold_end_at', 'hold_end', 'hold_until', 'released_at'],
	holdReason: ['hold_reason'],
	payer: ['payer', 'payer_class', 'insurance', 'financial_class', 'plan_type'],
	serviceState: ['service_state', 'patient_location_state'],
	reportText: ['report_text', 'report', 'text', 'report_body']
} as const satisfies Record<string, readonly string[]>;

export type ReadColumn = keyof typeof synonyms;

export const requiredColumns = [
	'accession',
	'facility',
	'modality',
	'readerId',
	'status'
] as const satisfies ReadColumn[];

/** Reads a header line: `readerName` serves for `readerId`, `procedure` for `modality`, `kind` for `status`. */
export const mapHeader = makeHeaderMapper<ReadColumn>({
	synonyms,
	required: requiredColumns,
	serves: { readerId: 'readerName', modality: 'procedure', status: 'kind' }
});
