/** Something that is made row by row: between two rows the page can do something else. */
export type Making<T> = Generator<undefined, T>;

/** Makes it to its end. */
export function finish<T>(making: Making<T>): T {
	for (;;) {
		const { done, value } = making.next();
		if (done) return value;
	}
}

/** Goes on with it for so long; gives what was made when it is at its end. */
export function goOn<T>(making: Making<T>, turnMs: number): { made: T } | undefined {
	const untilMs = performance.now() + turnMs;
	for (;;) {
		const { done, value } = making.next();
		if (done) return { made: value };
		if (performance.now() >= untilMs) return undefined;
	}
}

/** Resolves once the page has answered what waited for it, such as a key or the wheel. */
export function nextTurn(): Promise<void> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(null);
	});
}
