/** No input for this long is idleness, and does not count. */
export const IDLE_AFTER_MS = 60_000;

/**
 * Time spent on a case: from input to input, at most a minute each, and only while the page is in sight.
 * Times are milliseconds of one clock that never goes back.
 */
export class ActiveTime {
	#countedMs: number;
	#lastInputAt: number | null = null;

	/** @param countedMs what earlier visits to the case already counted */
	constructor(countedMs: number) {
		this.#countedMs = countedMs;
	}

	/** The person did something, or came back to the page. */
	touch(atMs: number): void {
		this.#countedMs = this.totalMs(atMs);
		this.#lastInputAt = atMs;
	}

	/** The page went out of sight. */
	pause(atMs: number): void {
		this.#countedMs = this.totalMs(atMs);
		this.#lastInputAt = null;
	}

	/** Whole milliseconds of activity until now. */
	totalMs(atMs: number): number {
		if (this.#lastInputAt === null) return this.#countedMs;
		const sinceMs = Math.max(0, atMs - this.#lastInputAt);
		return Math.round(this.#countedMs + Math.min(sinceMs, IDLE_AFTER_MS));
	}
}
