/** Words of the report on focused evaluations. */
export const fppe = {
	nOf: 'focused evaluations',
	shown:
		'None: the plan fixed its sample and limits beforehand, and this report is for those who decide about it.',
	withheld:
		'What the reviews of a plan found is told to those who decide about it; others see the plan and its outcome.',
	title: 'Focused evaluations',
	plan: 'Plan',
	practitioner: 'Practitioner',
	trigger: 'Trigger',
	method: 'Method',
	methods: { retrospective: 'retrospective', concurrent: 'concurrent' },
	modalities: 'Modalities',
	all: 'all',
	agreed: 'Agreed on',
	from: 'First day',
	through: 'Last day',
	target: 'Sample agreed',
	taken: 'Reads taken',
	reviewed: 'Reviewed (n)',
	concordance: 'Concordance (1)',
	significant: 'Significant (2b, 3b)',
	maxSignificant: '2b and 3b at most',
	scoreThree: '3a and 3b',
	maxScoreThree: '3a and 3b at most',
	outcome: 'Outcome',
	running: 'running',
	ended: 'Ended on',
	none: 'No focused evaluation met this period.',
	inWords: 'Reason, criteria and conclusion',
	reason: 'Reason',
	criteria: 'Criteria',
	conclusion: 'Conclusion',
	signOff: 'Sign-off',
	statement: 'The plans above were carried out as agreed, and their outcomes are as stated.',
	places: ['Proctor or evaluator', 'Medical director or department chair'],
	noteTerms:
		'Sample and limits are fixed before the first case. Reads are drawn at random within the plan; they enter no other rate, and their reviewers are not told that they belong to a plan.',
	noteMethod:
		'Retrospective: the period was over when the plan was agreed. Concurrent: reads are taken as they are signed. Evaluations by a proctor or by somebody outside the group are not recorded here.',
	noteFacilities:
		'Plans are about a practitioner’s work everywhere. Here are those about practitioners who read for these facilities; cases are counted at these facilities alone.'
} as const;

/** Words of the discrepancy action log. */
export const discrepancies = {
	nOf: 'cases',
	everyMode: 'every way into review',
	suppression: 'None: a line is one case, under a pseudonym, without its reader and reviewer.',
	leftOut: 'Cases of the maker’s own reads: this report was made by somebody who also reads.',
	title: 'Discrepancies and what was done',
	none: 'No discrepancy of this period had to be looked at, and nothing had to be corrected.',
	case: 'Case',
	month: 'Month of the read',
	way: 'Came in by',
	modes: {
		random: 'random sample',
		'preliminary-final': 'preliminary and final',
		complaint: 'complaint',
		'ai-disagreement': 'algorithm',
		focused: 'focused evaluation',
		'second-opinion': 'second opinion',
		'self-nominated': 'own request'
	} as Readonly<Record<string, string>>,
	class: 'Final score',
	significance: 'Clinical significance',
	significances: { a: 'unlikely', b: 'likely' },
	attribution: 'Put down to',
	attributions: {
		reader: 'reader',
		reviewer: 'reviewer',
		both: 'reader and reviewer',
		system: 'system',
		undetermined: 'undetermined'
	} as Readonly<Record<string, string>>,
	decision: 'Committee',
	outcomes: {
		uphold: 'upheld',
		upgrade: 'upgraded',
		downgrade: 'downgraded',
		'no-discrepancy': 'no discrepancy',
		'not-assessable': 'not assessable'
	} as Readonly<Record<string, string>>,
	action: 'Action',
	actions: {
		none: 'none',
		addendum: 'addendum',
		education: 'education',
		protocol: 'change of protocol',
		'focused-review': 'focused review',
		equipment: 'repair of equipment'
	} as Readonly<Record<string, string>>,
	correction: 'Correction',
	statuses: {
		open: 'open',
		informed: 'facility informed',
		received: 'received',
		closed: 'closed',
		'not-needed': 'not needed'
	} as Readonly<Record<string, string>>,
	due: 'To inform by',
	informed: 'Informed on',
	how: 'How',
	hows: {
		telephone: 'telephone',
		'secure-message': 'secure message',
		'in-person': 'in person',
		fax: 'fax'
	} as Readonly<Record<string, string>>,
	received: 'Receipt on',
	addendum: 'Addendum on',
	closed: 'Closed on',
	noteClass:
		'In the log: final scores of 2b, 3a and 3b, and every case with a correction. A case whose score is not final yet stands without it.',
	noteOwner:
		'Corrections are looked after by the coordinators and directors; an owner by name is not recorded.',
	noteDays: 'Days are those of UTC. The pseudonym of a case is the same in every log of this group.'
} as const;

/** Words of the peer-learning statement. */
export const learningYear = {
	nOf: 'radiologists of the group',
	scope: 'the whole group',
	census: 'peer learning',
	suppression: 'Counts by kind and modality below 5 are hidden, with what they could be worked out from.',
	participation: 'Participation',
	radiologists: 'Radiologists',
	submitting: 'Radiologists who met the target of submissions',
	attending: 'Radiologists who met the target of attendance',
	both: 'Radiologists who met both',
	measure: 'Measure',
	met: 'Met',
	of: 'Of (n)',
	share: 'Share',
	counts: 'Learning opportunities, conferences and improvements',
	submissions: 'Submissions',
	fromReviews: 'of these from second looks',
	meetings: 'Conferences held',
	meetingsTarget: 'Conferences that the policy asks for',
	shown: 'Cases shown',
	points: 'Learning points sent to everybody',
	opened: 'Improvement actions opened',
	closed: 'Improvement actions closed',
	overdue: 'Improvement actions overdue',
	verdict: 'Activities met the written policy',
	verdicts: { met: 'yes', partly: 'in part', 'not-met': 'no' },
	byKind: 'Learning opportunities by kind and modality',
	kind: 'Kind',
	kinds: {
		opportunity: 'learning opportunity',
		'great-catch': 'great catch',
		'near-miss': 'near miss'
	} as Readonly<Record<string, string>>,
	n: 'Submitted',
	noModality: 'without images',
	none: 'Nothing was sent in this year.',
	conferences: 'Conferences',
	day: 'Day',
	cases: 'Cases shown',
	attended: 'Attended',
	noConferences: 'No conference was held this year.',
	feedback: 'Days from submission to its conference, median',
	noteYear:
		'Counts are of the calendar year of the last day that was asked for, in the group’s time zone, up to that day where the year is not over.',
	noteSequestered: 'Peer learning is kept apart from scores: no score, no name and no case stands here.',
	notePolicy: 'Targets are those of the group’s policy of peer learning.'
} as const;

/** Words of turnaround by contract. */
export const contracts = {
	nOf: 'finished examinations',
	census: 'every examination',
	suppression:
		'Counts of fewer than eleven examinations are hidden, with what they could be worked out from.',
	title: 'Turnaround by facility and class',
	class: 'Class',
	target: 'Target',
	n: 'Finished (n)',
	median: 'Median',
	p90: 'P90',
	p95: 'P95',
	mean: 'Mean',
	due: 'Due (n)',
	inTarget: 'In target',
	open: 'Open',
	openLate: 'Open and late',
	empty: 'No examination of this period has a clock that can be read.',
	criticalTitle: 'Communication of critical results',
	category: 'Category',
	results: 'Results (n)',
	inTime: 'Received in time',
	receipt: 'Time to receipt, median',
	noCriticals: 'Too few critical results were recorded in this period, or none.',
	keptOutTitle: 'On no clock',
	keptOut: {
		negative: 'Ends before it begins',
		future: 'In the future',
		noStart: 'No beginning',
		held: 'Held throughout'
	},
	noteClock: (clock: string) =>
		`The clock of the contracts: ${clock}. Times during which it was held are taken off.`,
	noteDue:
		'In target: finished in time among the examinations whose deadline has passed; open ones past it count as missed.',
	noteQuantiles: 'Classes are never mixed into one median. Quantiles have distribution-free 95 % limits.',
	noteMean:
		'The mean stands beside the quantiles because registries ask for it; it is never to be read alone.'
} as const;

/** Words of the report on access and audit. */
export const access = {
	nOf: 'accounts',
	scope: 'the whole group',
	census: 'every account',
	suppression:
		'None of accounts. To somebody with reads of their own neither the number of events nor the hash of the last one is told.',
	title: 'Accounts',
	account: 'Account',
	roles: 'Roles',
	active: 'Active',
	ends: 'Ends on',
	secondFactor: 'Second factor',
	lastSignIn: 'Last sign-in',
	keys: {
		signIns: 'sign_ins',
		readsViewed: 'reads_viewed',
		exports: 'exports',
		namesViewed: 'names_viewed',
		unblinded: 'unblinded'
	},
	counts: {
		signIns: 'Sign-ins',
		readsViewed: 'Reads viewed with patient',
		exports: 'Exports',
		namesViewed: 'Names shown',
		unblinded: 'Lists unblinded'
	},
	log: {
		title: 'Audit log',
		holds: 'The chain holds from its first event to its last',
		events: 'Events',
		headHash: 'Hash of the last event',
		throttled: 'Sign-in held back after too many failures'
	},
	noteViews:
		'Reads viewed with patient: openings of the page of a read, which names its patient. Reviewers see images and text without names; that they open a case is in the log of the case.',
	noteFailures:
		'Single failed sign-ins are kept only as long as they are needed to hold back the next; what stays in the log is that sign-in was held back, without the account.',
	noteUnblinded:
		'Lists unblinded: lists of cases with the codes of readers and reviewers, each opened with a reason that stands in the audit log.',
	noteScope:
		'Accounts belong to no facility: the report is of the whole group, for the days of the period in UTC.'
} as const;

/** Words of the submission in the shape of RADPEER. */
export const radpeer = {
	nOf: 'scored cases',
	suppression:
		'None: a line is one case, without a patient, under a number for the physician. The reviewer is hidden in every line.',
	title: 'Scored cases',
	group: 'Group ID',
	reviewer: 'Reviewing user ID',
	physician: 'Reviewed physician ID',
	site: 'Site',
	score: 'Score',
	body: 'Body system',
	pediatric: 'Paediatric',
	comments: 'Comments',
	directions: { miss: 'miss', overcall: 'overcall', other: 'other' } as Readonly<Record<string, string>>,
	notes: [
		'The fields are those of a RADPEER submission. RADPEER is a trademark of the American College of Radiology; no endorsement is claimed.',
		'The Group ID that the ACR has assigned is not recorded here. The reviewing user is never handed out beside a physician: whoever submits enters the group’s own user.',
		'Physicians stand under numbers that stay the same in every submission. Cases are in an order that says nothing of when they were read or reviewed.',
		'Comments of 2b, 3a and 3b are made of the cause and direction that the reviewer chose. Words that somebody wrote may name a patient and are not in it.',
		'Modality and body system are those of the portal’s report groups: map them to the list of the submission.'
	]
} as const;

/** Words of the document of the programme. */
export const programme = {
	nOf: 'finished reads of the period',
	census: 'the programme',
	suppression: 'None: the document tells no outcome of a review.',
	principlesTitle: 'What the programme does',
	principlesLead:
		'Finished reads are read a second time by another radiologist, blinded, so that the group learns how good its work is and gets better.',
	principles: [
		'Double reading: another radiologist interprets the same examination.',
		'Random selection on a regular schedule: a lottery whose seed is committed to beforehand and revealed after; anybody can repeat it from its certificate.',
		'Examinations representative of each physician’s work: the lottery draws by reader and modality.',
		'Assessment of agreement on a RADPEER-style scale: expectedness (1, 2, 3) and clinical significance (a, b).',
		'Blinding: the reviewer does not know the reader, the reader does not learn the reviewer.',
		'Action on significant discrepancies: a committee decides 2b, 3a and 3b, and what matters to a patient is told to the facility at once.',
		'Summary statistics for each physician and each facility by modality, with n and interval.',
		'Peer learning stands beside scores, kept apart from them.'
	],
	rulesTitle: 'Rules in force',
	policy: 'Policy',
	version: 'Version',
	since: 'Since',
	rule: 'Rule',
	says: 'Says',
	rates: 'Share of reads drawn',
	tiers: 'More of readers of a tier',
	minimum: 'Minimum and age of reads',
	excluded: 'Not drawn',
	none: 'none',
	referred: 'Referred to the committee',
	referredSays: '2b, 3a, 3b and rebuttals, blind to reader and reviewer',
	committeeTitle: 'Committee',
	role: 'Role',
	members: 'Members',
	names: 'Names',
	roles: { chair: 'Chair', committee: 'Member' },
	privilegeTitle: 'Privilege',
	yearTitle: 'The programme over the period',
	reads: 'Finished reads',
	sampled: 'Drawn for review',
	ahead: 'Not reviewed yet',
	overdue: 'of these past their due date',
	withdrawn: 'Withdrawn',
	approvalTitle: 'Approval and yearly evaluation',
	approval:
		'The programme above is approved, and its yearly evaluation was done on the numbers above. Findings and what follows from them:',
	places: ['Medical director', 'Chair of the committee'],
	noteRules:
		'Rules are those in force when the document was made. Policies are versions: what was decided under an earlier one stays under it.',
	noteMembers:
		'Since when somebody has been a member is not recorded here; a member steps back from every case in which they have a part.',
	noteYear: 'A read belongs to the day (UTC) of its signature.'
} as const;
