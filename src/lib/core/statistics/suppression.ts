import { requireCount } from './inputs.ts';

export type SuppressedRow = {
	readonly id: string;
	readonly shown: boolean;
	readonly reason: 'primary' | 'complementary' | null;
};

/**
 * Which rows may be shown: none with n below `minN`; and where a visible total would give a single hidden row away by
 * subtraction, the smallest shown row (ties by id) is hidden too. Standard disclosure control.
 */
export function suppressSmall(
	rows: readonly { id: string; n: number }[],
	options: { minN: number; isTotalShown: boolean }
): SuppressedRow[] {
	for (const { n } of rows) requireCount(n, 'n');
	const small = new Set(rows.filter(({ n }) => n < options.minN));
	const smallestShown = rows
		.filter((row) => !small.has(row))
		.toSorted((a, b) => a.n - b.n || (a.id < b.id ? -1 : 1))[0];
	const complementary = options.isTotalShown && small.size === 1 ? smallestShown : undefined;
	return rows.map((row) => {
		if (small.has(row)) return { id: row.id, shown: false, reason: 'primary' };
		if (row === complementary) return { id: row.id, shown: false, reason: 'complementary' };
		return { id: row.id, shown: true, reason: null };
	});
}
