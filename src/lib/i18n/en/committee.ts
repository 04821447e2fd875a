import { formatCount } from '#lib/i18n/formats.ts';

/** The committee's queue and its decisions. */
export const committee = {
	title: 'Committee',
	lead: 'Cases scored 2b, 3a or 3b, and rebuttals: oldest first, blind to reader and reviewer. Each member votes once; a majority with the quorum decides.',
	columnCase: 'Case',
	columnQuestion: 'Question',
	columnScore: 'Score',
	columnWaiting: 'Waiting since',
	columnDue: 'Due',
	columnVotes: 'Votes',
	columnStanding: 'Asks for',
	standings: { vote: 'Your vote', wait: 'Others’ votes', 'break-tie': 'Your casting vote' },
	votesOf: (cast: number, quorum: number) => `${cast} of ${quorum}`,
	overdue: 'overdue',
	short: 'too few members',
	minutesLink: 'Minutes',
	questions: { score: 'Score', rebuttal: 'Rebuttal' },
	empty: 'Nothing waits for a decision',
	emptyText: 'Reviews scored 2b, 3a or 3b and rebuttals of readers come here.',
	waiting: (n: number) => (n === 1 ? '1 case waits for you' : `${formatCount(n)} cases wait for you`),
	decided: 'Decided. The reader sees the outcome with the next release, or now if a correction runs.',
	answered:
		'Decided. The reader sees the answer from the next day on (UTC), so that its hour does not tell who decided.',
	voted: 'Your vote is cast. The question waits for the others.',
	tied: 'Your vote is cast. The votes are equal: the question waits for another vote, or the chair’s.',
	casting:
		'Your vote is cast. The votes are equal, and as chair you decide: the question asks for your casting vote.',
	recused: 'You stood back. This case will not come to you again.',
	returned: 'Sent back to the reviewer. The score comes here again, or another in its place.',
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
		decision: 'Your vote',
		reconsidered: 'The reviewer has thought this score over.',
		due: (day: string) => `Due ${day}`,
		votesSoFar: (cast: number, quorum: number) =>
			`${cast === 1 ? '1 vote' : `${cast} votes`} cast, ${quorum} needed`,
		otherVotesHidden: 'What the others voted is shown once you have voted.',
		short: (eligible: number, quorum: number) =>
			`Only ${eligible === 1 ? '1 member' : `${eligible} members`} may vote on this case and ${quorum} votes are needed. It stays undecided until there are more members or the policy changes. The coordinators know.`,
		yourVote: 'Your vote',
		otherVotes: (n: number) => (n === 1 ? 'The other vote' : 'The other votes'),
		change: 'Change your vote',
		marksUnsent: 'What you have drawn goes with your vote: send it again to keep the marks.',
		leaveUnsent: 'Your vote and your marks have not been sent. Leave this case without them?',
		tied: 'The votes are equal. As chair you decide between them.',
		tiedWait: 'The votes are equal. It takes another vote, or the chair’s.',
		tieSubmit: 'Decide as chair',
		tieChoice: 'The position that stands',
		action: 'Recommended action',
		actions: {
			none: 'None',
			addendum: 'Addendum',
			education: 'Education',
			protocol: 'Change of protocol',
			'focused-review': 'Focused review',
			equipment: 'Look at the equipment'
		},
		learningPoint: 'Learning point, shown to the reader first',
		standBack: 'Stand back or send back',
		recuseLead: 'If you should not judge this case, stand back. This cannot be undone.',
		reason: 'Why you stand back',
		reasons: {
			conflict: 'Conflict of interest',
			recognised: 'I recognised the case',
			'outside-competence': 'Outside my competence'
		},
		recuse: 'Stand back',
		returnLead: 'Ask the reviewer to think the score over. A new score is voted on anew.',
		request: 'What to think over',
		requestHint: 'The reviewer reads this. No names.',
		send: 'Send back to the reviewer',
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
		submit: 'Vote',
		marksNone: 'Nothing was marked on the images.',
		marksOwn: 'yours',
		marksOfReviewer: 'the reviewer’s',
		keys: {
			finalScore: 'Next final score',
			attribution: 'Next attribution',
			action: 'Next recommended action',
			words: 'Write to the reader',
			learningPoint: 'Write a learning point'
		}
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
	minutes: {
		title: 'Minutes',
		lead: 'What the committee decided, month by month. No reader, no reviewer, no case.',
		titleOf: (month: string) => `Minutes of the quality committee, ${month}`,
		month: 'Month',
		show: 'Show',
		privilege:
			'Confidential peer-review and quality-assurance document. Privileged under the applicable state peer-review statute.',
		present: 'Members who voted',
		nobody: 'Nobody voted in this month.',
		policy: (version: number, quorum: number, dueDays: number) =>
			`Policy in force: version ${version}, quorum ${quorum}, due in ${dueDays} days. The quorum of each decision is in its line.`,
		summary: (decided: number, changed: number, rebuttals: number) =>
			decided === 0
				? 'No question was decided.'
				: `${decided === 1 ? '1 question' : `${formatCount(decided)} questions`} decided, ${formatCount(rebuttals)} of them ${rebuttals === 1 ? 'a rebuttal' : 'rebuttals'}; the score changed in ${formatCount(changed)}.`,
		empty: 'No question was decided in this month.',
		caption: 'Decided questions',
		columns: {
			number: 'No.',
			question: 'Question',
			outcome: 'Outcome',
			before: 'Score before',
			after: 'Score after',
			quorum: 'Quorum',
			votesFor: 'Votes for',
			votesCast: 'Votes cast',
			recusals: 'Recusals',
			attribution: 'Attributed to',
			action: 'Action',
			days: 'Days waited',
			remarks: 'Remarks'
		},
		noScore: 'none',
		byChair: 'chair’s casting vote',
		reconsidered: 'reconsidered by the reviewer',
		markdown: 'Markdown',
		csv: 'CSV',
		print: 'Print with the browser: the page is made for paper.'
	},
	keys: {
		title: 'Committee',
		open: 'Open the oldest case',
		queue: 'Back to the list'
	}
} as const;
