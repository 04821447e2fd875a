/** A named part of a whole. */
export type NamedSize = { readonly name: string; readonly size: number };

/**
 * Splits `total` over parts in proportion to their sizes by largest remainder (Hamilton), exactly; ties go to the name
 * that sorts first. The counts sum to `total`; while `total` is at most the sum of sizes, none exceeds its size.
 * @returns counts in the order of `parts`
 */
export function largestRemainder(parts: readonly NamedSize[], total: number): number[] {
	for (const value of [total, ...parts.map(({ size }) => size)]) {
		if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not a count`);
	}
	const sum = parts.reduce((all, { size }) => all + BigInt(size), 0n);
	if (sum === 0n) {
		if (total > 0) throw new RangeError('there is nothing to take from');
		return parts.map(() => 0);
	}
	const shares = parts.map(({ name, size }, index) => {
		const product = BigInt(total) * BigInt(size);
		return { name, index, whole: Number(product / sum), remainder: product % sum };
	});
	const counts = shares.map(({ whole }) => whole);
	const missing = total - counts.reduce((all, count) => all + count, 0);
	const first = shares.toSorted((a, b) => {
		if (a.remainder !== b.remainder) return a.remainder > b.remainder ? -1 : 1;
		return a.name < b.name ? -1 : 1;
	});
	for (const { index } of first.slice(0, missing)) counts[index] = (counts[index] ?? 0) + 1;
	return counts;
}
