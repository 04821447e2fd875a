import { hasPermission, type Permission, type Role } from '#lib/core/permissions.ts';
import { messages } from '#lib/i18n/messages.ts';

/** One place to go. `key` follows `g`: `g r` is the queue. */
export type NavigationItem = {
	readonly href: string;
	readonly label: string;
	readonly key?: string;
	/** Items of one group stand together; `foot` stands at the bottom. */
	readonly group: 'work' | 'see' | 'run' | 'foot';
	/** What is new there: as shown, and as read aloud after the label. */
	readonly fresh?: { readonly short: string; readonly spoken: string };
};

const { nav } = messages.common;

/** Every screen of the navigation with the permission that opens it; the only such table. */
export const navigation = [
	{ href: '/', label: nav.home, permission: 'home.view', group: 'work', key: 'h' },
	{ href: '/reviews', label: nav.reviews, permission: 'review.score', group: 'work', key: 'r' },
	{ href: '/committee', label: nav.committee, permission: 'committee.decide', group: 'work', key: 'm' },
	{ href: '/feedback', label: nav.feedback, permission: 'feedback.answer', group: 'work', key: 'f' },
	{ href: '/me', label: nav.me, permission: 'quality.own', group: 'work', key: 'j' },
	{
		href: '/me/credentials',
		label: nav.ownCredentials,
		permission: 'credential.own',
		group: 'work',
		key: 'b'
	},
	{ href: '/requests', label: nav.requests, permission: 'referral.request', group: 'work', key: 'y' },
	{ href: '/learning', label: nav.learning, permission: 'learning.take-part', group: 'work', key: 'l' },
	{ href: '/corrections', label: nav.corrections, permission: 'correction.manage', group: 'work', key: 'w' },
	{ href: '/quality', label: nav.quality, permission: 'quality.view', group: 'see', key: 'q' },
	{ href: '/turnaround', label: nav.turnaround, permission: 'turnaround.view', group: 'see', key: 't' },
	{ href: '/credentials', label: nav.credentials, permission: 'credential.view', group: 'see', key: 'c' },
	{ href: '/reports', label: nav.reports, permission: 'report.view', group: 'see', key: 'p' },
	{ href: '/verify', label: nav.verify, permission: 'report.view', group: 'see', key: 'v' },
	{ href: '/reads', label: nav.reads, permission: 'read.list', group: 'run', key: 'd' },
	{ href: '/ingest', label: nav.ingest, permission: 'ingest.view', group: 'run', key: 'i' },
	{ href: '/sampling', label: nav.sampling, permission: 'sampling.view', group: 'run', key: 's' },
	{ href: '/referrals', label: nav.referrals, permission: 'referral.manage', group: 'run', key: 'e' },
	{ href: '/site-notes', label: nav.siteNotes, permission: 'site-note.manage', group: 'run', key: 'o' },
	{ href: '/pixels', label: nav.pixels, permission: 'pixels.check', group: 'run', key: 'x' },
	{ href: '/calibration', label: nav.calibration, permission: 'calibration.manage', group: 'run', key: 'k' },
	{ href: '/audit', label: nav.audit, permission: 'audit.view', group: 'run', key: 'a' },
	{ href: '/admin', label: nav.admin, permission: 'admin.view', group: 'run', key: 'n' },
	{ href: '/notices', label: nav.notices, permission: 'notice.view', group: 'foot', key: 'u' },
	{ href: '/help', label: nav.help, permission: 'help.view', group: 'foot' },
	{ href: '/account', label: nav.account, permission: 'account.manage', group: 'foot' }
] as const satisfies readonly (NavigationItem & { readonly permission: Permission })[];

/** The places that somebody with these roles may go to, in the order of the table. */
export function navigationFor(roles: readonly Role[]): NavigationItem[] {
	return navigation
		.filter((item) => hasPermission(roles, item.permission))
		.map(({ permission: _, ...item }) => item);
}

/** The places with what is new in one of them. */
export function withFresh(
	items: readonly NavigationItem[],
	href: string,
	fresh: NavigationItem['fresh'] | null
): NavigationItem[] {
	return items.map((item) => (item.href === href && fresh ? { ...item, fresh } : item));
}

/** Places below which others have an item of their own. */
const alone: readonly string[] = ['/', '/me'];

/** Screens of an item whose addresses are not below its own. */
const alsoUnder: Readonly<Record<string, readonly string[]>> = {
	'/me/credentials': ['/me/portfolio', '/me/cme']
};

/** Whether an item is the one that the path stands in: `/reviews/7` stands in `/reviews`, only `/` in `/`. */
export function isCurrent(href: string, pathname: string): boolean {
	if (alone.includes(href)) return pathname === href;
	return [href, ...(alsoUnder[href] ?? [])].some(
		(root) => pathname === root || pathname.startsWith(`${root}/`)
	);
}
