import { error } from '@sveltejs/kit';
import { isYearFormat, renderYear } from '#lib/features/learning/year-file.ts';
import { parseYear, yearPage } from '#lib/features/learning/year-queries.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json' } as const;

export const GET = endpoint('learning.take-part', async ({ app, actor, params }) => {
	const year = parseYear(params.year);
	const { format } = params;
	if (year === null || !isYearFormat(format)) error(404, 'not-found');
	return new Response(renderYear(await yearPage(app, actor, year), format), {
		headers: {
			'content-type': types[format],
			'content-disposition': `attachment; filename="peer-learning-${year}.${format}"`,
			'cache-control': 'private, no-store'
		}
	});
});
