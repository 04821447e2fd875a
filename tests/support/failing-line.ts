import { createServer, request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

const never = new Promise<never>(() => undefined);

/** What becomes of an answer: it comes, its connection breaks before it, half of it comes and then nothing more, or a part and later the rest. */
export type Fate = 'whole' | 'broken' | 'stalled' | { part: number; rest: Promise<unknown> };

export type FailingLine = { origin: string; close(): Promise<void> };

/** A line to a server, at an address of its own, on which answers fail as `fateOf` says. */
export async function startFailingLine(
	origin: string,
	fateOf: (asked: IncomingMessage) => Fate
): Promise<FailingLine> {
	const { hostname, port } = new URL(origin);
	const line = createServer((asked, answer) => {
		const fate = fateOf(asked);
		if (fate === 'broken') return void asked.socket.destroy();
		const { method, url, headers } = asked;
		const onward = request({ hostname, port, method, path: url, headers }, (given) => {
			answer.writeHead(given.statusCode ?? 502, given.headers);
			if (fate === 'whole') return void given.pipe(answer);
			const { part, rest } = fate === 'stalled' ? { part: 0.5, rest: never } : fate;
			void buffer(given).then(async (bytes) => {
				const length = Math.floor(bytes.length * part);
				answer.write(bytes.subarray(0, length));
				await rest;
				answer.end(bytes.subarray(length));
			});
		});
		onward.once('error', () => answer.destroy());
		answer.once('close', () => onward.destroy());
		asked.pipe(onward);
	});
	await new Promise<void>((resolve) => line.listen(0, 'localhost', resolve));
	const address = line.address();
	if (typeof address !== 'object' || !address) throw new Error('the line has no address');
	return {
		origin: `http://localhost:${address.port}`,
		close: () =>
			new Promise((resolve) => {
				line.close(() => resolve());
				line.closeAllConnections();
			})
	};
}
