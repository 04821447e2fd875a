import { Agent, get, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, get as getSecurely } from 'node:https';

/** The head of an answer and its bytes as they come. */
export type BytesAnswer = {
	readonly status: number;
	readonly contentType: string;
	readonly body: AsyncIterable<Uint8Array>;
};

const agents = {
	http: new Agent({ keepAlive: true }),
	https: new SecureAgent({ keepAlive: true })
} as const;

/** So much may lie here that nobody has taken yet. */
const AHEAD_BYTES = 4 * 1024 * 1024;

/**
 * Asks for bytes by the server's own HTTP and not by `fetch`, whose streams take twice the time for pixels. Redirects are not followed.
 * Rejects where there is no answer; `gone` ends the question, and its answer wherever that is.
 */
export async function getBytes(
	url: URL,
	{ headers, gone }: { readonly headers: Readonly<Record<string, string>>; readonly gone: AbortSignal }
): Promise<BytesAnswer> {
	const response = await ask(url, { headers, gone });
	const { 'content-type': contentType = '', 'content-encoding': encoding = 'identity' } = response.headers;
	return {
		status: response.statusCode ?? 0,
		// Compressed on its way, which nobody asked for, it is of no use: it gets no type.
		contentType: encoding === 'identity' ? contentType : '',
		body: chunksOf(response)
	};
}

function ask(
	url: URL,
	options: { readonly headers: Readonly<Record<string, string>>; readonly gone: AbortSignal },
	isAgain = false
): Promise<IncomingMessage> {
	const { headers, gone } = options;
	return new Promise((resolve, reject) => {
		const isSecure = url.protocol === 'https:';
		const settings = { headers, signal: gone, agent: isSecure ? agents.https : agents.http };
		const request = isSecure ? getSecurely(url, settings) : get(url, settings);
		let isAnswered = false;
		request.once('response', (response) => {
			isAnswered = true;
			resolve(response);
		});
		request.on('error', (error: Error & { code?: string }) => {
			// A connection that was kept may have been shut in the moment in which it was taken again.
			const isStale = request.reusedSocket && error.code === 'ECONNRESET' && !gone.aborted;
			if (isStale && !isAnswered && !isAgain) resolve(ask(url, options, true));
			else reject(error);
		});
	});
}

/** What comes in, as it comes in, and no faster than it is taken. Throws where it ends too early. */
function chunksOf(response: IncomingMessage): AsyncGenerator<Uint8Array> {
	let waiting: Uint8Array[] = [];
	let bytes = 0;
	/** How it ended; nothing as long as more may come. */
	const ends: ('whole' | 'broken')[] = [];
	let wake = (): void => undefined;
	const finish = (how: 'whole' | 'broken'): void => {
		ends.push(how);
		wake();
	};
	response.on('data', (chunk: Buffer) => {
		waiting.push(chunk);
		bytes += chunk.length;
		if (bytes > AHEAD_BYTES) response.pause();
		wake();
	});
	response.once('end', () => finish('whole'));
	response.on('error', () => finish('broken'));
	response.once('close', () => finish('broken'));
	return (async function* take() {
		try {
			for (;;) {
				const taken = waiting;
				[waiting, bytes] = [[], 0];
				yield* taken;
				if (waiting.length > 0) continue;
				if (ends[0] === 'broken') throw new Error('the answer broke off');
				if (ends[0] === 'whole') return;
				response.resume();
				await new Promise<void>((resolve) => (wake = resolve));
			}
		} finally {
			if (ends.length === 0) response.destroy();
		}
	})();
}
