import { connect, createServer, type Socket } from 'node:net';

/** What a line lets through: megabits a second down to the browser and up from it, and milliseconds there and back. */
export type LineShape = { downMbit: number; upMbit: number; roundTripMs: number };

export type ShapedLine = { origin: string; close(): Promise<void> };

/** What one turn of the line carries; connections take turns. */
const pieceBytes = 8 * 1024;
/** What waits before the line of one connection until its sender is told to wait. */
const mostWaitingBytes = 128 * 1024;

/** `50,20,20` is 50 Mbit/s down, 20 up, 20 ms there and back; null where nothing is named. */
export function readLineShape(text: string | undefined): LineShape | null {
	if (!text) return null;
	const [downMbit = NaN, upMbit = NaN, roundTripMs = NaN] = text.split(',').map(Number);
	if (!(downMbit > 0 && upMbit > 0 && roundTripMs >= 0)) throw new Error(`no line: ${text}`);
	return { downMbit, upMbit, roundTripMs };
}

/**
 * A line before a server on which all connections share the same bits a second, each way, and everything takes half of the way there
 * and back; a new connection costs one such way more. It shapes bytes, not packets: nothing is lost and no connection starts slowly.
 */
export async function startShapedLine(server: string, shape: LineShape): Promise<ShapedLine> {
	const { hostname, port, protocol } = new URL(server);
	const delayMs = shape.roundTripMs / 2;
	const down = openWay(shape.downMbit, delayMs);
	const up = openWay(shape.upMbit, delayMs);
	const sockets = new Set<Socket>();
	const line = createServer((near) => {
		const far = connect(Number(port || 80), hostname);
		for (const socket of [near, far]) {
			socket.setNoDelay(true);
			sockets.add(socket);
			socket.once('close', () => sockets.delete(socket));
			socket.on('error', () => undefined);
		}
		near.once('close', () => far.destroy());
		// Ended in order, what it still sent is on its way.
		far.once('close', (isBroken) => isBroken && near.destroy());
		carry(near, far, up, shape.roundTripMs);
		carry(far, near, down, 0);
	});
	await new Promise<void>((resolve) => line.listen(0, hostname, resolve));
	const address = line.address();
	if (typeof address !== 'object' || !address) throw new Error('the line has no address');
	return {
		origin: `${protocol}//${hostname}:${address.port}`,
		close: () =>
			new Promise((resolve) => {
				line.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			})
	};
}

type Way = { send(queue: Buffer[], deliver: (piece: Buffer) => void): void };

/** One direction: takes a piece of each connection in turn, at the rate of the line, and delivers it after the delay, in order. */
function openWay(megabits: number, delayMs: number): Way {
	const bytesPerMs = (megabits * 1e6) / 8 / 1_000;
	const turns: { queue: Buffer[]; deliver: (piece: Buffer) => void }[] = [];
	const underWay: { dueMs: number; arrive: () => void }[] = [];
	let freeAtMs = 0;
	let isRunning = false;

	// Timers are no finer than a millisecond: what is due within one goes at once.
	function run(): void {
		const now = performance.now();
		while (turns.length > 0 && freeAtMs <= now) {
			const turn = turns.shift();
			const piece = turn?.queue.shift();
			if (!turn || !piece) continue;
			const head = piece.subarray(0, pieceBytes);
			if (piece.length > pieceBytes) turn.queue.unshift(piece.subarray(pieceBytes));
			freeAtMs += head.length / bytesPerMs;
			underWay.push({ dueMs: freeAtMs + delayMs, arrive: () => turn.deliver(head) });
			if (turn.queue.length > 0) turns.push(turn);
		}
		while (underWay[0] && underWay[0].dueMs <= now) underWay.shift()?.arrive();
		isRunning = turns.length > 0 || underWay.length > 0;
		if (isRunning) setTimeout(run, 1);
	}

	return {
		send(queue, deliver) {
			// A line that had nothing to carry has not saved that time up.
			if (turns.length === 0) freeAtMs = Math.max(freeAtMs, performance.now());
			if (!turns.some((turn) => turn.queue === queue)) turns.push({ queue, deliver });
			if (isRunning) return;
			isRunning = true;
			run();
		}
	};
}

function carry(from: Socket, to: Socket, way: Way, firstDelayMs: number): void {
	const queue: Buffer[] = [];
	let [waiting, isOver] = [0, false];
	const deliver = (piece: Buffer) => {
		waiting -= piece.length;
		if (!to.destroyed) to.write(piece);
		if (waiting < mostWaitingBytes) from.resume();
		if (isOver && waiting === 0) to.end();
	};
	const openAt = performance.now() + firstDelayMs;
	from.on('data', (bytes: Buffer) => {
		waiting += bytes.length;
		queue.push(bytes);
		if (waiting >= mostWaitingBytes) from.pause();
		const early = openAt - performance.now();
		if (early > 0) setTimeout(() => way.send(queue, deliver), early);
		else way.send(queue, deliver);
	});
	from.once('end', () => {
		isOver = true;
		if (waiting === 0) to.end();
	});
}
