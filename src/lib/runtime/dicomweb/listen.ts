import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { App } from '#lib/server/app.ts';
import { tokenIn } from '#lib/server/auth/access-tokens.ts';
import { identify, sessionsOf } from '#lib/server/auth/identify.ts';
import { problem, problems, type DicomwebRequest } from '#lib/server/dicomweb/answer.ts';
import { send } from '#lib/server/dicomweb/send.ts';
import { makeDecisions } from '#lib/server/http/decisions.ts';
import { securityHeaders } from '#lib/server/http/hooks/headers.ts';
import { answerAt, decide, segmentsOf, type Decision } from './answer.ts';
import { entranceOf } from './stores.ts';

const noQuery = new URLSearchParams();
const foreign = problem(
	403,
	'not-permitted-origin',
	'A person can store only from the pages of this server.'
);

/**
 * Puts the DICOMweb service before the web framework: its paths are answered here, by the same decisions and the same code as the
 * framework's routes, with files going from disk to socket. Everything else goes on to `next`.
 */
export function withDicomweb(app: App, next: RequestListener): RequestListener {
	const decisions = makeDecisions<Decision>(app);
	const headers = Object.entries(securityHeaders);
	if (app.config.origin.startsWith('https:')) {
		headers.push(['strict-transport-security', 'max-age=31536000; includeSubDomains']);
	}
	return (request, response) => {
		const { url = '/' } = request;
		if (!url.startsWith('/dicomweb/')) {
			next(request, response);
			return;
		}
		for (const [name, value] of headers) response.setHeader(name, value);
		response.setHeader('cache-control', 'private, no-store');
		answer(app, decisions, { request, response, url }).catch((error: unknown) => {
			const errorId = app.ids();
			const frames =
				error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
			const name = error instanceof Error ? error.name : typeof error;
			// The message may quote what came in: the log gets the place alone, and no address.
			app.log.error({ errorId, name, frames: frames.slice(0, 8) }, 'unexpected');
			if (response.headersSent) response.destroy();
			else
				void send(
					response,
					problem(500, 'unexpected', `Something went wrong; the log has it under ${errorId}.`),
					{ isHead: false }
				);
		});
	};
}

async function answer(
	app: App,
	decisions: ReturnType<typeof makeDecisions<Decision>>,
	{ request, response, url }: { request: IncomingMessage; response: ServerResponse; url: string }
): Promise<void> {
	const { method = 'GET' } = request;
	const isHead = method === 'HEAD';
	const mark = url.indexOf('?');
	const segments = segmentsOf(mark < 0 ? url : url.slice(0, mark));
	if (!segments) return send(response, problems.noRoute, { isHead });
	const cookie = cookieOf(request.headers.cookie, sessionsOf(app).cookieName);
	const authorization = request.headers.authorization ?? null;
	// Another site's page can send a person's cookie along, and no token.
	const isReading = method === 'GET' || isHead || method === 'OPTIONS';
	if (!isReading && tokenIn(authorization) === null && request.headers.origin !== app.config.origin) {
		return send(response, foreign, { isHead });
	}
	const entrance = entranceOf(method, segments);
	const key = `${cookie ?? ''}\n${authorization ?? ''}\n${entrance.permission}\n${entrance.root}`;
	const decision = await decisions(key, async () =>
		decide(app, await identify(app, { cookie, authorization }), entrance)
	);
	const asked: DicomwebRequest = {
		method,
		segments: entrance.rest,
		query: mark < 0 ? noQuery : new URLSearchParams(url.slice(mark + 1)),
		root: `${app.config.origin}${entrance.root}`,
		header: (name) => {
			const value = request.headers[name];
			return Array.isArray(value) ? value.join(', ') : (value ?? null);
		},
		body: isReading ? null : request,
		left: () => leftBy(response)
	};
	return send(response, await answerAt(app, decision, asked), { isHead });
}

/** Made for those alone who have to wait for others. */
function leftBy(response: ServerResponse): AbortSignal {
	const gone = new AbortController();
	if (response.destroyed) gone.abort();
	else response.once('close', () => gone.abort());
	return gone.signal;
}

function cookieOf(header: string | undefined, name: string): string | null {
	for (const part of header?.split(';') ?? []) {
		const at = part.indexOf('=');
		if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
	}
	return null;
}
