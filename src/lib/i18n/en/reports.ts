import type { Absence, RowKind } from '#lib/core/reports/columns.ts';
import type { ReportForm } from '#lib/core/reports/forms.ts';
import { formatCount } from '#lib/i18n/formats.ts';
import { reportCatalogue } from './report-catalogue.ts';

export const reports = {
	title: 'Reports',
	lead: 'Summaries that an accreditation surveyor can take away and check. Each carries its period, policy version, frame hashes, n and SHA-256.',
	preview: 'Preview',
	show: 'Show',
	from: 'From',
	through: 'Through',
	kind: 'Report',
	facility: 'Facility',
	allFacilities: 'All facilities',
	allInScope: 'All facilities in my scope',
	takeAway: 'Take it away',
	purpose: 'Purpose',
	purposeHint: 'For instance: ACR CT accreditation, survey of March.',
	recipient: 'Recipient',
	recipientHint: 'Who gets the file.',
	download: (form: string) => `Download ${form}`,
	register: 'Export register',
	registerEmpty: 'Nothing has been taken away yet. A report appears here as soon as it is downloaded.',
	openRegister: 'Export register',
	downloadAgain: 'Download again',
	othersOwn: 'Only for whom it is about',
	kept: 'Counts outcomes of your own reads that you are not told yet',
	keptHash: 'withheld',
	older: 'Older',
	scopeTitle: 'My scope',
	scopeLine: (from: string, through: string, facilities: string) => `${from} to ${through}, ${facilities}`,
	expires: (day: string) => `This account ends on ${day}.`,
	howToCheck: 'How to check a file',
	help: 'About reports',
	moreRows: (n: number) => `${formatCount(n)} more rows are in the files: this preview shows the first ones.`,
	day: 'As of',
	radiologist: 'Radiologist',
	modality: 'Modality',
	authority: 'Jurisdiction or board',
	authorityHint: 'For instance TX or ABR.',
	choose: 'Choose…',
	all: 'All',
	chooseFirst: 'Choose what the report is of, then Show.',
	mayNotTake: 'You may look at reports. Taking them away is for directors and auditors.',
	forms: {
		pdf: 'To print, sign and hand over',
		xlsx: 'To filter and compute with',
		csv: 'For any program, one file',
		json: 'For machines, with a published schema'
	} satisfies Readonly<Record<ReportForm, string>>,
	verifyFile: 'Verify a file',
	columns: {
		when: 'When',
		report: 'Report',
		period: 'Period',
		n: 'n',
		purpose: 'Purpose',
		recipient: 'Recipient',
		by: 'By',
		sha256: 'SHA-256',
		file: 'File'
	},
	head: {
		group: 'Organisation',
		period: 'Period',
		scope: 'Facilities',
		filters: 'Limited to',
		detectionMode: 'Detection mode',
		blinding: 'Blinding levels',
		policies: 'Policy versions',
		rulePacks: 'Rules',
		frames: 'Frame hashes',
		noFrames: 'no draw revealed in this period',
		n: 'n',
		exclusions: 'Excluded from the frames',
		none: 'none',
		suppression: 'Suppression',
		leftOut: 'Left out',
		people: 'People',
		byName: 'by name',
		byCode: 'by code',
		generated: 'Made',
		generatedBy: (at: string, by: string) => `${at}, by ${by}`,
		generator: 'Made with',
		format: 'Form',
		formatVersion: (format: string, kind: string, version: number) => `${format}, ${kind} version ${version}`,
		runId: 'Number of this making',
		checkpoint: 'Audit log',
		checkpointOf: (events: string, root: string) => `${events} events, root ${root}`,
		privilegeReference: 'Privileged under',
		copy: 'Copy'
	},
	print: {
		page: (page: number, of: number) => `Page ${page} of ${of}`,
		notes: 'Notes',
		moreRows: (n: number) =>
			`${formatCount(n)} more rows of this table are in the XLSX, CSV and JSON of the same making: the print has the first ones.`,
		preview: 'Preview, not in the register',
		run: (id: string) => `Making ${id}`,
		checkpoint: (root: string) => `audit log ${root}…`,
		versions: (list: string) => `Versions: ${list}`,
		signature: 'signature',
		date: 'Date',
		check:
			'Whether this file is as it was made can be checked on the page “Verify a file” of the portal, without sending it anywhere: its SHA-256 stands in the export register.',
		gap: 'No value because',
		rowKind: 'Row',
		cover: 'Cover',
		rowKinds: { body: '', subtotal: 'sum', total: 'total' } satisfies Readonly<Record<RowKind, string>>
	},
	yes: 'yes',
	no: 'no',
	emptyTable: 'No reads finished in this period.',
	kinds: {
		...Object.fromEntries(Object.entries(reportCatalogue.kinds).map(([kind, { title }]) => [kind, title])),
		'survey-pack': 'ACR survey pack',
		portfolio: 'Portfolio of a radiologist',
		'participation-letter': 'Evidence of participation',
		'audit-extract': 'Extract of the audit log'
	} as Readonly<Record<string, string>>,
	modes: { random: 'random sample', census: 'every signed read' } as Readonly<Record<string, string>>,
	compliance: {
		nOf: 'signed reads',
		noExceptions: 'No exception was asked for of a read of this period.',
		suppression: 'None: these are counts of all signed reads, not outcomes of reviews.',
		byFacility: 'By facility and month',
		exceptions: 'Exceptions',
		signedOn: 'Signed (UTC)',
		askedBy: 'Asked by',
		decidedBy: 'Decided by',
		decidedOn: 'Decided (UTC)',
		noteSweep: (at: string, rules: string, policy: number) =>
			`All reads were last checked by ${at}, by rules ${rules} and policy version ${policy}; later ones as they came.`,
		noteNever: 'The reads have not all been checked yet, so nothing is counted.',
		noteRules:
			'A read is asked for a licence where the patient was on the day of its signature at the facility, and for what the policy asks besides. Let stand: it fails, and a director has approved an exception for every reason.',
		noteMonths:
			'Months and days are those of UTC; a corrected version or addendum is a read of its own signer.'
	},
	privilege: {
		peerReview: {
			legend:
				'Confidential peer-review and quality-assurance document. Privileged under the applicable state peer-review statute.',
			banner: 'Confidential peer-review document'
		},
		credentials: {
			legend: 'Confidential document of the group’s credentialing programme.',
			banner: 'Confidential credentialing document'
		},
		group: {
			legend: 'Confidential document of the group and of the facilities that it reads for.',
			banner: 'Confidential'
		}
	},
	absent: {
		suppressed: 'hidden',
		undefined: '—',
		'not-applicable': 'n/a',
		'not-recorded': 'not recorded'
	} satisfies Readonly<Record<Absence, string>>,
	absentMeans: {
		suppressed: 'hidden: too few to be told, or one that these could be had from',
		undefined: '—: not defined, nothing was counted',
		'not-applicable': 'n/a: not asked for here',
		'not-recorded': 'not recorded: the portal does not have it'
	} satisfies Readonly<Record<Absence, string>>,
	summary: {
		nOf: 'reviewed cases',
		allFacilities: 'all facilities',
		suppression: (minimum: number) =>
			`Cells with fewer than ${minimum} reviews are hidden, and the next smallest with them where one alone could be subtracted.`,
		leftOut:
			'Scores of the maker’s own reads that are not released to them yet: this report was made by somebody who also reads.',
		byPhysician: 'By physician and modality',
		byFacility: 'By facility and modality',
		physician: 'Physician',
		facility: 'Facility',
		noteScale:
			'RADPEER-style scale of 2016: 1 concur; 2 discrepancy not ordinarily expected to be made; 3 should be made most of the time; a unlikely, b likely to be clinically significant. No endorsement by the ACR is claimed.',
		noteIntervals: 'Rates are any discrepancy (2 or 3) over reviewed cases, with Wilson 95 % intervals.',
		noteSample:
			'Random sample only. Cases that came in another way (complaint, preliminary/final, focused review) are not in it.',
		noteFinal: '2b, 3a and 3b count after the committee has decided; a case belongs to the date of its read.'
	}
} as const;
