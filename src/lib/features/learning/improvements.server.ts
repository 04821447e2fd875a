import { and, asc, count, desc, eq, lt, ne } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { DAY_MS, startOfUtcDay, toUtcDay, toZonedDay } from '#lib/core/instant.ts';
import { improvementStatuses, memberOf, type ImprovementStatus } from '#lib/core/learning/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { statusOf } from './conference-commands.server.ts';
import { participants } from './people.server.ts';
import type { OpenImprovementInput } from './schemas.ts';
import { namesToScrub, scrubTexts } from './scrub-texts.server.ts';

type Act = Pick<Context, 'app' | 'actor'>;

/** Something to be done so that it does not happen again. */
export type Improvement = {
	readonly id: string;
	readonly title: string;
	readonly description: string;
	readonly owner: string;
	/** YYYY-MM-DD */
	readonly dueOn: string;
	readonly status: ImprovementStatus;
	readonly isOverdue: boolean;
	readonly result: string | null;
	readonly conference: string | null;
	/** Whether the person asking may close it: the owner, and those who manage. */
	readonly mayClose: boolean;
};

/** Improvement actions, open ones first, the earliest due first; at most 200 of each. */
export async function improvements(app: App, actor: Actor): Promise<Improvement[]> {
	const { read } = app.db;
	const { conferences, improvementActions, users } = read.tables;
	const today = toZonedDay(app.clock.now(), await groupTimeZone(read));
	const columns = {
		id: improvementActions.id,
		title: improvementActions.title,
		description: improvementActions.description,
		ownerId: improvementActions.ownerId,
		owner: users.name,
		dueOn: improvementActions.dueOn,
		status: improvementActions.status,
		result: improvementActions.result,
		conference: conferences.title
	};
	const select = (isOpen: boolean) =>
		read
			.select(columns)
			.from(improvementActions)
			.innerJoin(users, eq(users.id, improvementActions.ownerId))
			.leftJoin(conferences, eq(conferences.id, improvementActions.conferenceId))
			.where(isOpen ? eq(improvementActions.status, 'open') : ne(improvementActions.status, 'open'));
	const open = await select(true)
		.orderBy(asc(improvementActions.dueOn), asc(improvementActions.id))
		.limit(200);
	const closed = await select(false).orderBy(desc(improvementActions.closedAt)).limit(200);
	return [...open, ...closed].map(({ ownerId, ...row }) => ({
		...row,
		status: memberOf(improvementStatuses, row.status),
		isOverdue: row.status === 'open' && row.dueOn < today,
		mayClose: row.status === 'open' && (ownerId === actor.id || may(actor, 'learning.manage'))
	}));
}

/** Opens an improvement action and tells its owner. */
export async function openImprovement(
	{ app, actor }: Act,
	input: OpenImprovementInput
): Promise<Result<{ id: string }, 'user-not-found' | 'conference-not-found'>> {
	const now = app.clock.now();
	return app.db.transaction(
		async (write): Promise<Result<{ id: string }, 'user-not-found' | 'conference-not-found'>> => {
			const { conferenceId, ownerId, dueOn, title, description } = input;
			if (!(await participants(write)).some(({ id }) => id === ownerId)) return err('user-not-found');
			if (conferenceId !== null && (await statusOf(write, conferenceId)) === null) {
				return err('conference-not-found');
			}
			const { texts } = scrubTexts({ title, description }, await namesToScrub(write, null));
			const id = app.ids();
			await write.insert(write.tables.improvementActions).values({
				id,
				...texts,
				conferenceId,
				ownerId,
				dueOn,
				status: 'open',
				createdBy: actor.id,
				createdAt: now
			});
			await notify(write, { ids: app.ids, now }, [ownerId], {
				kind: 'improvement.assigned',
				facts: { on: dueOn },
				path: '/learning/actions',
				onceKey: `improvement.assigned:${id}`
			});
			await recordAudit(write, {
				type: 'improvement.opened',
				subjectId: id,
				facts: { dueOn },
				at: now,
				actor
			});
			return ok({ id });
		}
	);
}

/** Closes an improvement action with its result; its owner may, and whoever manages. */
export async function closeImprovement(
	{ app, actor }: Act,
	input: { action: string; status: 'done' | 'dropped'; result: string }
): Promise<Result<{ id: string }, 'improvement-not-found' | 'already-closed'>> {
	const now = app.clock.now();
	return app.db.transaction(
		async (write): Promise<Result<{ id: string }, 'improvement-not-found' | 'already-closed'>> => {
			const { improvementActions } = write.tables;
			const id = input.action;
			const [row] = await write
				.select({ ownerId: improvementActions.ownerId })
				.from(improvementActions)
				.where(eq(improvementActions.id, id));
			if (!row || (row.ownerId !== actor.id && !may(actor, 'learning.manage'))) {
				return err('improvement-not-found');
			}
			const { texts } = scrubTexts({ result: input.result }, await namesToScrub(write, null));
			const closed = await write
				.update(improvementActions)
				.set({ status: input.status, ...texts, closedAt: now })
				.where(and(eq(improvementActions.id, id), eq(improvementActions.status, 'open')))
				.returning({ id: improvementActions.id });
			if (closed.length === 0) return err('already-closed');
			await recordAudit(write, {
				type: 'improvement.closed',
				subjectId: id,
				facts: { status: input.status },
				at: now,
				actor
			});
			return ok({ id });
		}
	);
}

/** Tells owners, once a week, how many of their actions are overdue. Safe to run often. Returns how many owners have some. */
export async function remindOfImprovements(app: App): Promise<number> {
	const now = app.clock.now();
	const overdue = await overdueByOwner(app.db.read, now);
	if (overdue.length === 0) return 0;
	// Weeks begin on Monday; 1 January 1970 was a Thursday.
	const week = toUtcDay(startOfUtcDay(now) - ((Math.floor(now / DAY_MS) + 3) % 7) * DAY_MS);
	await app.db.transaction(async (write) => {
		for (const { ownerId, n } of overdue) {
			await notify(write, { ids: app.ids, now }, [ownerId], {
				kind: 'improvement.overdue',
				facts: { n },
				path: '/learning/actions',
				onceKey: `improvement.overdue:${week}`
			});
		}
	});
	return overdue.length;
}

async function overdueByOwner(read: ReadHandle, now: number): Promise<{ ownerId: string; n: number }[]> {
	const { improvementActions } = read.tables;
	const today = toZonedDay(now, await groupTimeZone(read));
	return read
		.select({ ownerId: improvementActions.ownerId, n: count() })
		.from(improvementActions)
		.where(and(eq(improvementActions.status, 'open'), lt(improvementActions.dueOn, today)))
		.groupBy(improvementActions.ownerId);
}
