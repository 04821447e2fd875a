import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { hasPermission, roleNames } from '#lib/core/permissions.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { knownTo } from './visible.server.ts';

/** Everybody active who may take reports: whom a schedule can name. */
export async function readerChoices(read: ReadHandle): Promise<{ id: string; name: string }[]> {
	const { users, userRoles } = read.tables;
	const roles = roleNames.filter((role) => hasPermission([role], 'report.export'));
	return read
		.selectDistinct({ id: users.id, name: users.name })
		.from(users)
		.innerJoin(userRoles, eq(userRoles.userId, users.id))
		.where(and(inArray(userRoles.role, roles), eq(users.status, 'active')))
		.orderBy(asc(users.name), asc(users.id));
}

/** Schedules that have not ended, by when they are due, with their last run; none of others about the actor. */
export async function scheduleList(app: App, actor: Actor) {
	const { read } = app.db;
	const { reportSchedules: t, users, facilities } = read.tables;
	const rows = await read
		.select({
			id: t.id,
			kind: t.kind,
			format: t.format,
			request: t.request,
			cadence: t.cadence,
			afterDays: t.afterDays,
			purpose: t.purpose,
			recipient: t.recipient,
			readers: t.readers,
			owner: users.name,
			nextFromOn: t.nextFromOn,
			nextThroughOn: t.nextThroughOn,
			nextDueAt: t.nextDueAt,
			pausedAt: t.pausedAt
		})
		.from(t)
		.innerJoin(users, eq(users.id, t.ownerId))
		.where(knownTo(read, actor))
		.orderBy(asc(t.nextDueAt), asc(t.id));
	const people = await read.select({ id: users.id, name: users.name }).from(users);
	const places = await read.select({ id: facilities.id, code: facilities.code }).from(facilities);
	const names = new Map(people.map(({ id, name }) => [id, name]));
	const codes = new Map(places.map(({ id, code }) => [id, code]));
	const lines = [];
	for (const { request, readers, ...row } of rows) {
		const { facility } = request;
		lines.push({
			...row,
			facility: typeof facility === 'string' ? (codes.get(facility) ?? '?') : null,
			readers: readers.map((id) => names.get(id) ?? '?'),
			last: await lastRun(read, row.id)
		});
	}
	return lines;
}

/** A schedule as its list shows it. */
export type ScheduleLine = Awaited<ReturnType<typeof scheduleList>>[number];

async function lastRun(read: ReadHandle, scheduleId: string) {
	const { reportRuns: t } = read.tables;
	const [run] = await read
		.select({
			status: t.status,
			fromOn: t.fromOn,
			throughOn: t.throughOn,
			exportId: t.exportId,
			errorCode: t.errorCode
		})
		.from(t)
		.where(eq(t.scheduleId, scheduleId))
		.orderBy(desc(t.fromOn))
		.limit(1);
	return run ?? null;
}
