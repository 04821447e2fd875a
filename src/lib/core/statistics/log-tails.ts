/** The two tails of a distribution at a point, as natural logarithms. */
export type LogTails = { readonly lower: number; readonly upper: number };

/** log(1 - e^a) for a ≤ 0, without cancellation at either end. */
export function logComplement(a: number): number {
	if (a >= 0) return -Infinity;
	return a > -Math.LN2 ? Math.log(-Math.expm1(a)) : Math.log1p(-Math.exp(a));
}

/** Both tails from the lower one, where that is the one computed: a small tail keeps its digits only if it is not 1 - upper. */
export function tailsFromLower(lower: number): LogTails {
	return { lower: Math.min(lower, 0), upper: logComplement(lower) };
}

/** Both tails from the upper one. */
export function tailsFromUpper(upper: number): LogTails {
	return { lower: logComplement(upper), upper: Math.min(upper, 0) };
}
