import { formatCount } from '#lib/i18n/formats.ts';

/** Critical results: a finding that somebody has to be told of at once, and whether they were. */
export const critical = {
	title: 'Critical results',
	lead: 'Findings that somebody had to be told of at once. A loop is closed when somebody who can act has confirmed that they have it.',
	openTitle: (open: number, late: number): string => {
		if (open === 0) return 'No loop is open';
		const loops = open === 1 ? '1 loop is open' : `${formatCount(open)} loops are open`;
		return late === 0
			? `${loops}, none past ${open === 1 ? 'its' : 'their'} time`
			: `${loops}, ${formatCount(late)} past ${late === 1 ? 'its' : 'their'} time`;
	},
	openNone: 'Everybody has what they have to know. A critical result is recorded on the page of its read.',
	ended: 'Closed',
	endedNone: 'No loop has been closed yet.',
	caption: 'Open critical results',
	captionEnded: 'Closed critical results',
	columns: {
		accession: 'Accession',
		examination: 'Examination',
		status: 'Status',
		identified: 'Found',
		due: 'Receipt due',
		received: 'Received'
	},
	statuses: {
		open: 'to be communicated',
		communicated: 'told, receipt awaited',
		received: 'received',
		withdrawn: 'withdrawn'
	},
	late: 'late',
	statusLate: (status: string) => `${status}, late`,
	categories: {
		1: 'Category 1: could cause death or significant harm',
		2: 'Category 2: explains why the patient came, and treatment depends on it',
		3: 'Category 3: needs follow-up'
	},
	record: {
		title: 'The six fields',
		finding: 'Finding',
		identifiedAt: 'Identified',
		communicatedBy: 'Communicated by',
		receivedBy: 'Received by',
		receivedAt: 'Received',
		method: 'Method',
		communicatedAt: (at: string) => `at ${at}`,
		told: (name: string) => `${name} was told`,
		pending: 'not yet',
		print: 'Print'
	},
	facts: {
		accession: 'Accession',
		facility: 'Facility',
		examination: 'Examination',
		category: 'Category',
		due: 'Receipt due',
		correction: 'Correction',
		openCorrection: 'Open the correction',
		openRead: 'Open the read'
	},
	acts: {
		communicate: 'Communicated',
		communicateLead: 'Who told whom, how and when. Times are those of the facility; an empty time means now.',
		by: 'Who told',
		to: 'Who was told',
		how: 'How',
		at: 'When',
		atHint: 'Empty means now.',
		receive: 'Received',
		receiveLead: 'Somebody who can act has confirmed that they have it, or has read it back.',
		from: 'Who has it',
		withdraw: 'Withdraw',
		withdrawLead: 'For what was recorded by mistake. It stays in the log and leaves the numbers.',
		why: 'Why'
	},
	add: {
		title: 'Record a critical result',
		lead: (examination: string) => `For ${examination}.`,
		category: 'Category',
		finding: 'Finding',
		findingHint: 'Clinical words only: no name of the patient or of the reader.',
		at: 'Identified',
		atHint: 'Time of the facility. Empty means now.',
		submit: 'Record'
	},
	methods: {
		telephone: 'telephone',
		'secure-message': 'secure message',
		'in-person': 'in person',
		fax: 'fax'
	}
} as const;
