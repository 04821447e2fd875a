import { formatCount } from '#lib/i18n/formats.ts';

const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;

/** Known cases, given to reviewers among their own. */
export const calibration = {
	title: 'Calibration',
	lead: 'Known cases go to reviewers among their own, without a sign, and enter no rate.',
	add: 'Add a known case',
	caption: 'Known cases',
	none: 'No case has a known answer yet',
	noneHow:
		'Add one that the committee decided, or one whose answer surgery, pathology or follow-up has proven.',
	number: (n: number) => `Known case ${n}`,
	share: (percent: string) => `${percent} of a reviewer’s cases`,
	columns: {
		number: 'Case',
		examination: 'Examination',
		answer: 'Answer',
		basis: 'From',
		n: 'Answered',
		exact: 'Agree',
		status: 'Status',
		accession: 'Accession',
		facility: 'Facility',
		decided: 'Decided',
		score: 'Score',
		reviewer: 'Reviewer',
		withinOne: 'Within one step',
		above: 'More severe',
		below: 'Less severe'
	},
	bases: { committee: 'Committee', panel: 'Panel of readers', proven: 'Surgery, pathology or follow-up' },
	statuses: { active: 'In use', retired: 'Retired' },
	items: (n: number) => `${counted(n, 'case has', 'cases have')} a known answer`,
	group: (exact: number, n: number) =>
		n === 0
			? 'Nobody has answered a known case yet'
			: `${formatCount(exact)} of ${counted(n, 'answer', 'answers')} agree`,
	groupBasis: 'All reviewers, against the known answer',
	measures: {
		exact: 'The known answer',
		withinOne: 'The answer or its neighbour on the scale',
		above: 'More severe than the answer',
		below: 'Less severe than the answer'
	},
	measure: 'Scored',
	rate: 'Share',
	reviewersTitle: (n: number) => `${counted(n, 'reviewer has', 'reviewers have')} answered known cases`,
	reviewersNone: 'No reviewer has answered one yet',
	tooFew: (minimum: number) => `fewer than ${formatCount(minimum)}`,
	minimum: (minimum: number, version: number) =>
		`Shares of one reviewer are shown from ${formatCount(minimum)} answers on (suppression policy, version ${version}). In the order of the codes.`,
	one: {
		explanation: 'Why this is the answer',
		facts: 'The case',
		added: 'Added',
		retired: 'Retired on',
		distribution: (n: number) =>
			n === 0 ? 'Nobody has answered it yet' : `${counted(n, 'reviewer has', 'reviewers have')} answered it`,
		isAnswer: 'the answer',
		retire: 'Retire this case',
		retireHint: 'It is given to nobody any more. What was answered stays counted.',
		retireSubmit: 'Retire'
	},
	enter: {
		title: 'Add a known case',
		lead: 'Only reads with images can be given. A case shown at a meeting is given to nobody.',
		find: 'Find a read with a proven answer',
		nothing: 'No read with images has this accession number, or it is your own.',
		decided: 'Or take one that the committee decided',
		decidedNone: 'No case with images has been decided, released and closed yet',
		decidedHow: 'It comes here once its reader has seen the outcome.',
		known: 'known already',
		chosen: 'The read',
		other: 'Another one',
		answer: 'Answer',
		answerHint: 'The score that is right for the report as it was written.',
		basis: 'Where the answer comes from',
		explanation: 'Why this is the answer',
		explanationHint: 'For other directors. Reviewers never see it.',
		committeeSays: (score: string, day: string) => `The committee decided ${score} on ${day}.`,
		submit: 'Add'
	},
	own: {
		title: 'My calibration',
		lead: (n: number, day: string) => `${counted(n, 'known case', 'known cases')} before ${day}`,
		exact: 'As known',
		withinOne: 'Within one step',
		above: 'More severe',
		below: 'Less severe'
	}
} as const;
