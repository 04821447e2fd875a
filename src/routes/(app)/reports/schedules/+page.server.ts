import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { reportFacilities } from '#lib/features/reports/export-queries.server.ts';
import { withRadiologistId } from '#lib/features/reports/radiologist-code.server.ts';
import {
	endSchedule,
	makeSchedule,
	pauseSchedule,
	resumeSchedule
} from '#lib/features/reports/schedules/commands.server.ts';
import { readerChoices, scheduleList } from '#lib/features/reports/schedules/queries.server.ts';
import { scheduleIdSchema, scheduleSchema } from '#lib/features/reports/schedules/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('quality.manage', async ({ app, actor, url }) => {
	const given = ['kind', 'facility', 'radiologist', 'modality', 'authority'];
	return {
		schedules: await scheduleList(app, actor),
		readers: await readerChoices(app.db.read),
		facilities: await reportFacilities(app.db.read, actor),
		asked: Object.fromEntries(given.map((name) => [name, url.searchParams.get(name) ?? ''])),
		ownId: actor.id,
		timeZone: await groupTimeZone(app.db.read)
	};
});

export const actions = {
	make: action('quality.manage', scheduleSchema, async ({ app, actor }, input) => {
		const meant = await withRadiologistId(app.db.read, input);
		return meant.ok ? makeSchedule(app, actor, meant.value) : meant;
	}),
	pause: action('quality.manage', scheduleIdSchema, ({ app, actor }, { schedule }) =>
		pauseSchedule(app, actor, schedule)
	),
	resume: action('quality.manage', scheduleIdSchema, ({ app, actor }, { schedule }) =>
		resumeSchedule(app, actor, schedule)
	),
	end: action('quality.manage', scheduleIdSchema, ({ app, actor }, { schedule }) =>
		endSchedule(app, actor, schedule)
	)
};
