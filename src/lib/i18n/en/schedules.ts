import type { Cadence } from '#lib/core/reports/cadence.ts';

const cadences: Readonly<Record<Cadence, string>> = {
	monthly: 'every month',
	quarterly: 'every quarter',
	'half-yearly': 'every half year',
	yearly: 'every year'
};

/** Reports that are made again and again. */
export const schedules = {
	title: 'Scheduled reports',
	lead: 'Each is made by itself when its month, quarter, half year or year has ended. Those you name are told and find it in the export register; no file is mailed.',
	list: (n: number) => (n === 0 ? 'Nothing is scheduled' : n === 1 ? '1 schedule' : `${n} schedules`),
	caption: 'Schedules',
	empty: 'No report is made by itself yet. Add one below.',
	cadences,
	columns: {
		report: 'Report',
		cadence: 'How often',
		next: 'Next',
		readers: 'For',
		owner: 'With the view of',
		last: 'Last',
		act: 'Change'
	},
	at: (facility: string | null) => facility ?? 'all facilities',
	next: (days: string, on: string) => `${days}, on ${on}`,
	paused: 'paused',
	noReaders: 'nobody is told',
	never: 'not yet',
	statuses: {
		waiting: 'waits',
		running: 'is being made',
		done: 'made',
		failed: 'could not be made',
		cancelled: 'cancelled'
	} as Readonly<Record<string, string>>,
	pause: 'Pause',
	resume: 'Resume',
	end: 'End',
	of: (act: string, what: string) => `${act}: ${what}`,
	addTitle: 'Add a schedule',
	form: {
		kind: 'Report',
		format: 'Form',
		facility: 'Facility',
		cadence: 'How often',
		afterDays: 'Days after the end',
		afterDaysHint: 'Reviews come in late: five days wait for most of them.',
		readers: 'Who is told and may take it',
		readersHint: 'An auditor takes only what lies in their own scope.',
		add: 'Add the schedule'
	},
	done: 'It is done.',
	note: 'A report is made with what its owner may see on that day. If they may no longer see it, or their account has ended, it is not made, and those who wait for it are told.'
} as const;
