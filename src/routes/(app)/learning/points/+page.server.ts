import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import {
	learningPoints,
	parsePointsFilter,
	pointChoices
} from '#lib/features/learning/points-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('learning.take-part', async ({ app, url }) => {
	const filter = parsePointsFilter(url.searchParams);
	const { read } = app.db;
	return {
		filter,
		...(await learningPoints(read, filter, url.searchParams.get('after'))),
		choices: await pointChoices(read),
		timeZone: await groupTimeZone(read)
	};
});
