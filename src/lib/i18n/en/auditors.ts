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
