import { checkFiles } from '#lib/core/bundle/check.ts';
import { blobSource, plainHashing, type Hashing } from '#lib/core/bundle/source.ts';
import type { CheckAnswer, CheckTask } from './check-messages.ts';

// The browser's own hashing is faster, and there only where pages come by TLS.
const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
const hashing: Hashing = subtle
	? {
			...plainHashing,
			digest: async (bytes) => {
				const digest = await subtle.digest('SHA-256', bytes as BufferSource); // never of shared memory
				return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
			}
		}
	: plainHashing;

const running = new Map<number, AbortController>();
const answer = (message: CheckAnswer): void => postMessage(message);

addEventListener('message', async ({ data }: MessageEvent<CheckTask>) => {
	const { id, files } = data;
	if (files === null) {
		running.get(id)?.abort();
		return;
	}
	const controller = new AbortController();
	running.set(id, controller);
	try {
		const sources = files.map((file) => ({ name: file.name, source: blobSource(file) }));
		const checked = await checkFiles(sources, {
			keys: data.keys,
			manifests: data.manifests,
			hashing,
			signal: controller.signal,
			onProgress: (done, of) => answer({ id, done, of })
		});
		answer({ id, checked });
	} catch {
		// A file that was taken away while it was read; what was checked of it says nothing.
		answer({ id, stopped: controller.signal.aborted ? 'cancelled' : 'unreadable' });
	} finally {
		running.delete(id);
	}
});
