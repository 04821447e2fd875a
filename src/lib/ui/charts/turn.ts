/** Runs when the browser has nothing more pressing to do; gives what takes it back. */
function whenIdle(run: () => void): () => void {
	if (typeof requestIdleCallback === 'undefined') {
		const timer = setTimeout(run);
		return () => clearTimeout(timer);
	}
	const handle = requestIdleCallback(run, { timeout: 1000 });
	return () => cancelIdleCallback(handle);
}

/** Gives an element its turn: what is seen is drawn at once, what is not when there is time or once it comes into sight. */
export type Turn = {
	/** The last one counts: an earlier one that has not run is forgotten. */
	take(run: () => void): void;
	/** What waits is run now, seen or not. */
	takeNow(): void;
	stop(): void;
};

/** The turns of an element. */
export function takeTurns(element: Element): Turn {
	let isSeen = false;
	let waiting: (() => void) | null = null;
	let forget = () => {};

	function runNow() {
		forget();
		const run = waiting;
		waiting = null;
		run?.();
	}

	const observer = new IntersectionObserver((entries) => {
		isSeen = entries.at(-1)?.isIntersecting ?? false;
		if (isSeen) runNow();
	});
	observer.observe(element);

	function take(run: () => void) {
		forget();
		waiting = run;
		if (isSeen) runNow();
		else forget = whenIdle(runNow);
	}

	function stop() {
		forget();
		waiting = null;
		observer.disconnect();
	}

	return { take, takeNow: runNow, stop };
}
