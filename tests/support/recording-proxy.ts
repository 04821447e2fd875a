import { createServer, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** One answer of the server, as it went over the wire. The body is unpacked where it was compressed. */
export type Answer = {
	readonly method: string;
	/** Path and query as asked for. */
	readonly path: string;
	readonly status: number;
	/** Status line and headers, as text. */
	readonly head: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
	/** Asked for by the test itself, so that its address says only what the test said. */
	readonly isAsked: boolean;
};

export type Ask = {
	method?: string;
	headers?: Record<string, string>;
	body?: string;
	/** The address comes from an answer, not from the test: it counts as told. */
	isFollowed?: boolean;
};

export type RecordingProxy = {
	/** For the `proxy` option of a browser context. */
	readonly address: string;
	readonly answers: readonly Answer[];
	/** Whatever was asked of anybody but the server. */
	readonly foreign: readonly string[];
	/** Asks the server directly and records its answer too. */
	ask(path: string, options?: Ask): Promise<Answer>;
	close(): Promise<void>;
};

/** Where Chromium asks for its own purposes; it is not let through either. */
const browsersOwn = /(^|\.)(googleapis|gvt1|google)\.com:443$/;

function unpacked(body: Buffer, encoding: string | undefined): Buffer {
	if (body.length === 0) return body;
	if (encoding === 'gzip') return gunzipSync(body);
	if (encoding === 'br') return brotliDecompressSync(body);
	return encoding === 'deflate' ? inflateSync(body) : body;
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer); // a stream without an encoding gives buffers
	return Buffer.concat(chunks);
}

/** Starts an HTTP proxy before one server that keeps every answer: pages, scripts, workers, redirects and errors alike. */
export async function startRecordingProxy(origin: string): Promise<RecordingProxy> {
	const { hostname, port } = new URL(origin);
	const answers: Answer[] = [];
	const foreign: string[] = [];

	function forward(asked: {
		method: string;
		path: string;
		headers: IncomingHttpHeaders;
		body: Buffer;
		isAsked: boolean;
	}): Promise<{ answer: Answer; rawHeaders: string[]; sent: Buffer }> {
		const { method, path, headers, body, isAsked } = asked;
		return new Promise((resolve, reject) => {
			const outgoing = request({ hostname, port, method, path, headers }, (incoming) => {
				const { statusCode: status = 0, statusMessage = '', rawHeaders } = incoming;
				const lines = rawHeaders.map((part, at) => part + (at % 2 === 0 ? ': ' : '\r\n')).join('');
				bytesOf(incoming).then((sent) => {
					const answer = {
						method,
						path,
						status,
						head: `${status} ${statusMessage}\r\n${lines}`,
						headers: incoming.headers,
						body: unpacked(sent, incoming.headers['content-encoding']),
						isAsked
					};
					answers.push(answer);
					resolve({ answer, rawHeaders, sent });
				}, reject);
			});
			outgoing.once('error', reject);
			outgoing.end(body);
		});
	}

	const server = createServer((incoming, outgoing) => {
		const { method = 'GET', url = '', headers } = incoming;
		if (!url.startsWith(`${origin}/`)) {
			foreign.push(`${method} ${url}`);
			outgoing.writeHead(502).end();
			return;
		}
		bytesOf(incoming)
			.then((body) => forward({ method, path: url.slice(origin.length), headers, body, isAsked: false }))
			.then(({ answer, rawHeaders, sent }) => {
				// What was chunked goes on whole: its length is known now.
				const kept = rawHeaders.flatMap((name, at) =>
					at % 2 === 0 && !/^(transfer-encoding|connection|keep-alive)$/i.test(name)
						? [name, rawHeaders[at + 1] ?? '']
						: []
				);
				outgoing.writeHead(answer.status, kept).end(sent);
			})
			.catch(() => outgoing.destroy());
	});
	for (const event of ['connect', 'upgrade'] as const) {
		server.on(event, (incoming: IncomingMessage, socket: { destroy(): unknown }) => {
			const host = incoming.url ?? '';
			if (!browsersOwn.test(host)) foreign.push(`${event} ${host}`);
			socket.destroy();
		});
	}
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (typeof address !== 'object' || !address) throw new Error('the proxy has no address');

	return {
		address: `http://127.0.0.1:${address.port}`,
		answers,
		foreign,
		ask: async (path, { method = 'GET', headers = {}, body = '', isFollowed = false } = {}) => {
			const bytes = Buffer.from(body);
			const length = bytes.length > 0 ? { 'content-length': String(bytes.length) } : {};
			const asked = { ...headers, ...length, host: new URL(origin).host };
			return (await forward({ method, path, headers: asked, body: bytes, isAsked: !isFollowed })).answer;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}
