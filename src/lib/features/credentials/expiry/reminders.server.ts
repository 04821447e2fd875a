import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import {
	reminderState,
	type EscalationTo,
	type ReminderState,
	type SentReminder
} from '#lib/core/credentials/expirables.ts';
import { toZonedHour, type Instant } from '#lib/core/instant.ts';
import type { Role } from '#lib/core/permissions.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { trackedOfGroup, type Tracked } from './tracked.server.ts';

/** Nobody is told before this hour of the group's zone. */
const START_OF_DAY_HOUR = 6;
/** So many terms are told of in one transaction. */
const AT_ONCE = 500;

type Due = { readonly tracked: Tracked; readonly state: Extract<ReminderState, { state: 'due' }> };
type Recipients = Readonly<Record<EscalationTo | 'coordinators', readonly string[]>>;

/** Who is meant by an escalation, as roles. */
const rolesOf = {
	coordinators: ['coordinator'],
	'group-admin': ['administrator'],
	'qa-director': ['director'],
	// Who keeps the schedule is a coordinator, and told anyway.
	scheduling: ['coordinator']
} as const satisfies Record<EscalationTo | 'coordinators', readonly Role[]>;

/**
 * Closes the reminders of terms that a newer checked term has followed, and tells holders, coordinators and those to whom it is escalated
 * of every rung that was reached: one notice a person with the number of terms. A rung of a term is a row, so nothing is told twice however
 * often and by however many this runs. Answers how many reminders went out.
 */
export async function remindOfExpirables(app: App): Promise<number> {
	const now = app.clock.now();
	const { tracked, timeZone } = await trackedOfGroup(app);
	const sent = await openReminders(app.db.read);
	await closeFollowed(app, tracked, sent);
	if (toZonedHour(now, timeZone) < START_OF_DAY_HOUR) return 0;
	const due = tracked.flatMap((one): Due[] => {
		if (one.standing.state !== 'open') return [];
		const ids = [one.term.id, ...one.term.earlierIds];
		const rungs = ids.flatMap((id): SentReminder[] =>
			(sent.get(id) ?? []).map((daysLeft) => ({ termId: one.term.id, daysLeft }))
		);
		const state = reminderState({ term: one.term, all: [one.term], sent: rungs, now, timeZone });
		return state.state === 'due' ? [{ tracked: one, state }] : [];
	});
	let n = 0;
	for (let at = 0; at < due.length; at += AT_ONCE) n += await send(app, due.slice(at, at + AT_ONCE), now);
	return n;
}

/** Days left of the reminders that are not closed, by the row of their term. */
async function openReminders(read: ReadHandle): Promise<ReadonlyMap<string, readonly number[]>> {
	const { credentialReminders: t } = read.tables;
	const rows = await read
		.select({ rowId: t.rowId, rung: t.rung })
		.from(t)
		.where(isNull(t.closedAt))
		.orderBy(asc(t.rowId));
	return new Map(
		[...Map.groupBy(rows, ({ rowId }) => rowId)].map(([id, of]) => [id, of.map(({ rung }) => rung)])
	);
}

async function closeFollowed(
	app: App,
	tracked: readonly Tracked[],
	sent: ReadonlyMap<string, unknown>
): Promise<void> {
	const followed = tracked.flatMap(({ term, standing, person }) => {
		if (standing.state !== 'closed') return [];
		const ids = [term.id, ...term.earlierIds].filter((id) => sent.has(id));
		return ids.length === 0 ? [] : [{ term, by: standing.by.id, ids, person }];
	});
	const at = app.clock.now();
	for (const { term, by, ids, person } of followed) {
		await app.db.transaction(async (write) => {
			const { credentialReminders: t } = write.tables;
			const closed = await write
				.update(t)
				.set({ closedAt: at, closedBy: by })
				.where(and(inArray(t.rowId, ids), isNull(t.closedAt)))
				.returning({ id: t.id });
			if (closed.length === 0) return;
			const facts = { rowId: term.id, by };
			await recordAudit(write, { type: 'reminder.closed', subjectId: person.id, facts, at, actor: null });
		});
	}
}

async function send(app: App, due: readonly Due[], now: Instant): Promise<number> {
	return app.db.transaction(async (write) => {
		const recipients = await recipientsOf(write);
		const accounts = await accountsOfHolders(write);
		const told = { own: new Map<string, number>(), group: new Map<string, number>() };
		const escalated = new Map<string, number>();
		let n = 0;
		for (const { tracked, state } of due) {
			const own = accounts.get(tracked.person.id) ?? null;
			const others = new Set([
				...recipients.coordinators,
				...state.escalateTo.flatMap((to) => (to === 'group-admin' ? [] : recipients[to]))
			]);
			const admins = state.escalateTo.includes('group-admin') ? recipients['group-admin'] : [];
			const all = new Set([...others, ...admins, ...(own === null ? [] : [own])]);
			if (!(await insertReminder(app, write, { tracked, state, recipients: all.size, now }))) continue;
			n += 1;
			if (own !== null) add(told.own, own);
			for (const id of others) add(told.group, id);
			for (const id of admins) if (!others.has(id)) add(escalated, id);
		}
		const context = { ids: app.ids, now };
		for (const [id, count] of told.own)
			await notify(write, context, [id], {
				kind: 'credential.own-expiring',
				facts: { n: count },
				path: '/me/credentials'
			});
		for (const [id, count] of told.group)
			await notify(write, context, [id], {
				kind: 'credential.expiring',
				facts: { n: count },
				path: '/credentials/expirables'
			});
		for (const [id, count] of escalated)
			await notify(write, context, [id], { kind: 'credential.escalated', facts: { n: count }, path: '/' });
		return n;
	});
}

function add(counts: Map<string, number>, id: string): void {
	counts.set(id, (counts.get(id) ?? 0) + 1);
}

/** Keeps that a rung went out. False: somebody else was at it, and has told of it. */
async function insertReminder(
	app: App,
	write: WriteHandle,
	{ tracked, state, recipients, now }: Due & { recipients: number; now: Instant }
): Promise<boolean> {
	const { person, term } = tracked;
	const { rung, daysLeft, escalateTo } = state;
	const [row] = await write
		.insert(write.tables.credentialReminders)
		.values({
			id: app.ids(),
			rowId: term.id,
			radiologistId: person.id,
			rung,
			daysLeft,
			escalatedTo: escalateTo.join(),
			recipients,
			sentAt: now
		})
		.onConflictDoNothing()
		.returning({ id: write.tables.credentialReminders.id });
	if (!row) return false;
	const facts = { rowId: term.id, rung, recipients };
	await recordAudit(write, { type: 'reminder.sent', subjectId: person.id, facts, at: now, actor: null });
	return true;
}

async function recipientsOf(read: ReadHandle): Promise<Recipients> {
	return {
		coordinators: await holdersOf(read, rolesOf.coordinators),
		'group-admin': await holdersOf(read, rolesOf['group-admin']),
		'qa-director': await holdersOf(read, rolesOf['qa-director']),
		scheduling: await holdersOf(read, rolesOf.scheduling)
	};
}

async function accountsOfHolders(read: ReadHandle): Promise<ReadonlyMap<string, string>> {
	const { users } = read.tables;
	const rows = await read
		.select({ id: users.id, radiologistId: users.radiologistId })
		.from(users)
		.where(and(isNotNull(users.radiologistId), eq(users.status, 'active')));
	return new Map(
		rows.flatMap(({ id, radiologistId }) => (radiologistId === null ? [] : [[radiologistId, id]]))
	);
}
