import type { Portal } from '../e2e/portal.ts';

/** Signs in over HTTP and gives the session's cookie. */
export async function signInAs(portal: Portal, email: string, password: string): Promise<string> {
	const answer = await fetch(`${portal.origin}/sign-in`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: portal.origin, accept: 'text/html' },
		body: new URLSearchParams({ email, password })
	});
	const cookie = answer.headers.get('set-cookie')?.split(';')[0];
	if (answer.status !== 303 || !cookie) throw new Error(`sign-in answered ${answer.status}`);
	return cookie;
}
