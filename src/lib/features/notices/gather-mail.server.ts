import { and, desc, eq, gt, inArray, isNull, lte } from 'drizzle-orm';
import { mailChoices, mailDueUntil, usualMailChoice, type MailChoice } from '#lib/core/notices/digest.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { isNoticeKind, noticeKinds } from '#lib/core/notices/kinds.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { queueMail } from './mail-job.server.ts';
import { makeMail } from './mail-text.ts';

/** What is older is not mailed any more: when mail is turned on, nobody gets a flood. */
const MOST_AGE_MS = 15 * DAY_MS;
const urgentKinds = Object.entries(noticeKinds).flatMap(([kind, { isUrgent }]) => (isUrgent ? [kind] : []));

/**
 * Puts what is unread and due into one mail a person: at once, by day or by week as they chose; urgent things at once for whoever
 * wants mail at all. Does nothing while mail is off. Answers how many mails were made.
 */
export async function gatherMail(app: App): Promise<number> {
	if (!app.config.mail) return 0;
	const now = app.clock.now();
	const { body: schedule } = await currentPolicy(app.db.read, 'review');
	let made = 0;
	for (const person of await peopleWithUnmailed(app, now)) {
		const until = mailDueUntil(person.choice, now, schedule);
		if (until === null) continue;
		if (await mailTo(app, person, until, now)) made += 1;
	}
	return made;
}

type Person = { readonly id: string; readonly name: string; readonly choice: MailChoice };

async function peopleWithUnmailed(app: App, now: Instant): Promise<Person[]> {
	const { read } = app.db;
	const { notices, noticePreferences, users } = read.tables;
	const rows = await read
		.selectDistinct({
			id: users.id,
			name: users.name,
			expiresAt: users.expiresAt,
			mail: noticePreferences.mail
		})
		.from(notices)
		.innerJoin(users, eq(users.id, notices.userId))
		.leftJoin(noticePreferences, eq(noticePreferences.userId, users.id))
		.where(
			and(
				eq(users.status, 'active'),
				isNull(notices.mailedAt),
				isNull(notices.readAt),
				gt(notices.createdAt, now - MOST_AGE_MS),
				lte(notices.createdAt, now)
			)
		);
	return rows
		.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
		.map(({ id, name, mail }) => ({
			id,
			name,
			choice: mailChoices.find((choice) => choice === mail) ?? usualMailChoice
		}));
}

/** One mail to one person about what is due by then, and what is urgent by now. Two workers make one mail of a notice. */
function mailTo(app: App, person: Person, until: Instant, now: Instant): Promise<boolean> {
	return app.db.transaction(async (write) => {
		const due = await takeUnmailed(write, person.id, until, now);
		const isUrgent = due.some(({ kind }) => isNoticeKind(kind) && noticeKinds[kind].isUrgent);
		const mail = makeMail(due, { name: person.name, origin: app.config.origin, isUrgent });
		if (mail) await queueMail(write, { ids: app.ids, now }, { userId: person.id, ...mail });
		return mail !== null;
	});
}

async function takeUnmailed(write: WriteHandle, userId: string, until: Instant, now: Instant) {
	const { notices } = write.tables;
	const unmailed = and(
		eq(notices.userId, userId),
		isNull(notices.mailedAt),
		isNull(notices.readAt),
		gt(notices.createdAt, now - MOST_AGE_MS)
	);
	const rows = await write
		.select({ id: notices.id, kind: notices.kind, createdAt: notices.createdAt })
		.from(notices)
		.where(and(unmailed, lte(notices.createdAt, now)))
		.orderBy(desc(notices.createdAt), desc(notices.id));
	const due = rows.filter(({ kind, createdAt }) => createdAt <= until || urgentKinds.includes(kind));
	if (due.length === 0) return [];
	const ids = due.map(({ id }) => id);
	// Whoever else is at it gets no row of these back.
	const taken = await write
		.update(notices)
		.set({ mailedAt: now })
		.where(and(inArray(notices.id, ids), isNull(notices.mailedAt)))
		.returning({ id: notices.id, kind: notices.kind, facts: notices.facts, createdAt: notices.createdAt });
	return taken.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
}
