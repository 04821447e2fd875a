import { formatCalendarDay, formatCount } from '#lib/i18n/formats.ts';
import type { NoticeFacts, NoticeKind } from '#lib/core/notices/kinds.ts';

type N = { readonly n: number };
type On = { readonly on: string };

const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;

/** What waits for you, and what happened. No text names a patient, a colleague or a score. */
export const notices = {
	title: 'Notices',
	lead: 'What waits for you, and what happened. Nobody is named here: the page behind a notice asks who is looking.',
	fresh: (n: number) => counted(n, 'new notice', 'new notices'),
	freshShort: (n: number, most: number) => (n > most ? `${formatCount(most)}+` : formatCount(n)),
	freshTitle: (n: number) => (n === 0 ? 'Nothing new' : counted(n, 'notice is new', 'notices are new')),
	freshEmpty: 'Everything has been read.',
	moreFresh: (n: number) => `The newest ${formatCount(n)} are shown.`,
	earlierTitle: 'Earlier',
	earlierEmpty: 'Nothing yet.',
	open: 'Open',
	markRead: 'Mark as read',
	markReadOf: (what: string) => `Mark as read: ${what}`,
	markAll: 'Mark all as read',
	urgent: 'urgent',
	older: 'Older notices',
	first: 'Newest notices',
	mailLink: 'When you are mailed',
	kinds: {
		'review.assigned': ({ n }: N) => `${counted(n, 'case was', 'cases were')} assigned to you`,
		'review.due-soon': ({ n }: N) => `${counted(n, 'review is', 'reviews are')} due soon`,
		'review.overdue': ({ n }: N) => `${counted(n, 'review is', 'reviews are')} overdue`,
		'review.escalated': ({ n }: N) => `${counted(n, 'review is', 'reviews are')} long overdue`,
		'review.returned': () => 'A review came back to you with a question',
		'committee.waiting': ({ n }: N) => `${counted(n, 'case awaits', 'cases await')} the committee`,
		'committee.overdue': ({ n }: N) =>
			`${counted(n, 'case has', 'cases have')} waited too long for the committee`,
		'committee.short': ({ n }: N) =>
			`${counted(n, 'case lacks', 'cases lack')} committee members who may vote on ${n === 1 ? 'it' : 'them'}`,
		'feedback.released': ({ n }: N) => `Feedback on ${counted(n, 'read', 'reads')} of yours is here`,
		'feedback.answered': () => 'The committee answered your rebuttal',
		'correction.opened': () => 'A correction was opened: a facility has to be informed',
		'correction.words': () =>
			'A review says more about the finding of a correction: compare it with what the facility is told',
		'correction.overdue': () => 'A correction is overdue',
		'critical.overdue': ({ n }: N) =>
			`${counted(n, 'critical result is', 'critical results are')} past ${n === 1 ? 'its' : 'their'} time`,
		'site-note.raised': ({ n }: N) => `${counted(n, 'note', 'notes')} on images for a site`,
		'referral.received': ({ n }: N) => `${counted(n, 'referral waits', 'referrals wait')} for a decision`,
		'referral.answered': () => 'What you asked to be looked at was answered',
		'quality.signals': ({ n }: N) =>
			`${counted(n, 'quality signal waits', 'quality signals wait')} for a look`,
		'focused-plan.due': () => 'A focused review has reached its end',
		'gate.failed': ({ n }: N) =>
			`${counted(n, 'read', 'reads')} signed without the credentials for ${n === 1 ? 'it' : 'them'}`,
		'exception.asked': () => 'An exception for a read waits for your decision',
		'exception.decided': () => 'An exception that you asked for was decided',
		'report.ready': () => 'A report that you asked for is ready',
		'report.scheduled': () => 'A scheduled report is there for you',
		'report.failed': () => 'A report could not be made',
		'pixels.waiting': ({ n }: N) => `${counted(n, 'study waits', 'studies wait')} for a look at its pixels`,
		'learning.submitted': ({ n }: N) => `${counted(n, 'case was', 'cases were')} handed in for learning`,
		'learning.case-chosen': ({ on }: On) =>
			`A read of yours will be shown, without names, in the meeting on ${formatCalendarDay(on)}`,
		'learning.objected': () => 'A radiologist asks for another case in a meeting',
		'learning.objection-answered': () => 'What you asked about a meeting was answered',
		'learning.conference-planned': ({ on }: On) => `A learning meeting is on ${formatCalendarDay(on)}`,
		'learning.points-sent': ({ n }: N) => `${counted(n, 'learning point', 'learning points')} from a meeting`,
		'proposal.waiting': ({ n }: N) =>
			`${counted(n, 'thing that a radiologist sent in waits', 'things that radiologists sent in wait')} for a look`,
		'proposal.decided': () => 'What you sent in was looked at',
		'improvement.assigned': ({ on }: On) => `An improvement is yours, due on ${formatCalendarDay(on)}`,
		'improvement.overdue': ({ n }: N) => `${counted(n, 'improvement is', 'improvements are')} overdue`,
		'credential.own-expiring': ({ n }: N) =>
			`${counted(n, 'credential of yours runs', 'credentials of yours run')} out, or ${n === 1 ? 'has' : 'have'} run out`,
		'credential.expiring': ({ n }: N) =>
			`${counted(n, 'credential of radiologists runs', 'credentials of radiologists run')} out, or ${n === 1 ? 'has' : 'have'} run out`,
		'audit.broken': () => 'The audit log is not what it was: verify it',
		'credential.escalated': ({ n }: N) =>
			`${counted(n, 'credential of radiologists runs', 'credentials of radiologists run')} out within 30 days, or ${n === 1 ? 'has' : 'have'} run out, and ${n === 1 ? 'is' : 'are'} not renewed`
	} satisfies { readonly [K in NoticeKind]: (facts: NoticeFacts<K>) => string },
	mail: {
		title: 'Mail about notices',
		off: 'This installation sends no mail: notices stay in the product. An administrator can change that.',
		lead: (address: string) =>
			`To ${address}. A mail holds what kind of thing waits and how many; no patient, no colleague, no score.`,
		legend: 'When you are mailed',
		choices: {
			'at-once': { label: 'At once', hint: 'Within a few minutes.' },
			daily: { label: 'Once a day', hint: 'What is unread, in the morning. Urgent things come at once.' },
			weekly: { label: 'Once a week', hint: 'What is unread. Urgent things come at once.' },
			never: { label: 'Never', hint: 'Not even urgent things.' }
		},
		save: 'Save',
		done: 'Saved.'
	},
	message: {
		subject: (n: number) => `Overread: ${counted(n, 'notice', 'notices')}`,
		urgentSubject: 'Overread: something is urgent',
		greeting: (name: string) => `Hello ${name},`,
		lead: (n: number) => (n === 1 ? 'this waits for you in Overread:' : 'these wait for you in Overread:'),
		line: (day: string, what: string) => `${day}: ${what}`,
		repeated: (line: string, times: number) => `${line} (${formatCount(times)} times)`,
		more: (n: number) => `… and ${formatCount(n)} more`,
		read: 'Read them here:',
		change: 'This mail names nobody on purpose. When you are mailed, you choose under Account:',
		testSubject: 'Overread: a test of outgoing mail',
		testBody: 'This mail was asked for by an administrator of Overread. Mail works.'
	},
	system: {
		title: 'Mail, PACS and background work',
		about: 'Whether mail leaves and the PACS answers, and what could not be done.',
		lead: 'What the product does by itself: reminders, mail, looking after leases and deadlines.',
		mailOn: (host: string, from: string) => `Mail leaves through ${host}, from ${from}`,
		mailOff: 'Mail is off',
		mailOffHint:
			'Set SMTP_URL and MAIL_FROM and start the server again. Until then notices stay in the product.',
		test: 'Send yourself a test mail',
		tested: 'The test mail is on its way to you. If it fails, it is listed below.',
		counts: (waiting: number, failed: number) =>
			`${formatCount(waiting)} waiting, ${counted(failed, 'mail', 'mails')} failed`,
		failedMails: (n: number) =>
			n === 0 ? 'No mail has failed' : counted(n, 'mail has failed', 'mails have failed'),
		failedJobs: (n: number) =>
			n === 0 ? 'No work is stuck' : counted(n, 'piece of work is stuck', 'pieces of work are stuck'),
		lateJobs: (n: number) =>
			n === 0
				? 'Work is done in time.'
				: `${counted(n, 'piece of work waits', 'pieces of work wait')} longer than it should. Is a worker running?`,
		workerSilent: 'No worker is running: reminders, mail and deadlines wait.',
		workerElsewhere:
			'This server leaves the background work to “overread worker” (its setting OVERREAD_WORKER is off).',
		lastDone: (when: string) => `Last done ${when}.`,
		neverDone: 'Nothing was done yet.',
		retry: 'Try all again',
		retried: 'They are tried again now.',
		pacsOn: (host: string) => `Images come from ${host}`,
		pacsOff: 'No PACS is set up',
		pacsOffHint:
			'There are the images that were imported. Set PACS_URL to have others fetched when they are looked at.',
		pacsWaiting: (n: number) =>
			n === 0
				? 'No read waits for its images.'
				: `${counted(n, 'read waits', 'reads wait')} for images that were not found yet.`,
		pacsTest: 'Test the connection',
		pacsTested: 'The PACS answers.',
		failedCaption: 'What failed',
		when: 'When',
		to: 'To',
		what: 'What',
		attempts: 'Attempts',
		why: 'Why',
		none: 'Nothing.'
	}
} as const;
