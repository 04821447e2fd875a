import { formatCount } from '#lib/i18n/formats.ts';

/** The second step of signing in, and the authenticator of an account. */
export const secondFactor = {
	code: {
		title: 'Second step',
		lead: 'Your password was right. Now the code that your authenticator shows.',
		label: 'Code',
		hint: 'Six digits. Without your authenticator: one of your recovery codes, each of which works once.',
		submit: 'Sign in',
		again: 'Begin again',
		lost: 'Lost both? An administrator can take the authenticator from your account. You then set up another one.'
	},
	enrol: {
		title: 'Set up your authenticator',
		lead: 'Besides the password, this account asks for a code that an app on your telephone or computer shows.',
		steps: [
			'Open an authenticator app: any that makes codes of six digits by time, such as the password keeper you have.',
			'Scan the code with it, or type the key into it.',
			'Enter the six digits that it shows now.'
		],
		qr: 'Code to scan with an authenticator app; the key below it says the same',
		key: 'Key to type',
		keyHint: 'Based on time, six digits, 30 seconds.',
		label: 'Code that the app shows',
		submit: 'Turn on and sign in',
		isOn: 'Your authenticator is on',
		over: 'This step is over. Sign in again to go on.',
		goOn: 'Go on'
	},
	codes: {
		title: 'Your recovery codes',
		lead: 'Each of them signs you in once when the authenticator is not at hand. They are shown now and never again: print them or write them down.',
		label: 'Recovery codes'
	},
	account: {
		title: 'Authenticator',
		lead: 'A code from an app, besides your password, each time you sign in.',
		off: 'This account has no authenticator.',
		on: (day: string, left: number) =>
			`On since ${day}. ${left === 1 ? 'One recovery code is' : `${formatCount(left)} recovery codes are`} left.`,
		needed: 'Your roles ask for one, so it can be replaced but not removed.',
		password: 'Your password',
		code: 'Code',
		codesTitle: 'Recovery codes',
		anotherTitle: 'Another authenticator',
		codeHint: 'From the authenticator, or a recovery code.',
		setUp: 'Set up an authenticator',
		replace: 'Set up another authenticator',
		renew: 'Make new recovery codes',
		renewLead: 'Those of before work no longer.',
		remove: 'Remove the authenticator',
		removed: 'The authenticator is removed. Your password alone signs you in.'
	},
	policy: {
		title: 'Signing in',
		about: 'Who needs an authenticator besides the password.',
		lead: 'Auditors come from outside and always need an authenticator besides the password. Here you choose who else does.',
		roles: 'Roles that need an authenticator',
		hint: 'Whoever holds one of them and has none sets it up at the next sign-in; sessions that began without one end at once. Everybody else may set one up under Account.',
		always: 'always'
	},
	reset: {
		lead: 'When the authenticator is lost: takes it from the account and ends its sessions.',
		submit: 'Take the authenticator away',
		done: 'The authenticator is taken away. All sessions have ended.'
	}
} as const;
