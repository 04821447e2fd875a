import { formatCount } from '#lib/i18n/formats.ts';

const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;

/** The register of exports: what was made, who took which copy, and what is in the making. */
export const register = {
	title: 'Export register',
	lead: 'Every report that was taken away: by whom, for whom and what for, each copy by its number and hash, and until when it can be taken.',
	/** Stands in the copy itself. */
	watermark: (copy: number, recipient: string, at: string) =>
		`Copy ${copy} for ${recipient.length > 80 ? `${recipient.slice(0, 79)}…` : recipient}, taken ${at} UTC`,
	caption: 'Exports',
	found: (n: number, isMore: boolean) =>
		isMore ? `More than ${formatCount(n)} exports` : counted(n, 'export', 'exports'),
	empty: 'No export matches.',
	emptyHow: 'A report appears here when it has been made. Make one under Reports.',
	csv: 'Register as CSV',
	schedules: 'Scheduled reports',
	make: 'Make a report',
	filters: {
		kind: 'Report',
		allKinds: 'all reports',
		standing: 'that are',
		allStandings: 'available or not',
		since: 'made in',
		allSince: 'all time',
		spans: { day: 'the last day', week: 'the last 7 days', month: 'the last 30 days', year: 'the last year' },
		words: 'Purpose or recipient',
		find: 'Find'
	},
	standings: { available: 'available', expired: 'expired', revoked: 'withdrawn' },
	columns: {
		report: 'Report',
		when: 'Made',
		period: 'Period',
		n: 'n',
		purpose: 'Purpose',
		recipient: 'Recipient',
		by: 'By',
		copies: 'Copies',
		standing: 'Access',
		file: 'File'
	},
	until: (day: string) => `until ${day}`,
	take: 'Take a copy',
	takeOf: (what: string) => `Take a copy: ${what}`,
	withheld: {
		'others-own': 'Only for whom it is about',
		untold: 'Counts outcomes of your own reads that you are not told yet',
		'out-of-scope': 'Outside your scope'
	},
	entry: {
		facts: 'What it is',
		report: 'Report',
		period: 'Period',
		purpose: 'Purpose',
		recipient: 'Recipient',
		madeBy: 'Made by',
		madeAt: 'Made',
		n: 'n',
		sha256: 'SHA-256 of the original',
		withheldValue: 'withheld',
		access: 'Access',
		noEnd: 'without an end',
		id: 'Number in the register',
		copies: (n: number) =>
			n === 0 ? 'No copy was taken yet' : `${counted(n, 'copy was', 'copies were')} taken`,
		ownCopies: (n: number) =>
			n === 0 ? 'You have taken no copy yet' : `You took ${counted(n, 'copy', 'copies')}`,
		copiesLead:
			'Each copy bears its number and recipient, and has a SHA-256 of its own by which Verify knows it.',
		newest: (n: number) => `The newest ${formatCount(n)} are shown.`,
		noCopies: 'A copy is listed as soon as it is taken.',
		columns: { copy: 'Copy', by: 'Taken by', at: 'When', mark: 'What it says of itself', sha256: 'SHA-256' },
		noMark: 'bears no mark',
		revoke: 'Withdraw access',
		revokeLead:
			'Nobody can take a copy any more. Copies that were taken stay where they are: Verify knows them, and says that access was withdrawn. This cannot be undone.',
		reason: 'Reason',
		reasonHint: 'For the register. No patient, no finding.',
		revoked: (by: string, at: string) => `Withdrawn by ${by} on ${at}`,
		done: 'Access is withdrawn.'
	},
	runs: {
		title: 'In the making',
		pageTitle: (report: string) => `${report} is being made`,
		statuses: {
			waiting: 'Waits for its turn',
			running: 'Is being made',
			done: 'Ready',
			failed: 'Could not be made',
			cancelled: 'Cancelled'
		},
		stages: {
			making: 'Reading and counting',
			writing: 'Writing the file',
			keeping: 'Putting it in the register'
		},
		steps: (done: number, of: number, stage: string | null) =>
			`${formatCount(done)} of ${formatCount(of)} ${stage === 'writing' ? 'rows' : 'steps'}`,
		progress: 'Progress',
		waitingLead: 'You can leave this page: what takes longer than a minute is told under Notices.',
		late: 'It waits longer than it should: no worker seems to be running. An administrator sees why under Mail, PACS and background work.',
		ready: 'It stands in the export register.',
		open: 'Open it in the register',
		cancel: 'Cancel',
		cancelled: 'Nothing of it was kept.',
		again: 'Ask for it again',
		facts: { period: 'Period', purpose: 'Purpose', recipient: 'Recipient', form: 'Form' },
		look: 'Look'
	},
	life: 'Can be taken for',
	lives: { 30: '30 days', 90: '90 days', 365: 'a year' } as Readonly<Record<number, string>>
} as const;
