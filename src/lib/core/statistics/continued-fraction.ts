const TINY = 1e-300;
const MOST_STILL = 16;

/** One partial numerator and denominator of b0 + a1/(b1 + a2/(b2 + …)). */
export type Partial = { readonly a: number; readonly b: number };

/**
 * Value of the continued fraction b0 + a1/(b1 + …) by the modified Lentz method (Thompson & Barnett 1986).
 * @param partial gives the pair for step 1, 2, …
 */
export function continuedFraction(b0: number, partial: (step: number) => Partial): number {
	let value = b0 === 0 ? TINY : b0;
	let c = value;
	let d = 0;
	let still = 0;
	// The fractions used here converge in a few multiples of the square root of their largest argument.
	for (let step = 1; step <= 2_000_000; step++) {
		const { a, b } = partial(step);
		d = b + a * d;
		if (d === 0) d = TINY;
		c = b + a / c;
		if (c === 0) c = TINY;
		d = 1 / d;
		const factor = c * d;
		value *= factor;
		if (factor === 1) return value;
		// Rounding may keep the factor one unit of the last place beside 1 for ever.
		still = Math.abs(factor - 1) <= Number.EPSILON ? still + 1 : 0;
		if (still === MOST_STILL) return value;
	}
	throw new Error('the continued fraction does not converge');
}
