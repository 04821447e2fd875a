import { toUtcDay, type Instant } from '#lib/core/instant.ts';
import { formatCalendarDay } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { noticeText, type StoredNotice } from './notice-text.ts';

export type MailedNotice = StoredNotice & { readonly createdAt: Instant };

const MOST_LINES = 20;

/**
 * The mail about some notices, newest first: what kind of thing waits, how many, since which UTC day, and the way to the inbox. It
 * leads to no case, and names the one who gets it and nobody else. Null when there is nothing to say.
 */
export function makeMail(
	notices: readonly MailedNotice[],
	{ name, origin, isUrgent }: { name: string; origin: string; isUrgent: boolean }
): { subject: string; body: string } | null {
	const text = messages.notices.message;
	const times = new Map<string, number>();
	for (const notice of notices) {
		const what = noticeText(notice);
		if (what === null) continue;
		const line = text.line(formatCalendarDay(toUtcDay(notice.createdAt)), what);
		times.set(line, (times.get(line) ?? 0) + 1);
	}
	if (times.size === 0) return null;
	const lines = [...times].map(([line, n]) => (n === 1 ? line : text.repeated(line, n)));
	const hidden = lines.length - MOST_LINES;
	const n = [...times.values()].reduce((sum, each) => sum + each, 0);
	const body = [
		text.greeting(name),
		text.lead(n),
		[...lines.slice(0, MOST_LINES), ...(hidden > 0 ? [text.more(hidden)] : [])].join('\n'),
		`${text.read}\n${origin}/notices`,
		`${text.change}\n${origin}/account`
	].join('\n\n');
	const plain = body.replace(/\p{Zs}/gu, ' ');
	return { subject: isUrgent ? text.urgentSubject : text.subject(n), body: plain };
}
