import { formatCount } from '#lib/i18n/formats.ts';

const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;

/** Whether reads were allowed when they were signed: the list, one read, exceptions, the rules. */
export const gate = {
	title: 'Compliance of reads',
	lead: 'Whether each read was allowed when it was signed: licence where the patient was, privilege, cover, exclusions. Checked with all that is known now, and with what was known then.',
	finding: (fail: number, n: number): string =>
		fail === 0
			? `Every read that was checked was allowed, or let stand (${counted(n, 'read', 'reads')})`
			: `${counted(fail, 'read fails', 'reads fail')} and ${fail === 1 ? 'awaits' : 'await'} an exception`,
	noneChecked: 'No read of this period has been checked yet',
	basis: (n: number, unchecked: number) =>
		`of ${counted(n, 'signed read', 'signed reads')}${unchecked === 0 ? '' : `, ${formatCount(unchecked)} not yet checked`}`,
	notBegun: 'Nothing is checked yet',
	notBegunHow:
		'The checks begin with the first licence that is recorded: before that, every read would fail.',
	sweep: {
		never: 'All reads will be checked within minutes.',
		ended: (at: string, n: number) =>
			`Checked through ${at}: ${counted(n, 'read', 'reads')}. What has come since is checked as it comes.`,
		running: 'A new check of all reads is under way.',
		rules: (rule: string, policy: number) => `Rules ${rule}, policy version ${policy}`
	},
	filters: {
		months: 'Period',
		facility: 'Facility',
		allFacilities: 'all facilities',
		show: 'Reads',
		reason: 'Reason',
		anyReason: 'for any reason'
	},
	months: {
		'3': 'last 3 months',
		'12': 'last 12 months',
		'24': 'last 24 months',
		'60': 'last 5 years'
	},
	shows: {
		fail: 'that fail',
		excepted: 'let stand by an exception',
		unknown: 'that cannot be told',
		warning: 'that pass with a warning',
		'passes-now': 'that pass after all',
		all: 'of which anything was found'
	},
	columns: {
		accession: 'Accession',
		version: 'Version',
		modality: 'Modality',
		facility: 'Facility',
		reader: 'Radiologist',
		signedAt: 'Signed',
		outcome: 'Result',
		reasons: 'Reasons',
		standing: 'Standing',
		month: 'Month',
		n: 'Reads (n)',
		pass: 'Pass',
		warning: 'With warning',
		fail: 'Fail',
		excepted: 'Let stand',
		unknown: 'Cannot tell',
		unchecked: 'Not yet checked',
		reason: 'Reason'
	},
	byMonth: 'By month',
	byFacility: 'By facility',
	byReason: 'By reason',
	byReasonNote: 'A read with two reasons counts in both. Months are those of UTC.',
	list: 'Reads',
	listEmpty: 'No read of this kind.',
	noReasons: 'Nothing was found.',
	csv: 'Download CSV',
	csvCut: (n: number) => `Only the first ${formatCount(n)} reads are in this file: choose a shorter period.`,
	outcomes: {
		pass: 'pass',
		'pass-with-warning': 'pass with warning',
		fail: 'fail',
		'not-determinable': 'cannot be told'
	},
	standings: { open: 'open', excepted: 'let stand' },
	effects: { fail: 'fails', unknown: 'cannot be told', warning: 'warns' },
	reasons: {
		'licence-suspended': 'The licence was suspended, revoked or surrendered',
		'licence-restricted-unreviewed': 'The licence was restricted, and nobody had reviewed the restriction',
		'registration-does-not-cover-interpretation':
			'The registration or licence held there does not cover reading images',
		'licence-expired': 'The licence had expired',
		'no-active-licence': 'No licence in force where the patient was',
		'outside-us-medicare': 'A Medicare study read outside the United States',
		'no-privilege': 'No privilege at the facility for the modality',
		'mqsa-not-current': 'Not qualified under MQSA on that day',
		excluded: 'An open match on an exclusion list',
		'malpractice-missing': 'No malpractice cover there on that day',
		'service-state-unknown': 'Nobody knows where the patient was',
		'facility-time-zone-unknown': 'The facility’s time zone is not known, so neither is the day',
		'reader-location-unknown': 'Nobody has recorded where the reader sat',
		'licence-restricted': 'Under a restriction that somebody has reviewed',
		'licence-in-grace': 'In the grace period after the licence’s last day',
		'verification-stale': 'The last check at the source is too old, or there is none',
		'reader-state-licence-missing': 'No licence in the state in which the reader sat',
		'compact-membership-uncertain': 'A compact licence of a state whose membership is uncertain',
		'compact-home-licence-disciplined': 'The compact’s home licence is under discipline',
		'rule-unverified': 'Leans on a rule that nobody has verified'
	},
	one: {
		title: (modality: string, accession: string) => `${modality} ${accession}`,
		openRead: 'Open read',
		openPerson: 'Open records',
		now: 'With what is known now',
		then: 'With what was known when it was signed',
		sameThen: 'The same answer as with what is known now.',
		facts: 'The read',
		fields: {
			reader: 'Radiologist',
			facility: 'Facility',
			signedAt: 'Signed',
			day: 'Day at the facility',
			state: 'Patient was in',
			payer: 'Payer',
			examination: 'Examination',
			version: 'Version',
			licence: 'Licence that counted',
			rules: 'Checked by'
		},
		unknown: 'not known',
		ofFacility: (state: string) => `${state} (the facility’s)`,
		noLicence: 'none',
		licence: (jurisdiction: string, number: string, from: string, to: string) =>
			`${jurisdiction}${number === '' ? '' : ` ${number}`}, ${from} to ${to}`,
		noEnd: 'no end',
		basis: 'Facts that it leans on',
		basisNone: 'Records alone: no rule of a state moved it.',
		verified: 'verified',
		unverified: 'not verified',
		own: 'the group’s own',
		history: 'What was found, and when',
		historyNone: 'No check so far has found anything of this read.',
		historyLine: (then: string) => `known then: ${then}`,
		becauses: {
			ingest: 'as it came in',
			sweep: 'check of all reads',
			record: 'a record has changed',
			policy: 'the policy has changed'
		},
		pending: 'This is being written down: the records have changed since the last result.'
	},
	payers: {
		medicare: 'Medicare',
		medicaid: 'Medicaid',
		commercial: 'commercial',
		federal: 'federal',
		'self-pay': 'self-pay',
		other: 'other'
	},
	exceptions: {
		title: 'Exception',
		lead: 'An exception lets a read stand for the reasons named in it. A reason that is found later opens it again.',
		none: 'Nobody has asked for one.',
		ask: 'Ask for an exception',
		ground: 'Ground',
		words: 'In your own words',
		wordsHint:
			'What happened, and what was done about it. Auditors see the ground and the decision, not these words. Name no patient.',
		askDone: 'Asked. A director decides.',
		decide: 'Decide',
		decision: 'Decision',
		approve: 'Let the read stand',
		refuse: 'Refuse',
		send: 'Record decision',
		withdraw: 'Take back',
		covers: (reasons: string) => `For: ${reasons}`,
		askedBy: (name: string, at: string) => `asked by ${name}, ${at}`,
		decidedBy: (name: string, at: string) => `${name}, ${at}`,
		statuses: {
			asked: 'awaits a decision',
			approved: 'let stand',
			refused: 'refused',
			withdrawn: 'taken back',
			outgrown: 'outgrown by a new reason'
		},
		askNot: { 'own-read': 'This is a read of your own: somebody else asks for it to stand.' },
		not: {
			'own-read': 'This is a read of your own: somebody else decides.',
			'own-exception': 'You have asked for this: somebody else decides.'
		}
	},
	policy: {
		yes: 'yes',
		no: 'no',
		requirePrivilege: 'A read needs a privilege at its facility',
		requireMalpractice: 'A read needs malpractice cover where the patient was',
		maxAge: 'Days after which a check at the source is too old',
		maxAgeHint: 'Empty: never warned of.',
		federal: 'Federal systems',
		federalHint:
			'Whether the law of the system covers all of the group’s readers, by employment or contract.',
		places: 'Places',
		leastReaders: 'Radiologists who must be able to read at each facility, at least',
		placeNeeds: 'What is other at some places',
		placeNeedsHint:
			'One a line: code of a facility, or jurisdiction | radiologists at least | modalities accredited by the ACR. Either may be empty: LGH | 3 | CT, MR. Who reads an accredited modality there is held to the rules of the ACR for it.',
		lists: 'Lists',
		grounds: 'Grounds of exceptions',
		groundsHint: 'One a line: code | words. Auditors read the words.',
		statusWords: 'Words of boards',
		statusWordsHint: 'One a line: the board’s words | active, probation, lapsed …',
		ownFacts: 'Facts of your own in place of the pack’s',
		ownFactsHint:
			'One a line: TX graceDays | 10 | source | 2026-11 | verified (or unverified) | note. Fields: licenceNeed, registration, compact, cycleMonths, expiry, graceDays; or federal va. Values of several parts are written as JSON.',
		line: (line: number, problem: string) => `Line ${line}: ${problem}`
	},
	rules: {
		title: 'Rules of licensure',
		lead: 'What the checks lean on in each jurisdiction, with its source and whether anybody has verified it there. Suggestions for your own checks, not legal advice.',
		version: (id: string, version: string, day: string) => `Pack ${id} ${version}, compiled ${day}`,
		unverified: (n: number, all: number) =>
			`${formatCount(n)} of ${formatCount(all)} facts are not verified: check them with the board before you lean on them`,
		jurisdiction: 'Jurisdiction',
		fact: 'Fact',
		value: 'Value',
		source: 'Source',
		asOf: 'as of',
		standing: 'Verified',
		yes: 'verified',
		no: 'not verified',
		own: 'own fact',
		instead: (value: string, source: string) => `in place of: ${value} (${source})`,
		only: 'Facts',
		all: 'all facts',
		onlyUnverified: 'not verified',
		onlyOwn: 'the group’s own',
		allJurisdictions: 'all jurisdictions',
		none: 'No fact of this kind.',
		change: 'Put in a fact of your own',
		education: 'Rules of continuing education',
		federal: 'Federal systems',
		general: 'General',
		fields: {
			licenceNeed: 'Who needs a licence',
			registration: 'Registration',
			compact: 'Compact',
			cycleMonths: 'Renewal, months',
			expiry: 'Expiry',
			graceDays: 'Days of grace'
		},
		needs: { 'every-reader': 'every reader', 'readers-inside': 'only readers who sit there' },
		compacts: {
			member: 'member',
			uncertain: 'uncertain',
			'enacted-implementing': 'enacted, not yet in use',
			'enacted-or-pending': 'enacted or pending',
			'not-member': 'not a member'
		},
		covers: {
			yes: 'covers reading',
			no: 'does not cover reading',
			unknown: 'unknown whether it covers reading'
		},
		anyState: { yes: 'a licence of any state is enough', no: 'the state’s rule holds' },
		systems: { va: 'Veterans Affairs', ihs: 'Indian Health Service', military: 'Military' }
	}
} as const;
