import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { error } from '@sveltejs/kit';
import { framePath } from '#lib/features/sampling/freeze-frame.server.ts';
import { findCertificate } from '#lib/features/sampling/queries.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('sampling.view', async ({ app, actor, params }) => {
	const id = params.id ?? '';
	if ((await findCertificate(app.db.read, id, actor.scope)) === null) error(404, 'draw-not-found');
	const body = Readable.toWeb(createReadStream(framePath(app, id))) as ReadableStream<Uint8Array>; // bytes of a file
	return new Response(body, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="draw-${id}.frame.csv"`,
			'cache-control': 'private, no-store'
		}
	});
});
