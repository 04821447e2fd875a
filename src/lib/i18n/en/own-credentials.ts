import { formatCount } from '#lib/i18n/formats.ts';

const days = (n: number): string => (n === 1 ? '1 day' : `${formatCount(n)} days`);
const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;

/** What a radiologist sees of their own credentials and sends in, and the desk where it is looked at. */
export const ownCredentials = {
	title: 'My credentials',
	lead: 'What is recorded of you, what ends when, and who has checked it. Nobody but you and those who keep credentials sees this.',
	notRadiologist: 'This account belongs to no radiologist. An administrator can link it.',
	summary: (ending: number, ended: number) => {
		if (ending === 0 && ended === 0) return 'Nothing ends within 90 days';
		const parts = [
			ended > 0 ? `${counted(ended, 'has', 'have')} ended` : '',
			ending > 0 ? `${counted(ending, 'ends', 'end')} within 90 days` : ''
		];
		return parts.filter((part) => part !== '').join(', ');
	},
	none: 'Nothing is recorded of you yet.',
	noneHow: 'Send in a licence or a certificate, and a coordinator will look at it.',
	daysLeft: (n: number) => (n < 0 ? `ended ${days(-n)} ago` : n === 0 ? 'ends today' : `${days(n)} left`),
	noEnd: 'no end',
	term: (from: string | null, to: string | null) =>
		to === null ? (from === null ? '' : `since ${from}`) : from === null ? `until ${to}` : `${from} to ${to}`,
	completed: (on: string, credits: string) => `completed ${on}, ${credits}`,
	checked: (on: string, source: string, by: string) =>
		`Checked ${on} at ${source}${by === '' ? '' : `, by ${by}`}`,
	differs: (on: string, source: string) => `Not confirmed ${on} at ${source}`,
	unchecked: 'Not yet checked at the source',
	recorded: (on: string, by: string | null) => `recorded ${on}${by === null ? '' : ` by ${by}`}`,
	earlier: (n: number) => counted(n, 'earlier term', 'earlier terms'),
	renew: 'Send in a renewal',
	renewOf: (what: string) => `Send in a renewal: ${what}`,
	document: 'Document',
	kinds: {
		licence: 'Licence',
		'board-certificate': 'Board certificate',
		malpractice: 'Malpractice cover',
		mqsa: 'MQSA qualification',
		'compact-letter': 'Compact letter (IMLC)',
		'work-location': 'Where I read from',
		privilege: 'Privilege',
		'board-order': 'Order of a board',
		exclusion: 'Exclusion list',
		verification: 'Check at the source',
		'person-fact': 'Fact for continuing education',
		'cme-activity': 'Activity'
	},
	sent: {
		title: 'What you have sent in',
		none: 'Nothing yet.',
		statuses: { waiting: 'waits', accepted: 'accepted', refused: 'not accepted', withdrawn: 'withdrawn' },
		on: (day: string) => `sent ${day}`,
		decided: (status: string, day: string, by: string | null) =>
			`${status} ${day}${by === null ? '' : ` by ${by}`}`,
		withdraw: 'Withdraw',
		withdrawOf: (what: string) => `Withdraw: ${what}`,
		thanks:
			'It has arrived. A coordinator looks at it and checks it at the source. You are told what becomes of it.'
	},
	send: {
		action: 'Send something in',
		title: 'Send something in',
		renewTitle: (what: string) => `Send in a renewal: ${what}`,
		lead: 'A photo or a PDF and a few fields.',
		what: 'What is it?',
		next: 'What happens next',
		nextSteps: [
			'A coordinator looks at it beside the document, most often on the next working day.',
			'Then it is recorded and checked at the source: the board, the insurer, the certifying body.',
			'You get a notice either way. Until it is recorded, what was recorded before counts.'
		],
		renewed: (until: string) => `Recorded now: until ${until}. Enter the new days as the document says them.`,
		submit: 'Send it',
		choose: 'Choose another kind',
		hints: {
			licence: 'A new licence or registration of a state',
			'board-certificate': 'ABR or another board',
			malpractice: 'The certificate of insurance',
			mqsa: 'What shows that you qualify for mammography',
			'compact-letter': 'Letter of qualification of the compact',
			'work-location': 'The state or country where you sit when you read'
		}
	},
	fields: {
		jurisdiction: 'State or federal system',
		pathway: 'Kind of licence',
		number: 'Number',
		issuedOn: 'Valid from',
		expiresOn: 'Valid until',
		restrictions: 'Restrictions or conditions',
		board: 'Board',
		certificate: 'Certificate',
		duration: 'Duration',
		effectiveOn: 'Valid from',
		carrier: 'Insurer',
		policyNumber: 'Policy number',
		form: 'Form of cover',
		states: 'States covered',
		limitPerClaim: 'Limit per claim, US dollars',
		limitAggregate: 'Limit in all, US dollars',
		from: 'From',
		to: 'Until',
		basis: 'What it rests on',
		splState: 'State of principal licence',
		country: 'Country',
		state: 'State'
	},
	fieldHints: {
		states: 'Two letters each, such as TX, NM; * for all of them.',
		country: 'Two letters, such as US.',
		number: 'As it is printed, without spaces.',
		restrictions: 'Leave it empty if there are none.'
	},
	choices: {
		full: 'full licence',
		'imlc-expedited-full': 'full, through the compact (IMLC)',
		'teleradiology-status': 'teleradiology licence',
		temporary: 'temporary',
		telemedicine: 'telemedicine',
		'special-purpose': 'special purpose',
		'telehealth-registration': 'telehealth registration',
		limited: 'limited',
		training: 'training',
		'federal-exempt': 'federal exemption',
		lifetime: 'lifetime',
		continuous: 'continuous',
		'time-limited': 'limited in time',
		'claims-made': 'claims made',
		occurrence: 'occurrence',
		tail: 'tail'
	},
	inbox: {
		title: (n: number) =>
			n === 0 ? 'Nothing waits' : `${counted(n, 'thing waits', 'things wait')} for a look`,
		lead: 'What radiologists send in about themselves, oldest first. Nothing of it counts before somebody has accepted it.',
		caption: 'What waits',
		none: 'Radiologists send in renewals, new licences, certificates and activities from their phone or desk.',
		columns: { who: 'Radiologist', what: 'What', days: 'Term or day', sent: 'Sent', note: 'Note' },
		renewal: 'renewal',
		correction: 'correction',
		own: 'your own: somebody else decides',
		crumb: 'Sent in',
		detail: (what: string, name: string) => `${what}: ${name}`,
		document: 'The document',
		noDocument: 'It came without a document: where somebody sits is theirs to say.',
		noCertificate: 'It came without a certificate: ask the provider, or do not accept it and ask for one.',
		fields: 'What it says',
		fieldsLead: 'Compare each field with the document. What you change is recorded as you leave it.',
		before: 'Until now',
		why: (words: string) => `Why it is corrected: ${words}`,
		accept: 'Accept',
		acceptWords: 'Words to the sender',
		refuse: 'Do not accept',
		refuseTitle: 'If it cannot be accepted',
		refuseWords: 'Why, and what to do',
		refuseHint: 'The sender reads this.',
		keyAccept: 'Accept it as the fields say',
		keyRefuse: 'Write why it is not accepted',
		keyNext: 'Next one that waits',
		keysTitle: 'What was sent in',
		nextOne: 'Next one that waits',
		noNext: 'Nothing else waits for you.',
		own2: 'This is your own. Another coordinator decides about it.',
		done: {
			accepted: 'It is accepted and recorded.',
			refused: 'It is not accepted. The sender is told.',
			withdrawn: 'Its sender has withdrawn it.',
			waiting: ''
		},
		changed: 'It was recorded with changes.',
		toEducation: 'Open their continuing education',
		check: {
			title: 'Next: check it at the source',
			lead: 'Until somebody has checked it at the board or the body that issued it, it counts as unverified.',
			done: 'It was checked at the source.',
			result: 'What the source says',
			results: { confirmed: 'the same', differs: 'something else', 'not-found': 'nothing of it' },
			sourceName: 'Source',
			sourceHint: 'For instance: Texas Medical Board, public look-up.',
			sourceType: 'Kind of source',
			sourceTypes: { primary: 'who issued it', equivalent: 'designated as equal', secondary: 'second hand' },
			method: 'How',
			methods: {
				web: 'website',
				api: 'interface',
				letter: 'letter',
				telephone: 'telephone',
				document: 'document'
			},
			verifiedOn: 'Day of the check',
			note: 'Note',
			evidence: 'What shows it',
			evidenceHint: 'A screenshot or PDF of the source’s answer; it is kept with its SHA-256.',
			save: 'Record the check'
		},
		open: 'Open the radiologist’s page'
	}
} as const;
