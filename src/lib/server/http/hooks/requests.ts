import type { Handle } from '@sveltejs/kit';
import { tokenIn } from '#lib/server/auth/access-tokens.ts';
import { failure } from '#lib/server/http/respond.ts';

/** The most a request may carry: forms and drafts are read into memory. The longest draft has some fifty thousand bytes. */
export const maxBodyBytes = 1_000_000;

/** Of a refused body this much is let in and dropped, so that its sender reads the answer; a longer one is cut off. */
const DROPPED_BYTES = 8 * maxBodyBytes;

const reading: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Why a request is refused before anybody looks at it, or null: something is to change and the page that asks is not of
 * `origin` (Kit itself looks at forms alone), or the body is longer than `limit` bytes or does not say how long it is.
 */
export function faultOf(
	request: Request,
	{ origin, limit }: { origin: string; limit: number }
): 'not-permitted-origin' | 'too-large-request' | null {
	if (reading.includes(request.method)) return null;
	// A page of another site can send a person's cookie along, and no token.
	const isMachine = tokenIn(request.headers.get('authorization')) !== null;
	if (!isMachine && request.headers.get('origin') !== origin) return 'not-permitted-origin';
	if (request.body === null || limit === Infinity) return null;
	const length = Number(request.headers.get('content-length') ?? Number.NaN);
	return length <= limit ? null : 'too-large-request';
}

/** Refuses what other sites send and what is too large. `unlimited` names the routes that bound their bodies themselves. */
export function makeHandleRequests(unlimited: readonly string[]): Handle {
	return async ({ event, resolve }) => {
		const limit = unlimited.includes(event.route.id ?? '') ? Infinity : maxBodyBytes;
		const fault = faultOf(event.request, { origin: event.url.origin, limit });
		if (!fault) return resolve(event);
		// The answer does not wait for the body; what still comes of it is dropped, so that the connection stays in order.
		void dropBody(event.request).catch(() => undefined);
		return failure(fault);
	};
}

async function dropBody({ body }: Request): Promise<void> {
	let dropped = 0;
	for await (const chunk of body ?? []) {
		dropped += chunk.length;
		if (dropped > DROPPED_BYTES) return;
	}
}
