import { addDecimals, parseDecimal, roundHalfUp, timesCount, type Decimal } from './decimal.ts';

/** A part of the frame and the share of it to draw. */
export type RatedSize = { readonly size: number; readonly rate: Decimal };

/**
 * Whole counts for parts in a fixed order: k = floor(sum of rate × size so far + 1/2) - already taken, in exact decimal
 * arithmetic. The total is never off by more than half a case, and no part gets more than its size for rates up to 1.
 */
export function carryFractions(parts: readonly RatedSize[]): number[] {
	let due: Decimal = { numerator: 0n, digits: 0 };
	let taken = 0;
	return parts.map(({ size, rate }) => {
		if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`${size} is not a size`);
		due = addDecimals(due, timesCount(rate, size));
		const count = roundHalfUp(due) - taken;
		taken += count;
		return count;
	});
}

/** The same with one rate for all, given as a number (its decimal form counts) or a decimal text. */
export function carryRound(sizes: readonly number[], rate: number | string): number[] {
	const decimal = parseDecimal(rate);
	if (decimal.numerator < 0n) throw new RangeError('a rate is not negative');
	return carryFractions(sizes.map((size) => ({ size, rate: decimal })));
}
