import { formatCount } from '#lib/i18n/formats.ts';
import { unassignedReasons } from './assignments.ts';

const counted = (n: number, one: string, many: string): string =>
	n === 1 ? `1 ${one}` : `${formatCount(n)} ${many}`;

/** The home page: one section a role, each answering that role's first question. */
export const home = {
	title: 'Home',
	nothing: 'Your account has no role yet. An administrator gives it one.',
	radiologist: {
		title: 'My reads',
		fresh: (n: number) => `${counted(n, 'outcome is', 'outcomes are')} new`,
		none: 'Nothing new about your reads',
		noneHint: 'Outcomes come out once a week; one that the patient’s care may depend on comes at once.',
		open: 'Open feedback',
		notLinked: 'Your account is not linked to a radiologist, so no reads are yours.'
	},
	reviewer: {
		title: 'My reviews',
		due: (open: number, overdue: number) =>
			`${counted(open, 'case', 'cases')} with you${overdue > 0 ? `, ${formatCount(overdue)} overdue` : ''}`,
		none: 'No case waits for you',
		noneHint: 'New ones come with the next draw.',
		start: 'Review the next case',
		today: (n: number) => `${counted(n, 'review', 'reviews')} done today`
	},
	committee: {
		title: 'Committee',
		waiting: (n: number) => `${counted(n, 'case awaits', 'cases await')} a decision`,
		oldest: (age: string) => `The oldest since ${age}.`,
		none: 'No case awaits a decision',
		noneHint: '2b, 3a and 3b come here when they are scored, and rebuttals when they are written.',
		open: 'Open the committee’s cases'
	},
	director: {
		title: 'Quality, last 12 months',
		open: 'Open quality'
	},
	coordinator: {
		title: 'Coordination',
		none: 'Nothing is stuck',
		stuck: (kinds: number) => (kinds === 1 ? 'One thing is stuck' : `${kinds} things are stuck`),
		waiting: (n: number) => `${counted(n, 'drawn case has', 'drawn cases have')} no reviewer`,
		waitingMore: (n: number) => `more than ${formatCount(n)} drawn cases have no reviewer`,
		reasons: { ...unassignedReasons, assignable: 'can be assigned now' },
		freeFrom: (day: string) => `The first may be free from ${day} on.`,
		reasonLine: (n: number, reason: string) => `${formatCount(n)}: ${reason}`,
		overdue: (n: number) => `${counted(n, 'review is', 'reviews are')} overdue`,
		refused: (n: number) => `${counted(n, 'refusal', 'refusals')} in the last imports`,
		refusedLine: (when: string, refused: number, files: number) =>
			`${when}: ${formatCount(refused)} refused, ${counted(files, 'file', 'files')}`,
		unfinished: (n: number) => `${counted(n, 'import has', 'imports have')} not finished`,
		draws: (n: number) => `${counted(n, 'draw waits', 'draws wait')} to be revealed`,
		drawLine: (label: string, when: string) => `${label}, period over ${when}`,
		stuckWork: (n: number) =>
			`${counted(n, 'piece of background work', 'pieces of background work')} failed or late`,
		stuckWorkHint: 'Reminders, mail or deadlines may be late. An administrator sees why.',
		corrections: (open: number, overdue: number) =>
			`${counted(open, 'correction is', 'corrections are')} open${overdue > 0 ? `, ${formatCount(overdue)} overdue` : ''}`,
		openCorrections: 'Open corrections',
		referrals: (n: number) => `${counted(n, 'referral waits', 'referrals wait')} for a decision`,
		openReferrals: 'Decide',
		siteNotes: (n: number) => `${counted(n, 'note to a site waits', 'notes to sites wait')}`,
		openSiteNotes: 'Open site notes',
		openSampling: 'Open sampling',
		openIngest: 'Open imports',
		openQuality: 'Open quality'
	},
	administrator: {
		title: 'System',
		healthy: 'The system is healthy',
		unhealthy: 'The database does not answer',
		database: 'Database',
		databaseOk: (engine: string) => `${engine} answers`,
		databaseDown: 'does not answer',
		engines: { sqlite: 'SQLite', postgres: 'PostgreSQL' },
		users: 'Users',
		usersLine: (active: number, disabled: number) =>
			`${formatCount(active)} active${disabled > 0 ? `, ${formatCount(disabled)} disabled` : ''}`,
		disk: 'Disk',
		diskLine: (free: string, total: string) => `${free} of ${total} free`,
		diskLow: 'Less than a tenth of the disk is free.',
		stuck: 'Mail or background work is stuck',
		work: 'Mail and work',
		workLine: (jobs: number, mails: number) =>
			jobs + mails === 0
				? 'nothing is stuck'
				: `stuck: ${[
						...(jobs > 0 ? [counted(jobs, 'piece of work', 'pieces of work')] : []),
						...(mails > 0 ? [counted(mails, 'mail', 'mails')] : [])
					].join(', ')}`,
		open: 'Open administration'
	}
} as const;
