import { formatCount } from '#lib/i18n/formats.ts';

/** Finished reads as they came in. */
export const reads = {
	title: 'Reads',
	lead: 'Every finished read that reached the group, the latest arrival first.',
	caption: 'Reads',
	none: 'No read is like this',
	noneHow: 'Try fewer filters, or import reads first.',
	filters: {
		facility: 'Facility',
		modality: 'Modality',
		kind: 'Preliminary or final',
		images: 'Images',
		accession: 'Accession number',
		accessionHint: 'exact',
		allFacilities: 'all facilities',
		allModalities: 'all modalities',
		allKinds: 'preliminary and final',
		allImages: 'with or without images',
		with: 'with images',
		without: 'without images',
		find: 'Find',
		showAll: 'Show all'
	},
	find: {
		accession: 'Accession number',
		hint: 'Exact, as it stands in the order.',
		submit: 'Find',
		found: (n: number) => (n === 1 ? '1 read' : `${formatCount(n)} reads`)
	},
	columns: {
		accession: 'Accession',
		facility: 'Facility',
		procedure: 'Examination',
		patient: 'Patient',
		reader: 'Reader',
		version: 'Report',
		reported: 'Reported',
		images: 'Images',
		case: 'Case'
	},
	kinds: { preliminary: 'preliminary', final: 'final' },
	statuses: {
		current: 'current',
		corrected: 'corrected',
		superseded: 'superseded',
		cancelled: 'cancelled'
	},
	version: (kind: string, version: number) => (version === 1 ? kind : `${kind} v${version}`),
	yes: 'yes',
	no: '–',
	unknown: 'not given',
	readTitle: (modality: string, accession: string) => `${modality} ${accession}`,
	facts: 'Examination',
	people: 'People',
	times: 'Times',
	report: 'Report',
	noText: 'The report came without text.',
	fields: {
		facility: 'Facility',
		modality: 'Modality',
		bodyRegion: 'Region',
		procedure: 'Procedure',
		priority: 'Priority',
		patientClass: 'Patient class',
		shift: 'Shift',
		serviceState: 'Patient was',
		atFacility: 'at the facility',
		payer: 'Payer',
		source: 'Came as',
		patient: 'Patient',
		birthOn: 'Born',
		mrn: 'Number',
		reader: 'Reader of record',
		coSigners: 'Co-signers',
		orderedAt: 'Ordered',
		examCompletedAt: 'Examination ended',
		imagesReceivedAt: 'Images received',
		preliminaryAt: 'Preliminary report',
		finalAt: 'Final report',
		receivedAt: 'Arrived here'
	},
	priorities: { stat: 'STAT', urgent: 'urgent', routine: 'routine' },
	patientClasses: { emergency: 'emergency', inpatient: 'inpatient', outpatient: 'outpatient' },
	shifts: { day: 'day', 'early-night': 'early night', 'late-night': 'late night' },
	sources: { hl7: 'HL7 message', csv: 'CSV list', demo: 'demo' },
	patientLine: (age: string, sex: string) => [age, sex].filter(Boolean).join(' '),
	images: (objects: number, series: number) =>
		`${formatCount(objects)} ${objects === 1 ? 'image' : 'images'} in ${formatCount(series)} series`,
	notShown: (n: number) =>
		n === 1 ? '1 object is not shown to reviewers.' : `${formatCount(n)} objects are not shown to reviewers.`,
	noImages: 'No images here yet. They are linked by study or accession number when they come.',
	strangers: (n: number) =>
		n === 1
			? 'A study with this accession number belongs to another patient and is not linked.'
			: `${formatCount(n)} studies with this accession number belong to other patients and are not linked.`,
	versions: (n: number) => (n === 1 ? 'One version' : `${formatCount(n)} versions`),
	underReview: 'drawn for review',
	replacedInReview:
		'This version was drawn for review and has been replaced since. The review stays with the version that was drawn.',
	cases: 'Review',
	noCase: 'This version was not drawn.',
	caseLine: (state: string, mode: string, due: string) => `${state}; ${mode}; due ${due}`,
	ofDraw: (label: string) => `draw ${label}`,
	states: {
		drawn: 'waits for a reviewer',
		assigned: 'with a reviewer',
		opened: 'being reviewed',
		'impression-locked': 'being reviewed',
		'report-revealed': 'being reviewed',
		scored: 'scored',
		'in-committee': 'with the committee',
		final: 'final',
		'feedback-released': 'outcome released',
		acknowledged: 'acknowledged',
		rebutted: 'rebutted',
		closed: 'closed',
		withdrawn: 'withdrawn'
	}
} as const;
