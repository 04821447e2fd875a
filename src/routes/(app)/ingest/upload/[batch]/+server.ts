import type { ReadableStream } from 'node:stream/web';
import { fileNameHeader } from '#lib/features/ingest/upload-limits.ts';
import { finishUpload, receiveUpload } from '#lib/features/ingest/upload.server.ts';
import { endpoint } from '#lib/server/http/page.ts';
import { failure, json } from '#lib/server/http/respond.ts';

/** One file as the request's body. */
export const PUT = endpoint('ingest.run', async ({ app, actor, params, event }) => {
	const { headers, body } = event.request;
	const length = headers.get('content-length');
	const received = await receiveUpload(app, actor, {
		batchId: params.batch ?? '',
		name: decodedName(headers.get(fileNameHeader) ?? ''),
		// The body is Node's own stream under the web's type.
		body: body as ReadableStream<Uint8Array> | null,
		sizeBytes: length === null ? null : Number(length)
	});
	if (!received.ok) return failure(received.error);
	const { taken, unchanged, refused } = received.value;
	return json({ taken, unchanged, refused });
});

/** No more files come: the batch is closed. */
export const POST = endpoint('ingest.run', async ({ app, actor, params }) => {
	const finished = await finishUpload(app, actor, params.batch ?? '');
	return finished.ok ? json(finished.value) : failure(finished.error);
});

function decodedName(header: string): string {
	try {
		return decodeURIComponent(header);
	} catch {
		return header;
	}
}
