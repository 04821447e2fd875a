export const account = {
	signIn: {
		title: 'Sign in',
		lead: 'For the people of this group. Every sign-in is recorded.',
		email: 'Email',
		password: 'Password',
		oneTimePassword: 'One-time password',
		newPassword: 'New password',
		submit: 'Sign in',
		submitNew: 'Keep this password and sign in',
		forgotten: 'Password forgotten? An administrator can give you a new one.',
		verify: 'Check a report or a draw without signing in',
		ended: (when: string) => `Your access ended on ${when} UTC`,
		endedLead:
			'It was given for a time. What you took away stays yours and can still be checked. Whoever invited you can renew the access.'
	},
	title: 'Account',
	lead: (name: string, email: string) => `${name}, ${email}`,
	scope: {
		title: 'What you may see',
		facilities: 'Facilities',
		period: 'Period',
		through: (from: string, to: string) => `${from} to ${to}`
	},
	password: {
		title: 'Change your password',
		current: 'Current password',
		next: 'New password',
		hint: 'At least 12 characters; a few words that do not belong together are good. No other rules.',
		submit: 'Change password',
		done: 'Your password is changed. All other sessions have ended.'
	},
	theme: {
		title: 'Theme',
		lead: 'Reading is near black, for dark rooms. The review screen always uses it.'
	},
	sessions: {
		title: 'Where you are signed in',
		lead: 'A session ends after an hour without use, and after twelve hours in any case.',
		caption: 'Open sessions',
		started: 'Started',
		lastUsed: 'Last used',
		ends: 'Ends at the latest',
		act: 'End',
		thisOne: 'this one',
		end: 'End session',
		endOthers: 'End all others',
		none: 'No open session.',
		ended: 'The session has ended.',
		othersEnded: (n: number) => (n === 1 ? 'One other session has ended.' : `${n} other sessions have ended.`)
	}
} as const;
