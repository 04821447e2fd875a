import { formatCount } from '#lib/i18n/formats.ts';

const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;

/** What reviews say of the images, to those who made them. */
export const siteNotes = {
	title: 'Site notes',
	lead: 'What reviews say of images and protocols, for those who make them. Notes name nobody and have a day, not an hour.',
	open: (n: number) =>
		n === 0 ? 'Every note is taken up' : `${counted(n, 'note waits', 'notes wait')} for you`,
	listCaption: 'Notes',
	none: 'There is no such note.',
	noneHow:
		'A note comes with a review that says something of the images: their quality, an issue, or words to the site.',
	columns: {
		day: 'Day (UTC)',
		facility: 'Facility',
		modality: 'Modality',
		issues: 'Issues',
		quality: 'Images',
		words: 'Words',
		status: 'Status',
		notes: 'Notes',
		reviews: 'Reviews, n',
		issue: 'Issue',
		month: 'Month'
	},
	statuses: { open: 'open', acknowledged: 'with the site', closed: 'closed' },
	qualities: { adequate: 'adequate', limited: 'limited', inadequate: 'inadequate' },
	notSaid: 'not said',
	noIssue: 'no issue named',
	noIssues: 'none named',
	noWords: 'The reviewer left no words.',
	yes: 'yes',
	filters: {
		facility: 'Facility',
		allFacilities: 'all facilities',
		status: 'Status',
		allStatuses: 'any status'
	},
	summary: {
		title: 'By facility and issue',
		basis: (from: string, through: string) => `${from} to ${through}, UTC`,
		hint: 'Notes out of all reviews of the facility’s reads. A note may name several issues.',
		none: 'No note in the last twelve months.',
		allIssues: 'all notes',
		csv: 'Take as CSV',
		print: 'Print',
		months: (facility: string) => `${facility}, month by month`
	},
	detailTitle: (modality: string, facility: string) => `${modality}, ${facility}`,
	said: 'What the review says',
	fields: {
		day: 'Day (UTC)',
		examination: 'Examination',
		quality: 'Images are',
		issues: 'Issues',
		words: 'Words to the site'
	},
	openRead: 'Open the read',
	next: {
		open: 'Next: tell the site',
		acknowledged: 'Next: the answer',
		closed: 'This note is closed'
	},
	acknowledge: 'The site is told',
	acknowledgeLead: 'Tell the site what the review says. Then mark the note as told.',
	answer: 'What was done',
	answerHint: 'For instance: the protocol was changed on 12 November.',
	close: 'Close the note',
	answered: (who: string, when: string) => `${who}, ${when}`,
	csv: {
		facility: 'facility',
		from: 'from',
		through: 'through',
		by: 'counted_by',
		of: 'value',
		notes: 'notes',
		reviews: 'reviews_n',
		all: 'all',
		issue: 'issue',
		month: 'month'
	}
} as const;
