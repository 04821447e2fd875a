import { isEarly } from './early.ts';
import { givenUp } from './frame-queue.ts';
import { pagePacking } from './packing.ts';
import { fetchBytes, type Arriving } from './patient-fetch.ts';

/** What is asked for in place of a frame: its bytes as they are stored. */
export const frameMediaType = 'multipart/related; type=application/octet-stream; transfer-syntax=*';

const running = new Map<string, AbortController>();

/**
 * The bytes that the server sends for a frame, `imageId` being `wadors:` and its URL. Over a slow line a grey one is asked for compressed.
 * Rejects with an Error that says why not.
 */
export async function fetchFrame(
	imageId: string,
	{ isGrey = false, onMore }: { isGrey?: boolean; onMore?: ((arriving: Arriving) => void) | undefined } = {}
): Promise<ArrayBuffer> {
	const controller = new AbortController();
	running.set(imageId, controller);
	const plain = urlOf(imageId);
	const packing = isGrey ? pagePacking() : undefined;
	let hasCome = false;
	try {
		// What was asked for before anybody needed it was asked for as it is stored.
		const url = packing && !isEarly(plain) ? await packing.addressOf(plain) : plain;
		const { response, bytes } = await fetchBytes(url, {
			accept: frameMediaType,
			signal: controller.signal,
			onMore: (arriving) => {
				packing?.arrived(plain, arriving.lengthBytes);
				onMore?.(arriving);
			}
		});
		if (!response.ok) throw new Error(`status ${response.status}`);
		hasCome = true;
		return bytes;
	} finally {
		packing?.done(plain, hasCome);
		if (running.get(imageId) === controller) running.delete(imageId);
	}
}

/** Stops the request of a frame that nobody waits for any longer. */
export function cancelFrame(imageId: string): void {
	running.get(imageId)?.abort(new Error(givenUp));
}

/** Cornerstone's name of a frame without its scheme. */
export function urlOf(imageId: string): string {
	return imageId.replace(/^[a-z]+:/, '');
}
