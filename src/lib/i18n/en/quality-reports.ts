import { oppe } from './oppe-report.ts';
import {
	access,
	contracts,
	discrepancies,
	fppe,
	learningYear,
	programme,
	radpeer
} from './programme-reports.ts';

/** Words of the reports on quality: titles of their columns and sections, and what must be known to read them. */
export const qualityReports = {
	all: 'all',
	noReads: 'No reads finished in this period.',
	noReviews: 'No review of this period has a final score.',
	limits: {
		lower: (title: string) => `${title}, lower 95 %`,
		upper: (title: string) => `${title}, upper 95 %`
	},
	columns: {
		modality: 'Modality',
		physician: 'Physician',
		facility: 'Facility',
		region: 'Body region',
		quarter: 'Quarter',
		reads: 'Exams interpreted',
		sampled: 'Sampled',
		reviewed: 'Reviewed (n)',
		reviewedShare: 'Reviewed share',
		reviewedAllWays: 'Reviewed in any way',
		randomShare: 'Random share',
		timed: 'Reviews timed',
		reviewDays: 'Days to review, median',
		actions: 'Actions asked for',
		scores: 'Scores',
		score: (score: string) => `Score ${score}`,
		others: 'All others'
	},
	outcomeKeys: { any: 'any_rate', significant: 'significant_rate', scoreThree: 'score_three_rate' },
	outcomes: {
		agreement: 'Agreement (1)',
		any: 'Any discrepancy (2, 3)',
		significant: 'Significant (2b, 3b)',
		scoreThree: 'Should be made (3a, 3b)'
	},
	suppression: (minimum: number) =>
		`What fewer than ${minimum} reviews say is hidden, and where one hidden number could be worked out from the others, the smallest of these with it.`,
	notes: {
		reviewed:
			'Reviewed (n) is the random sample with a final score. Rates are of it alone; cases that came in another way (complaint, preliminary/final, focused review) are counted under “in any way” and are in no rate.',
		days: 'Days to review: from the draw to the first score.',
		actions:
			'Actions asked for: decisions of the committee that ask for an addendum, education, a change of protocol, a focused review or a repair.',
		others:
			'All others: everybody else’s reviewed cases of the same modality in this report. Hidden where with the totals it would tell a hidden number.',
		quarters: 'A case belongs to the quarter (UTC) in which its read was signed.',
		regions: 'Body regions as the site sends them; a read without one is a part of its own.'
	},
	facilityPeerReview: {
		byModality: 'By facility and modality',
		byRegion: 'By facility, modality and body region',
		byQuarter: 'By facility and quarter',
		others: 'Each facility beside all others',
		chart: {
			title: 'Significant discrepancies by quarter',
			note: 'Wilson 95 % intervals. Quarters with too few reviews are left out.',
			empty: 'No quarter has enough reviews to be shown.'
		}
	},
	peerReview: {
		byPhysician: 'By physician and modality',
		reviewByPhysician: 'How much was reviewed, by physician and modality',
		physicianBeside: 'Each physician beside all others',
		byFacility: 'By facility and modality',
		reviewByFacility: 'How much was reviewed, by facility and modality'
	},
	oppe,
	fppe,
	discrepancies,
	learningYear,
	contracts,
	access,
	radpeer,
	programme
} as const;
