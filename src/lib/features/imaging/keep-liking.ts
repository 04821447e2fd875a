import type { ViewerSettings } from '#lib/viewer/tools/settings.ts';

/** Sends how the person likes the viewer to the server; false when it could not be kept. */
export async function keepLiking(settings: ViewerSettings): Promise<boolean> {
	try {
		const { ok } = await fetch('/account/viewer', {
			method: 'PUT',
			// Also where the page is left at once.
			keepalive: true,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(settings)
		});
		return ok;
	} catch {
		return false;
	}
}
