import { formatCount } from '#lib/i18n/formats.ts';

/** Auditors: how they are invited, and what they find. */
export const auditors = {
	title: 'Auditors',
	about: 'Invite people from outside to take reports, limited to facilities, a period, reports and a day.',
	lead: 'People from outside who may take reports and check them. Each is limited to facilities, a period and reports, and each access ends by itself.',
	caption: 'Auditors',
	none: 'Nobody from outside has access.',
	noneHow: 'Invite a surveyor: they get a link by mail, choose a password and set up an authenticator.',
	invite: 'Invite an auditor',
	columns: {
		name: 'Name',
		email: 'Email',
		facilities: 'Facilities',
		period: 'Period',
		reports: 'Reports',
		until: 'Access until',
		status: 'Status'
	},
	days: (from: string, through: string) => `${from} – ${through}`,
	reportCount: (n: number, of: number) => (n === of ? 'all' : `${formatCount(n)} of ${formatCount(of)}`),
	status: {
		invited: 'invited',
		'link-over': 'link not used',
		active: 'active',
		ended: 'ended',
		revoked: 'taken away'
	},
	form: {
		title: 'Invite an auditor',
		lead: 'They get a mail with a link that works once, for seven days. By it they choose a password, set up an authenticator, and come to their desk.',
		name: 'Name',
		email: 'Email',
		facilities: 'Facilities',
		noFacilities: 'There is no facility yet.',
		from: 'First day',
		to: 'Last day',
		dayHint: 'Days in UTC. Reads that were finished in this period.',
		reports: 'Reports',
		reportsHint: 'Nothing else can be opened or taken. What you do not tick does not exist for them.',
		expires: 'Access ends after',
		expiresHint: 'At most a year ahead. At the end of this day, UTC, the session closes at once.',
		patients: 'Patient identifiers: never.',
		patientsLead:
			'No report, certificate or extract of this portal holds a name, a number or a date of a patient, so there is nothing to grant. A surveyor who wants to see a record asks the facility, which holds it.',
		submit: 'Send the invitation'
	},
	sent: {
		title: (email: string) => `The invitation to ${email} is on its way`,
		lead: 'The link in it works once, for seven days. It says nothing of what they may see.',
		handTitle: (email: string) => `The link for ${email}`,
		handLead:
			'This server sends no mail: hand the link over yourself. It works once, for seven days, and is not shown again.',
		open: 'Open the auditor',
		another: 'Invite another'
	},
	one: {
		linkUntil: (when: string) => `The link has not been used. It works until ${when}.`,
		linkOver: 'The link was not used in time, or there is none.',
		resend: 'Send another link',
		resendLead: 'The one before works no longer.',
		scope: 'What they may see, and until when',
		save: 'Save',
		renew: 'Renew the access',
		saved: 'Saved. It holds from now on.',
		revoke: 'Take the access away',
		revokeLead:
			'Their session ends at once, and a link that they have works no longer. What they took stays with them.',
		access: 'Access'
	},
	mail: {
		subject: (group: string) => `An invitation to the quality reports of ${group}`,
		body: (name: string, group: string, through: string, line: string) =>
			[
				`Dear ${name},`,
				`${group} invites you to take reports of its peer review, and to check them for yourself.`,
				`This link opens your account. It works once, until ${through} (UTC):\n${line}`,
				'You will choose a password and set up an authenticator: any app that shows codes of six digits, on a telephone or computer.',
				'If you do not expect this, do nothing: without the link nobody gets in.'
			].join('\n\n')
	},
	desk: {
		title: 'Auditor’s desk',
		scope: 'What you may see',
		scopeLine: (places: string, days: string) => `${places}, ${days}`,
		noScope: 'No facility has been opened to you yet.',
		days: (from: string, through: string) => `${from} to ${through}`,
		until: 'Until when',
		expires: (when: string) => `Your access ends on ${when}. The session then closes at once.`,
		noExpiry: 'This access has no end date.',
		recorded:
			'You can read and take, and change nothing. Each page and file that you are given is written into the audit log.',
		verify: 'Verify a file',
		verifyLine: 'In your own browser, also without a network once the page is open: nothing is sent.',
		help: 'Help for auditors',
		helpLine: 'What each file is, and how all of it is checked, step by step.',
		howTo: 'How to check this',
		reports: 'Reports you may take',
		allReports: 'All that an auditor can be given.',
		someReports: 'Those that you were given.',
		noReports: 'No report was opened to you.',
		draws: 'Draw certificates',
		drawsLead:
			'Which cases were reviewed was decided by a lottery that you can repeat. Draws that meet your period, of the whole group.',
		noDraws: 'No draw meets your period.',
		drawn: (n: string, of: string) => `${n} of ${of} reads drawn`,
		notRevealed: 'committed, not drawn yet',
		certificate: 'Certificate',
		frame: 'Frame',
		moreDraws: 'All draws of your period',
		checkNow: 'Check now',
		checkNowOf: (label: string) => `Check now: ${label}`,
		repeating: 'Your browser repeats the draw…',
		drawHolds: 'holds: repeated in your browser, with the same cases',
		drawBroken: (check: string, at: string) => `does not hold: ${check}${at ? ` (${at})` : ''}`,
		notChecked: 'could not be checked: a file did not come, or cannot be read',
		audit: 'Audit log',
		auditLead: 'Every act that matters, each entry bound to the one before it.',
		openAudit: 'Open the audit log and verify its chain',
		openProof: 'Checkpoints, and extracts with proofs',
		takes: 'What you took',
		noTakes: 'Nothing yet.',
		register: 'Your takes with purpose, recipient and SHA-256',
		steps: {
			report: [
				'Take the report: it comes with a SHA-256, a number that changes when a single character of the file does.',
				'Open Verify and choose the file. The page computes the same number in your browser and compares.',
				'A bundle has a list of its files with their numbers, signed with a key whose public half is published. Verify checks the signature and each file, and names the first place that differs.',
				'To trust no page of ours, compute the number yourself, and compare it with the register.'
			],
			draw: [
				'Before the draw, the group published a number made from a secret. After it, the certificate tells the secret: they must belong together, so nobody chose it afterwards.',
				'The frame lists every read that could be drawn, without patients. Its SHA-256 stands in the certificate.',
				'Check now repeats the lottery in your browser from these two files, and says whether the same cases come out.',
				'To trust no page of ours, take both files and repeat the draw with the verifier, which shares no code with this portal.'
			],
			audit: [
				'Each entry holds the SHA-256 of the one before it, so an entry that is changed, taken out or put in breaks the chain.',
				'On the page, Verify the whole chain walks it from the first entry to the last, and names the first that does not hold.',
				'Every hour the log is signed as it stands, and the signature is kept outside of the database. An extract holds the entries of your days and proves that they are in a signed log: Verify checks it in your browser.',
				'Write down the hash of the last entry. At your next visit it must still be in the log: then nothing was cut off.'
			]
		},
		commands: {
			report: ['sha256sum report.pdf', 'npx overread report verify report.zip'],
			draw: ['npx overread draw verify certificate.json frame.csv'],
			audit: ['npx overread audit verify']
		}
	},
	accept: {
		title: (group: string) => `Your access to the reports of ${group}`,
		lead: (name: string) => `Welcome, ${name}. Two steps: a password now, and an authenticator after it.`,
		password: 'Choose a password',
		submit: 'Keep this password and go on',
		overTitle: 'This link does not work any more',
		over: 'It works once and for seven days, and only the last one that was sent. Ask whoever invited you for another. If you have chosen a password already, sign in.',
		signIn: 'Sign in'
	}
} as const;
