import type { Instant } from '#lib/core/instant.ts';

/** So many keys are remembered; the oldest is forgotten first. */
const MOST_KEYS = 10_000;

/** How often something may be asked for in a stretch of time. */
export type Rate = { readonly most: number; readonly perMs: number };

/** Counts what is asked for, by key, and says when it is too often. */
export class RateCounter {
	readonly #rate: Rate;
	readonly #counts = new Map<string, { n: number; readonly from: Instant }>();

	constructor(rate: Rate) {
		this.#rate = rate;
	}

	/** Whether the key has been counted as often as it may be. */
	isSpent(key: string, now: Instant): boolean {
		const known = this.#counts.get(key);
		return known !== undefined && now - known.from < this.#rate.perMs && known.n >= this.#rate.most;
	}

	/** Counts a key once. */
	count(key: string, now: Instant): void {
		const known = this.#counts.get(key);
		if (known && now - known.from < this.#rate.perMs) {
			known.n += 1;
			return;
		}
		this.#counts.delete(key);
		const [oldest] = this.#counts.keys();
		if (this.#counts.size >= MOST_KEYS && oldest !== undefined) this.#counts.delete(oldest);
		this.#counts.set(key, { n: 1, from: now });
	}
}
