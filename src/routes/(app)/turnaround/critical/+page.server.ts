import { parseListPlace } from '#lib/core/list-place.ts';
import { unknownParameters } from '#lib/features/quality/filter.ts';
import { openCriticals } from '#lib/features/turnaround/critical-summary.server.ts';
import { endedCriticals } from '#lib/features/turnaround/critical-view.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('turnaround.view', async ({ app, actor, url }) => {
	const now = app.clock.now();
	const { read } = app.db;
	const after = url.searchParams.get('after');
	const isPlace = after === null || parseListPlace(after) !== null;
	return {
		unknown: [...(isPlace ? [] : ['after']), ...unknownParameters(url.searchParams, ['after'])],
		open: await openCriticals(read, actor, { facility: '', now }),
		ended: await endedCriticals(read, actor, { after, now })
	};
});
