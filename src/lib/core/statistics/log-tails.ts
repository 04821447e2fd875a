/** The two tails of a distribution at a point, as natural logarithms. */
export type LogTails = { readonly lower: number; readonly upper: number };

/** log(1 - e^a) for a ≤ 0, without cancellation at either end. */
export function logComplement(a: number): number {
	if (a >= 0) return -Infinity;
	return a > -Math.LN2 ? Math.log(-Math.expm1(a)) : Math.log1p(-Math.exp(a));
}

/** A lower tail known only to be near 0 would lose its digits as 1 - upper: say which one was computed. */
export function tailsFromLower(lower: number): LogTails {
	return { lower: Math.min(lower, 0), upper: logComplement(lower) };
}

/** The same from the upper tail. */
export function tailsFromUpper(upper: number): LogTails {
	return { lower: logComplement(upper), upper: Math.min(upper, 0) };
}
