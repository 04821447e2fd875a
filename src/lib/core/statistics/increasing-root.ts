/** A value and its derivative. */
export type Slope = { readonly value: number; readonly slope: number };

/**
 * The root of an increasing function by Newton's method, kept inside a bracket by bisection.
 * @param at value and derivative at a point; infinite values are allowed and lead to bisection
 * @returns the root, or the end of the bracket beyond which it lies
 */
export function increasingRoot(options: {
	at: (u: number) => Slope;
	low: number;
	high: number;
	start: number;
}): number {
	let { low, high } = options;
	let u = Math.min(Math.max(options.start, low), high);
	for (let step = 0; step < 200; step++) {
		const { value, slope } = options.at(u);
		if (value === 0) return u;
		if (value > 0) high = u;
		else low = u;
		const newton = u - value / slope;
		const next = newton > low && newton < high ? newton : low + (high - low) / 2;
		if (Math.abs(next - u) <= 4e-16 * Math.max(1, Math.abs(u))) return next;
		u = next;
	}
	return u;
}
