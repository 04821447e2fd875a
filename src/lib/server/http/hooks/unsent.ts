import type { Handle } from '@sveltejs/kit';
import type { UnsentField } from '#lib/core/unsent.ts';
import { maxBodyBytes } from './requests.ts';

/**
 * What a form without scripts carries, by field and in its order. Passwords are left out: they are typed again.
 * @see {@link handleUnsent}
 */
export function unsentFields(body: string): UnsentField[] {
	return [...new URLSearchParams(body)]
		.filter(([name, value]) => value !== '' && !/password/i.test(name))
		.map(([name, value]) => ({ name, value }));
}

/**
 * Keeps what somebody typed when their session has ended before they sent it from a page without scripts: the answer that
 * nobody is signed in gives it back to be sent again. It is stored nowhere, and no cache keeps the answer.
 */
export const handleUnsent: Handle = async ({ event, resolve }) => {
	const { request, locals, route } = event;
	const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded');
	const wantsPage = request.headers.get('accept')?.includes('html');
	// Routes of files bound their bodies themselves, but only for who is signed in.
	const isShort = Number(request.headers.get('content-length') ?? Number.NaN) <= maxBodyBytes;
	if (!isShort) return resolve(event);
	if (request.method === 'POST' && isForm && wantsPage && !locals.actor && route.id?.startsWith('/(app)')) {
		locals.unsent = unsentFields(await request.clone().text());
	}
	return resolve(event);
};
