import type { Handle } from '@sveltejs/kit';

/** Security headers beside the content security policy, which Kit writes with its nonces. */
export const securityHeaders: Readonly<Record<string, string>> = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
	'x-robots-tag': 'noindex, nofollow'
};

/** Sets the security headers; what depends on who asks is kept by nobody unless the route says otherwise, as it may of frames. */
export const handleHeaders: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const isFramed = response.headers.get('x-frame-options') === 'SAMEORIGIN';
	for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
	if (isFramed) response.headers.set('x-frame-options', 'SAMEORIGIN');
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
	if (event.url.protocol === 'https:') {
		response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
	}
	return response;
};
