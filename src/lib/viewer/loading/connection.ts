/** What is told of frames without an answer, each by its name. */
type Misses = {
	/** Whether the server answers anything at all. */
	isReachable(): Promise<boolean>;
	/** The connection is lost, or is there again. */
	onChange(isLost: boolean): void;
	/** Those who wait may be asked for again, but for these: twice without an answer although the server is there. */
	onResume(givenUp: string[]): void;
};

/** Notices when the server is out of reach, asks at growing distances whether it is back, and goes on by itself. */
export type Connection = {
	/** Nothing is asked for while it is not known whether anybody answers. */
	isOpen(): boolean;
	isWaiting(name: string): boolean;
	missed(name: string): void;
	/** The machine says that it has a network: asks at once. */
	hurry(): void;
	close(): void;
};

const firstWaitMs = 1_000;
const longestWaitMs = 10_000;
/** One dropped answer is an accident; a second one, from a server that is there, is the fault of what was asked for. */
const mostMisses = 2;

export function watchConnection({ isReachable, onChange, onResume }: Misses): Connection {
	const misses = new Map<string, number>();
	const waiting = new Set<string>();
	let [isChecking, isLost, isClosed] = [false, false, false];
	let waitMs = firstWaitMs;
	let timer: ReturnType<typeof setTimeout> | undefined;

	async function check(): Promise<void> {
		if (isChecking || isClosed) return;
		isChecking = true;
		clearTimeout(timer);
		const isThere = await isReachable().catch(() => false);
		isChecking = false;
		if (isClosed) return;
		if (isThere) return resume();
		// It was not the fault of the frames.
		misses.clear();
		if (!isLost) onChange((isLost = true));
		timer = setTimeout(() => void check(), waitMs);
		waitMs = Math.min(longestWaitMs, waitMs * 2);
	}

	function resume(): void {
		waitMs = firstWaitMs;
		if (isLost) onChange((isLost = false));
		const givenUp = [...waiting].filter((name) => (misses.get(name) ?? 0) >= mostMisses);
		waiting.clear();
		for (const name of givenUp) misses.delete(name);
		onResume(givenUp);
	}

	return {
		isOpen: () => !isChecking && !isLost,
		isWaiting: (name) => waiting.has(name),
		missed(name) {
			waiting.add(name);
			if (isLost) return;
			misses.set(name, (misses.get(name) ?? 0) + 1);
			void check();
		},
		hurry() {
			if (isLost) void check();
		},
		close() {
			isClosed = true;
			clearTimeout(timer);
		}
	};
}
