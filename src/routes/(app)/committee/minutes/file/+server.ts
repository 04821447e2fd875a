import { error } from '@sveltejs/kit';
import { minutesCsv, minutesMarkdown } from '#lib/features/committee/minutes-file.ts';
import { minutesOf } from '#lib/features/committee/minutes.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

const formats = {
	md: { type: 'text/markdown; charset=utf-8', render: minutesMarkdown },
	csv: { type: 'text/csv; charset=utf-8', render: minutesCsv }
} as const;

export const GET = endpoint('committee.decide', async ({ app, url }) => {
	const name = url.searchParams.get('format') === 'csv' ? 'csv' : 'md';
	const minutes = await minutesOf(app.db.read, url.searchParams.get('month') ?? '');
	if (minutes === null) error(404, 'not-found');
	const { type, render } = formats[name];
	return new Response(render(minutes), {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="minutes-${minutes.month}.${name}"`,
			'cache-control': 'private, no-store'
		}
	});
});
