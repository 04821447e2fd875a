const NOWHERE = 'http://overread.invalid';

/**
 * Where to go after signing in: a path of this very origin, or `/`. Everything that a browser might take for another host
 * (`//host`, `/\host`, control characters, schemes) becomes `/`.
 */
export function returnPath(to: string | null | undefined): string {
	if (!to || !/^\/(?![/\\])[\x20-\x7e]*$/.test(to) || to.includes('\\')) return '/';
	const url = URL.canParse(to, NOWHERE) ? new URL(to, NOWHERE) : null;
	if (!url || url.origin !== NOWHERE || url.pathname.startsWith('//')) return '/';
	const isLoop = /^\/(sign-in|sign-out|set-up)(\/|$)/.test(url.pathname);
	return isLoop ? '/' : `${url.pathname}${url.search}`;
}
