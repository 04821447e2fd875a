import { formatProportion } from '#lib/i18n/formats.ts';

/** Words of the packet for an ongoing evaluation of one practitioner at one facility. */
export const oppe = {
	nOf: 'reviewed cases of the practitioner',
	person: {
		title: 'Practitioner and period',
		code: 'Practitioner',
		name: 'Name',
		npi: 'NPI',
		section: 'Section',
		tier: 'Tier',
		facility: 'Facility',
		facilityName: 'Name of the facility',
		jurisdiction: 'Jurisdiction',
		through: 'Evaluated through',
		reviewMonths: 'Months between evaluations',
		nextDue: 'Next evaluation due'
	},
	volume: {
		title: 'Volume by modality',
		here: 'Read for this facility',
		sampled: 'Sampled for review',
		everywhere: 'Read for all facilities'
	},
	peerReview: {
		title: 'Peer review by modality',
		here: 'At this facility',
		everywhere: 'At all facilities',
		others: 'All others, all facilities'
	},
	triggers: {
		title: 'Thresholds',
		measure: 'Measure',
		found: 'Found',
		limit: 'Limit',
		standing: 'Standing',
		share: (value: number) => formatProportion(value),
		names: {
			'above-expected': 'Significant discrepancies against what is expected of the same modalities',
			'above-threshold': 'Upper limit of significant discrepancies against the agreed share',
			'severe-event': 'Final scores of 3b',
			complaints: 'Sustained complaints',
			'low-volume': 'Reads in twelve months'
		} as Readonly<Record<string, string>>,
		states: {
			within: 'within',
			look: 'look at it',
			'cannot-tell': 'too few reviews to tell',
			'not-agreed': 'no limit agreed'
		} as Readonly<Record<string, string>>
	},
	events: {
		title: 'Corrected reports, corrections and complaints',
		events: 'Events',
		of: 'Of (n)',
		rate: 'Rate',
		corrected: 'Corrected or amended reports among those signed',
		correctionsOpened: 'Corrections opened after review',
		informedLate: 'Corrections of which the facility was told late or not yet, past the time',
		amended: 'Corrections with an addendum',
		complaints: 'Complaints received',
		sustained: 'Complaints sustained by review and put down to the reader',
		incidents: 'Incidents reported by the facility'
	},
	clocks: {
		title: 'Turnaround',
		class: 'Class',
		own: 'This practitioner',
		others: 'All readers of the facility',
		n: 'Finished (n)',
		median: 'Median',
		p90: 'P90',
		due: 'Due (n)',
		inTarget: 'In target',
		empty: 'No examination of this period has a clock that can be read.',
		criticalTitle: 'Communication of critical results',
		category: 'Category',
		results: 'Results (n)',
		inTime: 'Received in time',
		received: 'Received (n)',
		receiptMedian: 'Time to receipt, median',
		open: 'Open',
		noCriticals: 'No critical result was recorded in this period.'
	},
	credentials: {
		title: 'Privileges, licence, certification and cover',
		item: 'Item',
		detail: 'Detail',
		status: 'Status',
		from: 'From',
		until: 'Until',
		current: 'Current on the last day',
		kinds: {
			privilege: 'Privilege here',
			licence: 'Licence',
			'board-certificate': 'Board certificate',
			malpractice: 'Malpractice cover'
		} as Readonly<Record<string, string>>,
		allModalities: 'all modalities',
		none: 'Nothing is recorded for this facility and its jurisdiction.',
		cmeTitle: 'Continuing education',
		rule: 'Rule',
		asOf: 'As of',
		result: 'Result',
		verified: 'Rule checked at its source',
		noCme: 'No result of continuing education is kept.',
		plansTitle: 'Focused evaluations in the period',
		trigger: 'Trigger',
		outcome: 'Outcome',
		running: 'running',
		noPlans: 'There was none.'
	},
	participation: {
		title: 'Participation in the programme',
		reviews: 'Second looks given',
		attended: 'Learning conferences attended',
		held: 'Learning conferences held',
		submissions: 'Cases sent in for learning'
	},
	narrative: {
		title: 'Qualitative evaluation',
		lead: 'To be written by whoever evaluates, from what they and colleagues at the facility know of the practitioner’s work.',
		questions: [
			'Clinical judgement and knowledge:',
			'Clarity and completeness of reports:',
			'Communication with the facility and professional conduct:',
			'Circumstances that bear on the numbers above:'
		]
	},
	decision: {
		title: 'Decision',
		statement: (nextDueOn: string) =>
			`Decision (mark one): ☐ privileges continue  ☐ privileges are limited, namely: ______________  ☐ a focused evaluation (FPPE) begins. The next evaluation is due by ${nextDueOn}.`,
		places: ['Evaluator', 'Medical director or department chair', 'Practitioner, informed']
	},
	notes: {
		basis:
			'Sources: the group’s random sample of second looks, its clocks, corrections and records of credentials. Nothing of peer learning is in it but how often somebody took part.',
		small: (minimum: number) =>
			`What fewer than ${minimum} reviews say is hidden, with what it could be worked out from. Zeros of volume are shown.`,
		expected:
			'Expected: the group’s rate of significant discrepancies (2b, 3b), weighed by the practitioner’s own reviews of each modality at all facilities. The limit is so many standard errors above it as the policy says.',
		look: 'A threshold that is passed asks somebody to look. It decides nothing.',
		complaints:
			'A complaint is sustained when a review has found a discrepancy and the committee put it down to the reader, or to reader and reviewer.',
		incidents: 'Incidents and adverse events at the facility are not recorded here.',
		clocks:
			'Turnaround is by the clock and targets of the contract in force; times of single classes are never mixed.'
	}
} as const;
