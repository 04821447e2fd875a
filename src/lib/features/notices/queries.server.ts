import { and, count, desc, eq, isNotNull, isNull, lt, lte, or } from 'drizzle-orm';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { isNoticeKind, noticeKinds } from '#lib/core/notices/kinds.ts';
import { mailChoices, usualMailChoice, type MailChoice } from '#lib/core/notices/digest.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { MOST_COUNTED } from './fresh-label.ts';
import { noticeText } from './notice-text.ts';

/** A notice as its owner sees it. */
export type InboxNotice = {
	readonly id: string;
	readonly text: string;
	readonly isUrgent: boolean;
	/** Start of the UTC day: the hour would tell when somebody worked. */
	readonly on: Instant;
};

export type Inbox = {
	/** Unread ones, newest first. */
	readonly fresh: readonly InboxNotice[];
	readonly freshCount: number;
	readonly earlier: readonly InboxNotice[];
	/** The notice after which the next page of earlier ones begins; null when this is the last. */
	readonly nextCursor: string | null;
};

const MOST_FRESH = 100;
const PAGE_ROWS = 50;

/** How many notices somebody has not read, up to one more than {@link MOST_COUNTED}. */
export async function countFresh(read: ReadHandle, userId: string, now: Instant): Promise<number> {
	const { notices } = read.tables;
	const some = read
		.select({ id: notices.id })
		.from(notices)
		.where(and(ownVisible(read, userId, now), isNull(notices.readAt)))
		.limit(MOST_COUNTED + 1);
	return (await some).length;
}

/** Somebody's own notices: all that are new, and a page of the others after the notice of the cursor. */
export async function inbox(
	read: ReadHandle,
	userId: string,
	now: Instant,
	after: string | null = null
): Promise<Inbox> {
	const { notices } = read.tables;
	const own = ownVisible(read, userId, now);
	const columns = { id: notices.id, kind: notices.kind, facts: notices.facts, createdAt: notices.createdAt };
	const newestFirst = [desc(notices.createdAt), desc(notices.id)] as const;
	const [counted] = await read
		.select({ n: count() })
		.from(notices)
		.where(and(own, isNull(notices.readAt)));
	const fresh = await read
		.select(columns)
		.from(notices)
		.where(and(own, isNull(notices.readAt)))
		.orderBy(...newestFirst)
		.limit(MOST_FRESH);
	const earlier = await read
		.select(columns)
		.from(notices)
		.where(and(own, isNotNull(notices.readAt), await olderThan(read, userId, after)))
		.orderBy(...newestFirst)
		.limit(PAGE_ROWS + 1);
	const shown = earlier.slice(0, PAGE_ROWS);
	return {
		fresh: fresh.flatMap(toInbox),
		freshCount: counted?.n ?? 0,
		earlier: shown.flatMap(toInbox),
		nextCursor: earlier.length > PAGE_ROWS ? (shown.at(-1)?.id ?? null) : null
	};
}

type Row = {
	readonly id: string;
	readonly kind: string;
	readonly facts: Readonly<Record<string, string | number>>;
	readonly createdAt: Instant;
};

function toInbox({ id, kind, facts, createdAt }: Row): InboxNotice[] {
	const text = noticeText({ kind, facts });
	if (text === null || !isNoticeKind(kind)) return [];
	return [{ id, text, isUrgent: noticeKinds[kind].isUrgent, on: startOfUtcDay(createdAt) }];
}

/** The condition under which a notice is somebody's to see: their own, and its time has come. */
export function ownVisible({ tables: { notices } }: ReadHandle, userId: string, now: Instant) {
	return and(eq(notices.userId, userId), lte(notices.createdAt, now));
}

async function olderThan(read: ReadHandle, userId: string, after: string | null) {
	if (after === null) return undefined;
	const { notices } = read.tables;
	const [row] = await read
		.select({ createdAt: notices.createdAt })
		.from(notices)
		.where(and(eq(notices.id, after), eq(notices.userId, userId)));
	if (!row) return undefined;
	const { createdAt } = row;
	return or(lt(notices.createdAt, createdAt), and(eq(notices.createdAt, createdAt), lt(notices.id, after)));
}

/** When somebody is mailed about notices. */
export async function mailChoiceOf(read: ReadHandle, userId: string): Promise<MailChoice> {
	const { noticePreferences } = read.tables;
	const [row] = await read
		.select({ mail: noticePreferences.mail })
		.from(noticePreferences)
		.where(eq(noticePreferences.userId, userId));
	return mailChoices.find((choice) => choice === row?.mail) ?? usualMailChoice;
}
