import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { toZonedDay } from '#lib/core/instant.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import type { App } from '#lib/server/app.ts';

/** The group's calendar day now. */
export async function groupToday(app: Pick<App, 'db' | 'clock'>): Promise<CalendarDay> {
	return toZonedDay(app.clock.now(), await groupTimeZone(app.db.read));
}
