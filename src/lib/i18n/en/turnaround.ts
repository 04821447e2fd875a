import { formatCount } from '#lib/i18n/formats.ts';

const reads = (n: number): string => (n === 1 ? '1 read' : `${formatCount(n)} reads`);

/** The turnaround page. */
export const turnaround = {
	title: 'Turnaround',
	howToRead: 'How to read this page',
	clocks: {
		final: 'Examination completed to final report',
		preliminary: 'Examination completed to preliminary report'
	},
	clockNote: {
		final:
			'One clock: it starts when the examination ends and stops when the final report is signed. Corrections and addenda do not restart it; image transfer and holds are not taken off.',
		preliminary:
			'One clock: it starts when the examination ends and stops when the preliminary report is sent. No target is agreed for it.'
	},
	filters: {
		clock: 'Clock',
		days: 'Period',
		lastDays: (days: string) => (days === '365' ? 'last year' : `last ${days} days`),
		facility: 'Facility',
		modality: 'Modality',
		allFacilities: 'all facilities',
		allModalities: 'all modalities'
	},
	basis: (from: string, through: string) => `examinations ended ${from} to ${through}`,
	priorities: { stat: 'STAT', urgent: 'Urgent', routine: 'Routine' },
	target: {
		title: (priority: string, rate: string) => `${priority} in target: ${rate}`,
		none: 'No read of the period is due yet',
		group: 'Priority',
		rate: 'In target',
		policy: (version: number) =>
			`Share of the reads whose deadline has passed; an open one past its deadline counts as missed. Targets: policy v${version}.`,
		named: (priority: string, target: string) => `${priority}, ${target}`
	},
	strip: {
		title: (priority: string, median: string, p90: string) =>
			`Half of the ${priority} reads are final within ${median}, nine in ten within ${p90}`,
		titlePreliminary: (priority: string, median: string, p90: string) =>
			`Half of the ${priority} reads have a preliminary report within ${median}, nine in ten within ${p90}`,
		none: 'No read of the period has this report yet'
	},
	table: {
		title: 'Every priority, with its n and its open reads',
		titleLate: (n: number) => `${reads(n)} open past the deadline`,
		caption: 'Turnaround by priority',
		columns: {
			priority: 'Priority',
			target: 'Target',
			inTarget: 'In target',
			median: 'Median',
			p90: 'P90',
			mean: 'Mean',
			n: 'Finished',
			open: 'Open',
			oldest: 'Oldest open'
		},
		none: 'none agreed',
		noneDue: 'none due yet',
		noneOpen: 'none',
		late: (n: number) => `${formatCount(n)} late`,
		interval: (lower: string, upper: string) => `(${lower}–${upper})`
	},
	keptOut: {
		title: 'Kept out',
		clockErrors: (n: number) =>
			`${reads(n)} kept out: the report ended before or with its examination, which is an error of a clock at the source.`,
		withoutStart: (n: number) => `${reads(n)} kept out: the report names no end of the examination.`
	},
	empty: 'No examination ended in this period',
	emptyHint: 'Turnaround appears here as reads are imported. Try a longer period or another facility.'
} as const;
