import { formatCount } from '#lib/i18n/formats.ts';

/** Outcomes of own reads: what a colleague saw, and the one answer to it. */
export const feedback = {
	title: 'Feedback',
	lead: 'What blinded reviews of your own reads found. Outcomes come once a week, discrepancies when the committee has decided.',
	columnCase: 'Read',
	columnSigned: 'Signed',
	columnOutcome: 'Outcome',
	columnReleased: 'Released',
	columnStatus: 'Status',
	statuses: {
		new: 'New',
		acknowledged: 'Acknowledged',
		rebutted: 'Rebuttal with the committee',
		closed: 'Answered',
		withdrawn: 'Could not be judged'
	},
	newOnes: (n: number) => (n === 1 ? '1 new outcome' : `${formatCount(n)} new outcomes`),
	empty: 'No feedback yet',
	emptyText: 'When one of your reads was drawn and reviewed, the outcome appears here.',
	noRadiologist:
		'Your account is not linked to a radiologist, so it has no reads. An administrator can link it.',
	notAssessable: 'Not assessable',
	case: {
		title: (name: string) => `Feedback · ${name}`,
		signed: (day: string) => `You signed this on ${day}.`,
		learningPoint: (n: number) => (n === 1 ? 'To take from it' : 'What to take from it'),
		action: (action: string) => `The committee recommends: ${action}.`,
		words: 'Your colleague’s words',
		noWords: 'No comment was given.',
		greatCatch: 'Your colleague called this a great catch.',
		direction: 'Direction',
		cause: 'Cause',
		factors: 'Contributing factors',
		attribution: 'Attributed to',
		committeeLine: (outcome: string) => `The committee’s decision: ${outcome}.`,
		answerLine: (outcome: string) => `The committee’s answer to your rebuttal: ${outcome}.`,
		report: 'Your report',
		reportHint: 'As the reviewer read it, with names blacked out.',
		marksOfColleague: 'your colleague’s',
		marksOfCommittee: 'the committee’s',
		marks: (n: number) =>
			n === 1
				? 'The mark on the image is your colleague’s.'
				: 'The marks on the images are your colleague’s.',
		answer: 'Your answer',
		acknowledge: 'Acknowledge',
		orRebut: 'I disagree',
		unsent: 'What you wrote here and was not sent',
		rebutLead: 'You can answer once. The committee reads it without your name and decides; then it is final.',
		disagreement: 'What do you disagree with?',
		argument: 'Your argument',
		argumentHint: 'What the images or the history show. No names.',
		rebut: 'Send to the committee',
		acknowledged: 'You acknowledged this outcome.',
		rebutted: 'Your rebuttal is with the committee. You will find the answer here.',
		closed: 'The committee answered your rebuttal. This outcome is final.',
		withdrawn: 'The committee could not judge this case. It counts in no statistic.',
		yourRebuttal: 'Your rebuttal',
		overruled: 'What was overruled',
		overruledHint: 'The committee has decided otherwise. None of this is in force.',
		overruledScore: (score: string) => `Released first as ${score}.`
	},
	keys: {
		title: 'Feedback',
		list: 'Back to the list'
	}
} as const;
