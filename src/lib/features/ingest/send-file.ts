import { fileNameHeader } from './upload-limits.ts';

/** What the server answered to one file, or how far it did not come. */
export type SendOutcome =
	| { readonly kind: 'sent'; readonly taken: number; readonly unchanged: number; readonly refused: number }
	| { readonly kind: 'failed'; readonly code: string }
	| { readonly kind: 'aborted' };

export type Sender = {
	/** Opens a batch and gives its id, or null. */
	begin(): Promise<string | null>;
	send(
		batchId: string,
		file: { readonly file: File; readonly name: string },
		on: { progress: (bytes: number) => void; signal: AbortSignal }
	): Promise<SendOutcome>;
	finish(batchId: string): Promise<void>;
};

/** Sends files to the portal, one request each: a request tells how far it is only through XMLHttpRequest. */
export const sender: Sender = {
	async begin() {
		const response = await fetch('/ingest/upload', { method: 'POST' }).catch(() => null);
		if (!response?.ok) return null;
		const answer = (await response.json()) as { id: string }; // written by routes/(app)/ingest/upload
		return answer.id;
	},
	send: (batchId, { file, name }, { progress, signal }) =>
		new Promise((resolve) => {
			const request = new XMLHttpRequest();
			request.open('PUT', `/ingest/upload/${encodeURIComponent(batchId)}`);
			request.setRequestHeader('content-type', 'application/octet-stream');
			request.setRequestHeader(fileNameHeader, encodeURIComponent(name));
			request.responseType = 'json';
			request.upload.onprogress = (event) => progress(event.loaded);
			request.onload = () => resolve(outcomeOf(request));
			request.onerror = () => resolve({ kind: 'failed', code: 'upload-broken-off' });
			request.onabort = () => resolve({ kind: 'aborted' });
			signal.addEventListener('abort', () => request.abort(), { once: true });
			request.send(file);
		}),
	async finish(batchId) {
		await fetch(`/ingest/upload/${encodeURIComponent(batchId)}`, { method: 'POST' }).catch(() => null);
	}
};

type Answer = { taken?: number; unchanged?: number; refused?: number; error?: string } | null;

function outcomeOf(request: XMLHttpRequest): SendOutcome {
	const answer = request.response as Answer; // written by routes/(app)/ingest/upload/[batch]
	if (request.status === 200 && answer) {
		return {
			kind: 'sent',
			taken: answer.taken ?? 0,
			unchanged: answer.unchanged ?? 0,
			refused: answer.refused ?? 0
		};
	}
	if (request.status === 401) return { kind: 'failed', code: 'sign-in-required' };
	return { kind: 'failed', code: answer?.error ?? 'other' };
}
