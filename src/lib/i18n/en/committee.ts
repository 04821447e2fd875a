import { formatCount } from '#lib/i18n/formats.ts';

/** The committee's queue and its decisions. */
export const committee = {
	title: 'Committee',
	lead: 'Cases scored 2b, 3a or 3b, and rebuttals: oldest first, blind to reader and reviewer.',
	columnCase: 'Case',
	columnQuestion: 'Question',
	columnScore: 'Score',
	columnWaiting: 'Waiting since',
	questions: { score: 'Score', rebuttal: 'Rebuttal' },
	empty: 'Nothing waits for a decision',
	emptyText: 'Reviews scored 2b, 3a or 3b and rebuttals of readers come here.',
	waiting: (n: number) => (n === 1 ? '1 case waits' : `${formatCount(n)} cases wait`),
	decided: 'Decided. The reader may see the outcome now.',
	case: {
		title: (name: string) => `Committee · ${name}`,
		scoreQuestion: (score: string) => `A reviewer scored this ${score}.`,
		rebuttalQuestion: (score: string) => `The reader disagrees with ${score}.`,
		report: 'Report',
		review: 'The reviewer',
		impression: 'Impression before the report',
		impressionNone: 'No impression was asked for at this blinding level.',
		comment: 'Comment',
		rebuttal: 'The reader’s rebuttal',
		earlier: 'The committee’s earlier decision',
		decision: 'Decision',
		outcome: 'Outcome',
		outcomes: {
			uphold: 'Uphold',
			upgrade: 'Raise',
			downgrade: 'Lower',
			'no-discrepancy': 'No discrepancy',
			'not-assessable': 'Not assessable'
		},
		outcomeFixed: (score: string) => `The final score is ${score}.`,
		outcomeNone: 'The case leaves the statistics without a score.',
		finalScore: 'Final score',
		attribution: 'Attributed to',
		attributions: {
			reader: 'The reader',
			reviewer: 'The reviewer',
			both: 'Both',
			system: 'The system',
			undetermined: 'Undetermined'
		},
		words: 'Words to the reader',
		wordsHint: 'Required unless you uphold a score. No names.',
		submit: 'Decide',
		marksNone: 'Nothing was marked on the images.'
	},
	disagreements: {
		'finding-absent': 'The finding is not there',
		'finding-reported': 'The finding was in the report',
		'not-visible': 'It could not be seen on these images',
		expectedness: 'It was not to be expected',
		significance: 'It is not clinically significant',
		'information-missing': 'Information was missing at the time',
		other: 'Something else'
	},
	keys: {
		title: 'Committee',
		open: 'Open the oldest case',
		queue: 'Back to the list'
	}
} as const;
