import { fetchBytes, type Arriving } from './patient-fetch.ts';

/** What is asked for in place of a frame: its bytes as they are stored. */
export const frameMediaType = 'multipart/related; type=application/octet-stream; transfer-syntax=*';

const running = new Map<string, AbortController>();

/** The bytes that the server sends for a frame, `imageId` being `wadors:` and its URL. Rejects with an Error that says why not. */
export async function fetchFrame(
	imageId: string,
	onMore?: (arriving: Arriving) => void
): Promise<ArrayBuffer> {
	const controller = new AbortController();
	running.set(imageId, controller);
	try {
		const { response, bytes } = await fetchBytes(urlOf(imageId), {
			accept: frameMediaType,
			signal: controller.signal,
			onMore
		});
		if (!response.ok) throw new Error(`status ${response.status}`);
		return bytes;
	} finally {
		if (running.get(imageId) === controller) running.delete(imageId);
	}
}

/** Stops the request of a frame that nobody waits for any longer. */
export function cancelFrame(imageId: string): void {
	running.get(imageId)?.abort();
}

/** Cornerstone's name of a frame without its scheme. */
export function urlOf(imageId: string): string {
	return imageId.replace(/^[a-z]+:/, '');
}
