/** A function at a point with its slope there. */
export type Height = { readonly value: number; readonly slope: number };

/**
 * Where a smooth function is highest in low…high: looks for peaks between `steps` points, narrows each by its slope, and
 * compares them with the ends. Accurate to a few units of the last place of a well-shaped peak.
 */
export function highestPeak(options: {
	at: (u: number) => Height;
	low: number;
	high: number;
	steps: number;
}): number {
	const { at, low, high, steps } = options;
	const grid = Array.from({ length: steps + 1 }, (_, step) => low + ((high - low) * step) / steps);
	const seen = grid.map((u) => ({ u, ...at(u) }));
	const peaks = seen.slice(1).flatMap((right, step) => {
		const left = seen[step];
		if (left === undefined || !(left.slope > 0 && right.slope <= 0)) return [];
		const u = narrow(at, left.u, right.u);
		return [{ u, value: at(u).value }];
	});
	const ends = [seen[0], seen[steps]].filter((end) => end !== undefined);
	const best = [...peaks, ...ends].reduce((one, other) => (other.value > one.value ? other : one));
	return best.u;
}

/** The place where the slope turns from positive to negative: bisection, which rounding cannot lead astray. */
function narrow(at: (u: number) => Height, left: number, right: number): number {
	let [low, high] = [left, right];
	for (let step = 0; step < 60; step++) {
		const middle = low + (high - low) / 2;
		if (middle === low || middle === high) break;
		if (at(middle).slope > 0) low = middle;
		else high = middle;
	}
	return low + (high - low) / 2;
}
