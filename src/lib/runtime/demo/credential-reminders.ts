import { isNotNull } from 'drizzle-orm';
import { addDays, daysBetween } from '#lib/core/credentials/calendar-day.ts';
import { escalations, reminderLadder } from '#lib/core/credentials/expirables.ts';
import { DAY_MS, fromUtcDay, HOUR_MS } from '#lib/core/instant.ts';
import { trackedOfGroup } from '#lib/features/credentials/expiry/tracked.server.ts';
import { holdersOf } from '#lib/features/notices/notify.server.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import type { PastAudit } from './audit-log.ts';
import type { People } from './people.ts';
import type { Seeding } from './seeding.ts';

type Row = Tables['credentialReminders']['$inferInsert'];

/** Reminders of the days before the data cut are kept; what was told before then is of no use to anybody. */
const PAST_DAYS = 30;
/** When a day's reminders go out, after midnight UTC: the morning of the group. */
const MORNING_MS = 13 * HOUR_MS;
const SEEN_AFTER_MS = 2 * HOUR_MS;

/** What went out about the terms that run out at the data cut. A coordinator has seen every third of them. */
export async function writeDemoReminders(
	{ app, cutAt, idAt, setTime }: Seeding,
	{ people, audit }: { people: People; audit: PastAudit }
): Promise<void> {
	setTime(cutAt);
	const { read } = app.db;
	const { users } = read.tables;
	const told = {
		coordinator: (await holdersOf(read, ['coordinator'])).length,
		administrator: (await holdersOf(read, ['administrator'])).length,
		director: (await holdersOf(read, ['director'])).length
	};
	const linked = await read
		.select({ radiologistId: users.radiologistId })
		.from(users)
		.where(isNotNull(users.radiologistId));
	const accounts = new Set(linked.map(({ radiologistId }) => radiologistId));
	const { tracked, today } = await trackedOfGroup(app);
	const rows: Row[] = [];
	const open = tracked.filter(
		({ term, standing }) => standing.state === 'open' && term.expiresOn <= addDays(today, 120)
	);
	for (const [index, { term, person }] of open.entries()) {
		const daysLeft = daysBetween(today, term.expiresOn);
		const after = Array.from({ length: Math.max(0, -daysLeft) }, (_, at) => -1 - at);
		const own: Row[] = [];
		for (const rung of [...reminderLadder, ...after]) {
			const at = (fromUtcDay(addDays(term.expiresOn, -rung)) ?? 0) + MORNING_MS;
			if (at > cutAt || at < cutAt - PAST_DAYS * DAY_MS) continue;
			const escalatedTo = escalations.filter(({ fromDaysLeft }) => rung <= fromDaysLeft).map(({ to }) => to);
			const recipients =
				told.coordinator +
				(accounts.has(person.id) ? 1 : 0) +
				(rung <= 30 ? told.administrator : 0) +
				(rung <= 7 ? told.director : 0);
			own.push({
				id: idAt(at),
				rowId: term.id,
				radiologistId: person.id,
				rung,
				daysLeft: rung,
				escalatedTo: escalatedTo.join(),
				recipients,
				sentAt: at
			});
			const facts = { rowId: term.id, rung, recipients };
			audit.add({ type: 'reminder.sent', subjectId: person.id, actorId: null, at, facts });
		}
		const last = own.at(-1);
		const seenAt = last ? last.sentAt + SEEN_AFTER_MS : cutAt;
		const isSeen = index % 3 === 0 && last !== undefined && seenAt <= cutAt;
		rows.push(
			...own.map((row) =>
				isSeen ? { ...row, acknowledgedAt: seenAt, acknowledgedBy: people.coordinatorId } : row
			)
		);
		if (isSeen)
			audit.add({
				type: 'reminder.acknowledged',
				subjectId: person.id,
				actorId: people.coordinatorId,
				at: seenAt,
				facts: { rowId: term.id, rung: last.rung }
			});
	}
	await app.db.transaction((write) => write.insertRows(write.tables.credentialReminders, rows));
}
