import { createServer, type RequestListener, type Server } from 'node:http';

/** How long a client may take, in milliseconds, before its connection is cut. */
export type Patience = {
	/** From the connection, or from the end of the request before, to the last header. */
	readonly headersMs: number;
	/** Without a byte while a body comes in, or while what was sent is not taken. */
	readonly silenceMs: number;
	/** How often headers are looked after. */
	readonly checkMs: number;
};

const patience: Patience = { headersMs: 20_000, silenceMs: 60_000, checkMs: 5_000 };

/**
 * An HTTP server that waits for nobody for ever: whoever holds connections without saying anything would keep others out before they
 * signed in. A large upload may take as long as it likes while it goes on, and so may an answer while it is made.
 */
export function patientServer(
	listener: RequestListener,
	{ headersMs, silenceMs, checkMs }: Patience = patience
): Server {
	const options = {
		keepAliveTimeout: 65_000,
		headersTimeout: headersMs,
		// The whole of a request is bounded by no time.
		requestTimeout: 0,
		connectionsCheckingInterval: checkMs
	};
	return createServer(options, (request, response) => {
		const { socket } = request;
		response.setTimeout(silenceMs, () => {
			const owesBody = !request.complete;
			const owesReading = response.headersSent && socket.writableLength > 0;
			if (owesBody || owesReading) socket.destroy();
		});
		listener(request, response);
	});
}
