import type { Actor } from '#lib/core/actor.ts';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { zonedInstant } from '#lib/core/reads/zoned-time.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { groupToday } from '#lib/features/credentials/records/today.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import type { App } from '#lib/server/app.ts';

/** A day that a report is as of, with the app as it would stand on it: the same queries as the pages then say what held. */
export type AsOfDay = {
	readonly day: CalendarDay;
	readonly appThen: App;
	/** What was asked for, of this very day. */
	readonly request: MakerRequest;
};

/**
 * The group's day that is asked for, at the latest today. What is told of an earlier day is what holds on it by all that is recorded now.
 * Whoever has a scope asks for one facility of it.
 */
export async function asOfDay(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<AsOfDay, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	if (actor.scope && !request.facility) return err('facility-not-chosen');
	const today = await groupToday(app);
	if (request.through >= today)
		return ok({ day: today, appThen: app, request: { ...request, from: today, through: today } });
	const day = request.through;
	const noon = await noonOf(app, day);
	return ok({
		day,
		appThen: { ...app, clock: { now: () => noon } },
		request: { ...request, from: day, through: day }
	});
}

async function noonOf(app: App, on: CalendarDay): Promise<number> {
	const [year = 0, month = 1, day = 1] = on.split('-').map(Number);
	const local = { year, month, day, hour: 12, minute: 0, second: 0, millisecond: 0 };
	// Every calendar has a noon of each day that `scopeRequest` lets through.
	return zonedInstant(local, await groupTimeZone(app.db.read)) ?? Date.parse(`${on}T12:00:00Z`);
}
