/** Sum with the rounding errors carried along: Neumaier (1974) Z Angew Math Mech 54:39. 0 of nothing. */
export function sum(values: Iterable<number>): number {
	let total = 0;
	let lost = 0;
	for (const value of values) {
		const next = total + value;
		lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
		total = next;
	}
	return total + lost;
}

/** Sum of a figure over items. */
export function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
	return sum(items.map(of));
}
