import { learningStatuses, memberOf } from '#lib/core/learning/kinds.ts';
import { submissions } from '#lib/features/learning/case-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('learning.manage', async ({ app, url }) => {
	const status = memberOf(learningStatuses, url.searchParams.get('status'));
	return {
		status,
		...(await submissions(app.db.read, { status, after: url.searchParams.get('after') }))
	};
});
