import { isNoAnswer } from './patient-fetch.ts';

/** What is told while something is asked for again, and what ends it. */
export type Line = {
	/** There was no answer and it is asked for again, or that is over. */
	onConnection?(isLost: boolean): void;
	/** Nobody waits for it any longer, and nothing is told. */
	signal?: AbortSignal;
};

const firstWaitMs = 1_000;
const longestWaitMs = 10_000;
/** So often may a server that is there leave a request without an answer; one that is out of reach is waited for. */
const mostMisses = 4;

/**
 * Asks at growing distances until there is an answer, and at once when the machine says that it has a network again. Rejects with
 * what `ask` rejected with where that is not for want of an answer, or where the server is there and gives none to this.
 */
export async function askAgain<T>(
	ask: () => Promise<T>,
	{ isReachable, onConnection, signal }: Line & { isReachable(): Promise<boolean> }
): Promise<T> {
	let [misses, waitMs, isLost] = [0, firstWaitMs, false];
	const say = (now: boolean) => {
		if (now === isLost) return;
		isLost = now;
		onConnection?.(now);
	};
	try {
		for (;;) {
			try {
				return await ask();
			} catch (error) {
				if (!isNoAnswer(error) || signal?.aborted) throw error;
				say(true);
				if ((await isReachable()) && ++misses >= mostMisses) throw error;
				await pause(waitMs, signal);
				if (signal?.aborted) throw error;
				waitMs = Math.min(longestWaitMs, waitMs * 2);
			}
		}
	} finally {
		if (!signal?.aborted) say(false);
	}
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
	return new Promise((resolve) => {
		const over = new AbortController();
		const end = () => {
			clearTimeout(timer);
			over.abort();
			resolve();
		};
		const timer = setTimeout(end, ms);
		addEventListener('online', end, { signal: over.signal });
		signal?.addEventListener('abort', end, { signal: over.signal });
		if (signal?.aborted) end();
	});
}
