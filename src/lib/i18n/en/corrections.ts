import { formatCount } from '#lib/i18n/formats.ts';

const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;

/** What a facility must know now, and whether it does. */
export const corrections = {
	title: 'Corrections',
	lead: 'Findings that matter to a patient now: the facility is told, confirms that it knows, and gets an addendum. Who reviewed the case is not told here.',
	openTitle: (open: number, overdue: number): string => {
		if (open === 0) return 'No correction is open';
		const loops = counted(open, 'correction is', 'corrections are');
		return overdue === 0 ? `${loops} open, none overdue` : `${loops} open, ${formatCount(overdue)} overdue`;
	},
	openNone: 'Every facility knows what it has to know.',
	openNoneHow:
		'A correction opens when a reviewer says that care may have to change, when a score or the committee calls for one, or on the page of a read.',
	endedTitle: 'Ended',
	endedNone: 'No correction has ended yet.',
	months: 'The last twelve months',
	monthsBasis: 'By the month in which they ended, UTC',
	monthsNone: 'No correction has ended in the last twelve months.',
	listCaption: 'Open corrections',
	columns: {
		facility: 'Facility',
		accession: 'Accession',
		examination: 'Examination',
		status: 'Status',
		due: 'Facility to be informed',
		opened: 'Opened',
		informed: 'Informed',
		addendum: 'Addendum',
		ended: 'Ended',
		month: 'Month',
		n: 'Informed, n',
		median: 'Median to informed',
		late: 'After the due time',
		addenda: 'With addendum',
		notNeeded: 'Not needed'
	},
	statuses: {
		open: 'to be informed',
		informed: 'informed, receipt awaited',
		received: 'received, to be closed',
		closed: 'closed',
		'not-needed': 'not needed'
	},
	overdue: 'overdue',
	unfoundedStatus: 'no discrepancy, to be ended',
	dueLine: (relative: string) => `due ${relative}`,
	inTime: 'informed',
	noLonger: 'no longer',
	yes: 'yes',
	no: 'no',
	detailTitle: (modality: string, accession: string) => `${modality} ${accession}`,
	sources: {
		review: 'A review of this read asks for it.',
		manual: 'Opened by hand from the page of the read.'
	},
	clock: {
		left: (relative: string, at: string) => `To be informed ${relative}, by ${at}`,
		over: (relative: string, at: string) => `The facility was to be informed ${relative}, by ${at}`,
		alarm: 'Please call now. If nobody can be reached, write down who was tried.'
	},
	unfounded: {
		untold:
			'The committee has looked at the case since and found no discrepancy. The call is withdrawn: the facility need not be told.',
		told: 'The committee has looked at the case since and found no discrepancy. The facility was told of a finding that does not stand: tell it so, then end this correction.',
		ended: 'The committee has looked at the case since and found no discrepancy.'
	},
	finding: 'What the facility must know',
	noFinding: 'The review came without words. Please look at the read and write what the facility must know.',
	offered: {
		lead: 'A review of this read, or the committee, has said since:',
		told: 'The facility was told other words. If these matter as well, tell it, and write that down.',
		take: 'Use these words'
	},
	reword: 'Change the words',
	findingLabel: 'Finding',
	findingHint: 'Clinical words only. Names of reviewers are taken out.',
	saveFinding: 'Save the words',
	patient: 'Whom it is about',
	fields: {
		patient: 'Patient',
		mrn: 'Record number',
		birthOn: 'Born',
		accession: 'Accession',
		examination: 'Examination',
		completedAt: 'Examined',
		facility: 'Facility',
		reader: 'Report signed by',
		unknown: 'not known'
	},
	openRead: 'Open the read',
	next: {
		open: 'Next: tell the facility',
		informed: 'Next: the receipt',
		received: 'Next: close',
		closed: 'This correction is closed',
		'not-needed': 'No correction was needed'
	},
	nextUnfounded: {
		open: 'Next: end this correction',
		informed: 'Next: tell the facility that the finding does not stand',
		received: 'Next: tell the facility that the finding does not stand',
		closed: 'This correction is closed',
		'not-needed': 'No correction was needed'
	},
	inform: {
		open: 'The facility was told already',
		whom: 'Who was told',
		whomHint: 'Name and role, for instance Dr. Okafor, emergency physician.',
		how: 'How',
		ways: {
			telephone: 'By telephone',
			'secure-message': 'By secure message',
			'in-person': 'In person',
			fax: 'By fax'
		},
		at: 'When',
		atHint: (zone: string) => `Empty means now. Otherwise the time at the facility, ${zone}.`,
		submit: 'The facility is informed'
	},
	receive: {
		lead: 'Somebody at the facility says that they have the finding and will act on it.',
		from: 'Who confirmed it',
		submit: 'The receipt is confirmed'
	},
	close: {
		withAddendum: 'The addendum is linked.',
		withoutAddendum: 'No addendum is linked. Link one below, or say why there is none.',
		awaitedAddendum:
			'No addendum has come in. A later version of this report links itself when it comes, and can be chosen below then. If none will come, say why and close.',
		words: 'Why there is no addendum',
		remark: 'Remark',
		submit: 'Close the correction'
	},
	dismiss: {
		open: 'The facility need not be told',
		words: 'Why not',
		hint: 'For instance: the treating team knew and had acted.',
		submit: 'End without informing'
	},
	withdraw: {
		words: 'Who was told that the finding does not stand, and when',
		hint: 'Name and role, and how. For instance: Dr. Okafor, emergency physician, by telephone at 14:10.',
		submit: 'End this correction'
	},
	addendum: {
		title: 'Addendum',
		linked: (version: number, at: string) =>
			`Version ${version} of the report, ${at}, carries the correction.`,
		none: 'None yet. A later version of this report is linked by itself when it comes in.',
		noneAtEnd: 'The correction ended without one.',
		choose: 'Later version of the report',
		version: (version: number, at: string) => `Version ${version}, ${at}`,
		submit: 'Link this version'
	},
	record: {
		title: 'Record of communication',
		print: 'Print',
		finding: 'Finding',
		identifiedAt: 'Time identified',
		communicatedBy: 'Communicated by',
		receivedBy: 'Received by',
		receivedAt: 'Time received',
		method: 'Method',
		pending: 'not yet',
		never: 'not informed',
		informedAt: (at: string) => `informed ${at}`
	},
	history: {
		title: 'Steps',
		steps: {
			'correction.opened': 'Opened',
			'correction.reopened': 'Taken up again',
			'correction.reworded': 'Words changed',
			'correction.informed': 'Facility informed',
			'correction.received': 'Receipt confirmed',
			'correction.addendum-linked': 'Addendum linked',
			'correction.closed': 'Ended',
			'correction.overdue': 'Alarm: nobody informed in time'
		},
		informed: (whom: string, how: string, at: string) => `${whom}, ${how}, ${at}`,
		received: (from: string, at: string) => `${from}, ${at}`,
		enteredLate: 'entered later',
		afterDue: 'after the due time',
		itself: 'Overread'
	},
	onRead: {
		title: 'Correction',
		open: 'Open the correction',
		lead: 'If the facility must know of something in this case now, open a correction.',
		submit: 'Open a correction'
	},
	notices: {
		opened: 'The correction is open.'
	}
} as const;
