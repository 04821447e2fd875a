import { goto } from '$app/navigation';

/** A page that an act leads to, and its data as the server gives them to the router (`server/http/page.ts`). */
export type HandedPage = { readonly to: string; readonly data: string };

/** The page that came with the answer to an act, if one did. */
export function handedPage(data: Readonly<Record<string, unknown>> | undefined): HandedPage | null {
	const handed: unknown = data?.['handed'];
	if (typeof handed !== 'object' || handed === null || !('to' in handed) || !('data' in handed)) return null;
	const { to, data: text } = handed;
	return typeof to === 'string' && typeof text === 'string' ? { to, data: text } : null;
}

/**
 * Goes to a page whose data came with the answer to an act, without asking for them a second time. The router asks with
 * `window.fetch`, which gives it what was handed on: once, and for this page alone.
 */
export async function goToHanded({ to, data }: HandedPage): Promise<void> {
	const path = `${to}/__data.json`;
	const { fetch } = window;
	const putBack = (): void => {
		window.fetch = fetch;
	};
	window.fetch = (input, init) => {
		const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
		if (pathname !== path) return fetch(input, init);
		putBack();
		return Promise.resolve(new Response(data, { headers: { 'content-type': 'application/json' } }));
	};
	try {
		await goto(to, { invalidateAll: true });
	} finally {
		putBack();
	}
}
