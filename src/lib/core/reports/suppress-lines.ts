/**
 * Which counts must be hidden so that none between zero and the minimum can be had by subtraction. A line is a set of counts of which one is
 * the sum of the others: a row or column with its total, the parts of a cell that stands in another table. Where exactly one count of a
 * line would be hidden, the others give it away, so another one is hidden with it (complementary suppression): one that costs no further
 * count where there is one, else the smallest. Counts of zero say nothing and stay.
 * @param counts every count that is printed or follows from what is, by a key of its own
 * @param lines keys; those that are not among the counts are passed over
 */
export function suppressLines(
	counts: ReadonlyMap<string, number>,
	lines: readonly (readonly string[])[],
	minimum: number
): ReadonlySet<string> {
	const counted = lines
		.map((line) => line.filter((key) => (counts.get(key) ?? 0) > 0))
		.filter(({ length }) => length > 1);
	const linesOf = new Map<string, number[]>();
	for (const [at, line] of counted.entries()) {
		for (const key of line) linesOf.set(key, [...(linesOf.get(key) ?? []), at]);
	}
	const hidden = new Set<string>();
	const hiddenIn = counted.map(() => 0);
	const waiting = new Set<number>();
	const hide = (key: string): void => {
		hidden.add(key);
		for (const at of linesOf.get(key) ?? []) {
			hiddenIn[at] = (hiddenIn[at] ?? 0) + 1;
			waiting.add(at);
		}
	};
	for (const [key, n] of counts) if (n > 0 && n < minimum) hide(key);
	/** Lines that would give a count away, were it hidden: none where each has another hidden one. */
	const costOf = (key: string): number => (linesOf.get(key) ?? []).filter((at) => hiddenIn[at] === 0).length;
	for (const at of waiting) {
		waiting.delete(at);
		if (hiddenIn[at] !== 1) continue;
		const [next] = (counted[at] ?? [])
			.filter((key) => !hidden.has(key))
			.map((key) => ({ key, cost: costOf(key), n: counts.get(key) ?? 0 }))
			.sort((a, b) => a.cost - b.cost || a.n - b.n || (a.key < b.key ? -1 : 1));
		if (next) hide(next.key);
	}
	return hidden;
}
