/** Throws unless `value` is a whole number of at least 0. */
export function requireCount(value: number, name: string): void {
	if (!Number.isSafeInteger(value) || value < 0)
		throw new RangeError(`${name} must be a count, not ${value}`);
}

/** Throws unless `x` events in `n` trials are possible. */
export function requireEvents(x: number, n: number): void {
	requireCount(x, 'x');
	requireCount(n, 'n');
	if (x > n) throw new RangeError(`${x} events cannot happen in ${n} trials`);
}

/** Throws unless `value` is in [0, 1]. */
export function requireProbability(value: number, name: string): void {
	if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must be in [0, 1], not ${value}`);
}

/** Throws unless `value` is strictly between 0 and 1, as a confidence level or a quantile's probability must be. */
export function requireInside(value: number, name: string): void {
	if (!(value > 0 && value < 1)) throw new RangeError(`${name} must be between 0 and 1, not ${value}`);
}

/** Throws unless `value` is finite and above 0. */
export function requirePositive(value: number, name: string): void {
	if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} must be above 0, not ${value}`);
}

/** Throws unless `value` is finite and not negative. */
export function requireNonNegative(value: number, name: string): void {
	if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} must not be negative: ${value}`);
}

/** The one-sided tail of a two-sided confidence level. */
export function tailOf(level: number): number {
	requireInside(level, 'level');
	return (1 - level) / 2;
}

/** Whether `probability` is at most `limit`, where equality in exact arithmetic may be lost to rounding. */
export function atMost(probability: number, limit: number): boolean {
	return probability <= limit * (1 + 1e-12);
}

/** Whether `value` reaches `limit`, where equality in exact arithmetic may be lost to rounding. */
export function atLeast(value: number, limit: number): boolean {
	return value >= limit - 1e-12 * Math.abs(limit);
}

/** Throws unless both lists are equally long. */
export function requireSameLength(one: readonly unknown[], other: readonly unknown[]): void {
	if (one.length !== other.length)
		throw new RangeError(`lists of ${one.length} and ${other.length} do not belong together`);
}
