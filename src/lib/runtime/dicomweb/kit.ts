import type { App } from '#lib/server/app.ts';
import type { Context } from '#lib/server/http/page.ts';
import { problems, type DicomwebRequest } from '#lib/server/dicomweb/answer.ts';
import { toResponse } from '#lib/server/dicomweb/to-response.ts';
import { answerAt, decide, segmentsOf } from './answer.ts';
import { entranceOf } from './stores.ts';

/** Answers a route below `/dicomweb` of the web framework, as the server's own entry answers the same path. */
export async function dicomwebResponse({ app, actor, event, url }: Context): Promise<Response> {
	const segments = segmentsOf(url.pathname);
	const { request } = event;
	const isHead = request.method === 'HEAD';
	if (!segments) return toResponse(problems.noRoute, { isHead });
	const entrance = entranceOf(request.method, segments);
	const asked: DicomwebRequest = {
		method: request.method,
		segments: entrance.rest,
		query: url.searchParams,
		root: rootUrl(app, entrance.root),
		left: () => request.signal,
		header: (name) => request.headers.get(name),
		// Web streams are iterated over in Node; the type of the web does not say so.
		body: request.body as unknown as AsyncIterable<Uint8Array> | null
	};
	return toResponse(await answerAt(app, await decide(app, actor, entrance), asked), { isHead });
}

function rootUrl(app: App, root: string): string {
	return `${app.config.origin}${root}`;
}
