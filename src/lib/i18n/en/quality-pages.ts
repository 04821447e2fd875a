import { formatCount } from '#lib/i18n/formats.ts';

const reviews = (n: number): string => (n === 1 ? '1 review' : `${formatCount(n)} reviews`);
const signals = (n: number): string => (n === 1 ? '1 signal' : `${formatCount(n)} signals`);

/** Signals as tasks, the trend's baseline and notes, the cases behind a number. */
export const qualityPages = {
	signals: {
		title: 'Signals',
		lead: 'A signal is a question, never a finding about a person. The committee reads the cases again, blinded; what it decides is kept here.',
		open: (n: number) => (n === 0 ? 'No signal waits for you' : `${signals(n)} to look at`),
		own: 'A signal about your own reads',
		kept: 'A signal that counts reviews of your own reads',
		keptNext:
			'You are not told of all of these yet. Whom it is about, its evidence and what becomes of it are shown when you are; another director can look into it now.',
		ownNext: 'Another director looks into it. You are told of your cases under feedback.',
		closed: 'Closed signals',
		closedNone: 'No signal has been closed yet',
		closedEmpty: 'Signals stand here with what became of them once they are closed.',
		noneOpen: (nextOn: string) =>
			`Looks are taken on fixed dates, the next one on ${nextOn}: looking more often would raise more false alarms.`,
		kinds: {
			ratio: 'Radiologist against the others',
			cusum: 'Running watch',
			reviewer: 'Reviewer’s severity',
			trend: 'Month of the trend'
		},
		statuses: { open: 'open', acknowledged: 'being looked at', closed: 'closed' },
		raised: (at: string) => `Raised ${at}`,
		acknowledged: (name: string, at: string) => `Taken up by ${name}, ${at}`,
		closedBy: (name: string, at: string) => `Closed by ${name}, ${at}`,
		cases: 'Cases behind it',
		page: 'Radiologist’s page',
		acknowledge: 'I look at it',
		note: 'Add a note',
		noteLabel: 'Note',
		noteHint: 'What you found or asked. No names of patients.',
		close: 'Close the signal',
		outcome: 'What became of it',
		outcomes: {
			confirmed: 'Confirmed by blinded re-reading',
			'not-confirmed': 'Not confirmed by re-reading',
			explained: 'Explained by something else',
			'data-error': 'An error of the data'
		},
		closeWords: 'Why',
		closeHint: 'What the re-reading showed, or what explains it.',
		by: (name: string, at: string) => `${name}, ${at}`,
		done: { acknowledge: 'Taken up.', note: 'Note added.', close: 'Closed.' },
		looks: (n: number) =>
			n === 0 ? 'No look has been taken yet' : `${n === 1 ? '1 look' : `${n} looks`} so far`,
		looksCaption: 'Looks at fixed dates',
		looksColumns: {
			on: 'Taken on',
			months: 'Window',
			radiologists: 'Radiologists',
			signals: 'Signals',
			expected: 'False ones to be expected'
		},
		monthCount: (n: number) => `${n} months`,
		looksNote:
			'Each look costs false alarms: the last column says how many chance alone would give if all were alike.'
	},
	trend: {
		title: 'Baseline and notes on the trend',
		baselineTitle: 'Freeze the baseline',
		baselineLead:
			'The limits stand around the baseline’s rate. It is frozen so that a slow change cannot move its own limits. Choose at least 12 quiet months.',
		from: 'First month',
		through: 'Last month',
		monthHint: 'As YYYY-MM',
		freeze: 'Freeze the baseline',
		frozen: 'The baseline is frozen.',
		noteTitle: 'Note what happened',
		noteLead:
			'A new scanner, a change of policy, people who came or left: it is numbered in the chart, for everybody who sees it.',
		kind: 'What changed',
		on: 'Day',
		words: 'In a few words',
		wordsHint: 'No names of patients.',
		facility: 'Facility',
		modality: 'Modality',
		add: 'Add the note',
		added: 'The note stands in the chart.',
		notes: (n: number) =>
			n === 0 ? 'Nothing has been noted yet' : n === 1 ? '1 note' : `${formatCount(n)} notes`,
		caption: 'Notes on the trend',
		columns: { on: 'Day', kind: 'Kind', words: 'What', place: 'Where', by: 'Noted by', act: '' },
		everywhere: 'everywhere',
		withdraw: 'Withdraw',
		withdrawName: (words: string) => `Withdraw the note “${words}”`,
		withdrawn: 'The note is withdrawn.',
		empty: 'What you note stands in the chart with its number.'
	},
	cases: {
		title: 'Cases behind a number',
		count: (n: number, isMore: boolean) =>
			isMore ? `More than ${formatCount(n)} cases` : n === 1 ? '1 case' : `${formatCount(n)} cases`,
		none: 'No case matches',
		noneWhy:
			'No case of the period is counted there. If you came by an old address, the period has moved on since: go back to the quality page.',
		caption: 'Cases behind a number',
		back: 'Quality',
		columns: {
			readOn: 'Read on',
			modality: 'Modality',
			procedure: 'Procedure',
			facility: 'Facility',
			state: 'Stands',
			score: 'Score',
			cause: 'Cause',
			reader: 'Reader',
			reviewer: 'Reviewer'
		},
		narrowed: {
			outcome: {
				any: 'any discrepancy',
				significant: 'clinically significant',
				scoreThree: 'score 3',
				'1': 'score 1',
				'2a': 'score 2a',
				'2b': 'score 2b',
				'3a': 'score 3a',
				'3b': 'score 3b'
			},
			standing: {
				waiting: 'without a reviewer',
				assigned: 'assigned',
				overdue: 'overdue',
				due: 'due',
				done: 'reviewed',
				committee: 'with the committee',
				withdrawn: 'withdrawn',
				final: 'with a final score'
			},
			month: (month: string) => `reads of ${month}`,
			reader: (code: string) => `reader ${code}`,
			reviewer: (code: string) => `reviewer ${code}`,
			cause: (code: string) => `cause ${code}`,
			double: 'read by two reviewers'
		},
		all: 'all cases of the choice',
		unblind: 'Show readers and reviewers',
		unblindLead:
			'Cases are listed without readers and reviewers. Showing their codes is recorded in the audit log, with you and your reason.',
		hiddenLead:
			'These are the cases of one person, so the list itself tells whose they are. Showing it is recorded in the audit log, with you and your reason.',
		unblindShown:
			'Codes of readers and reviewers are shown until you leave or reload the page. It is recorded in the audit log.',
		notPermitted: 'Readers and reviewers are shown to directors.'
	}
} as const;

/** The page of one radiologist for an ongoing evaluation, and what radiologists see of themselves. */
export const radiologistPage = {
	title: (code: string) => `Radiologist ${code}`,
	titleNamed: (code: string, name: string) => `Radiologist ${code}, ${name}`,
	ownTitle: 'My quality',
	lead: (section: string, tier: string, level: string) =>
		`Section ${section}, ${tier}; scores at ${level} blinding`,
	ownLead: (code: string, level: string) =>
		`Your own reads, under the code ${code}; scores at ${level} blinding, released outcomes alone.`,
	noLevel: 'no',
	printPage: 'Print',
	made: (on: string, version: number) => `Made ${on}, suppression policy v${version}.`,
	window: (months: number, from: string, through: string) => `${months} months, ${from} to ${through}`,
	found: (observed: number, expected: string, ratio: string) =>
		`${observed === 1 ? '1 discrepancy' : `${formatCount(observed)} discrepancies`} where ${expected} were expected: ${ratio}`,
	look: {
		none: 'No look has been taken yet',
		notKept: (on: string) => `What the look of ${on} found was not kept`,
		keptFromYou: (on: string) => `What the look of ${on} found is shown to you later`,
		title: (on: string, zone: string) => `At the look of ${on}: ${zone}`,
		notPlaced: 'too few reviews for a place'
	},
	within: 'Within expected variation. This does not prove absence of a difference.',
	again: 'Beyond the 95 % limit: look again. Wait for the following look.',
	signal:
		'Beyond the 99.8 % limit: the committee reads the cases again, blinded. A statistic alone is no finding about a person.',
	notPlaced: 'Too few reviews for a place among the others.',
	incomplete: 'Too many of the reviews that were due had not been done.',
	few: (n: number, minimum: number) =>
		`${formatCount(n)} of ${reviews(minimum)}: too few for a figure. The cases themselves are below.`,
	sections: {
		volume: 'Reads and reviews',
		outcome: 'Any discrepancy against the others',
		counts: 'Final scores',
		reviewing: 'As a reviewer',
		power: 'What could be seen',
		cusum: 'Running watch'
	},
	columns: { modality: 'Modality', reads: 'Reads', sampled: 'Drawn', reviewed: 'Reviewed' },
	volumeCaption: (months: number) => `Reads and reviews of the last ${months} months by modality`,
	late: (x: number, n: number, share: string) =>
		`Reviewed late or not at all: ${formatCount(x)} of ${formatCount(n)} due (${share}).`,
	lateNone: 'No review was due.',
	scoresCaption: 'Final scores by window',
	scoresHidden: 'too few',
	windowColumn: 'Window',
	months: (n: number) => `${n} months`,
	since: (month: string) => `since ${month}`,
	facts: {
		observed: 'Observed, expected',
		ratio: 'Observed / expected',
		zone: 'Against the others',
		shrunken: 'Shrunken estimate',
		reliability: 'Reliability',
		comparable: 'Comparable reviews'
	},
	reliability: (share: string) =>
		`${share} of the differences among radiologists would be real at this number`,
	noReliability: 'the radiologists of the group do not differ beyond chance',
	power: (n: number, signal: string, again: string) =>
		`With ${reviews(n)} a year a true doubling of the rate would be at signal within the year with probability ${signal}, at look again with ${again}.`,
	annex: 'Annex: not adjusted for reviewers',
	cusum: {
		quiet: (n: number) => `Quiet over ${reviews(n)}.`,
		signal: (on: string, n: number) => `Signalled with the read of ${on} (${reviews(n)}).`,
		'not-watched': 'Not watched yet: too few reviews.'
	},
	reviewing: (n: number, late: number) => `${reviews(n)} given, ${formatCount(late)} late.`,
	severity: (ratio: string) => `Severity: found over expected ${ratio}.`,
	cases: (n: number) =>
		n === 0
			? 'No read was scored 2b, 3a or 3b'
			: n === 1
				? '1 read scored 2b, 3a or 3b'
				: `${formatCount(n)} reads scored 2b, 3a or 3b`,
	casesCaption: 'Reads scored 2b, 3a or 3b, with what can be learned from them',
	casesEmpty: 'Final scores of 2b, 3a and 3b stand here with their learning points.',
	casesColumns: {
		readOn: 'Read on',
		procedure: 'Procedure',
		score: 'Score',
		cause: 'Cause',
		attribution: 'Attributed to',
		learning: 'Learning point'
	},
	fppe: 'A focused evaluation needs a signal confirmed by blinded re-reading, or a single sentinel case; never a statistic alone.',
	position: {
		title: 'Where I stand among the others',
		notes:
			'There are no limits here: zones come from looks on fixed dates. Every other point is a colleague, without name or code. The figures are of released outcomes alone, adjusted for modality, shift and reviewer.',
		own: 'You',
		other: 'Colleague',
		none: 'Your own position is shown with enough reviews, and where there are at least five radiologists to stand among.'
	},
	notRadiologist: 'No radiologist belongs to this account, so there is nothing to show here.'
} as const;
