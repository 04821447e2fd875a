import { disagreementTable, type Weighting } from './category-weights.ts';
import { requireCount, tailOf } from './inputs.ts';
import { normalUpperQuantile } from './normal.ts';
import { sum } from './sum.ts';

/** Agreement of two fixed readers. Null where nothing varies or nothing was read. */
export type CohenKappa = {
	readonly n: number;
	readonly observed: number | null;
	readonly chance: number | null;
	readonly kappa: number | null;
	readonly se: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
	/** Standard error if the readers agreed by chance alone. */
	readonly seNull: number | null;
};

type Cell = {
	readonly share: number;
	readonly byChance: number;
	readonly apart: number;
	readonly lean: number;
};

/**
 * Cohen's kappa, weighted or not: Cohen (1960) Educ Psychol Meas 20:37, (1968) Psychol Bull 70:213; standard errors of
 * Fleiss, Cohen & Everitt (1969) Psychol Bull 72:323; normal interval clipped to [-1, 1]. Written in disagreements,
 * which stay exact where almost everything agrees.
 * @param table q × q counts over the whole scale, rows = first reader; throws unless square
 */
export function cohenKappa(
	table: readonly (readonly number[])[],
	weighting: Weighting,
	level: number
): CohenKappa {
	const z = normalUpperQuantile(tailOf(level));
	for (const row of table) {
		if (row.length !== table.length) throw new RangeError('the table must be square');
		for (const count of row) requireCount(count, 'count');
	}
	const n = sum(table.map(sum));
	const none = { kappa: null, se: null, lower: null, upper: null, seNull: null };
	if (n === 0) return { n, observed: null, chance: null, ...none };
	const cells = cellsOf(table, n, weighting);
	const apart = sum(cells.map((cell) => cell.share * cell.apart));
	const apartByChance = sum(cells.map((cell) => cell.byChance * cell.apart));
	const observed = 1 - apart;
	const chance = 1 - apartByChance;
	if (apartByChance === 0) return { n, observed, chance, ...none };
	const ratio = apart / apartByChance;
	const kappa = 1 - ratio;
	if (n === 1) return { n, observed, chance, ...none, kappa };

	// Both are the variance of a cell's influence on kappa, under what was seen and under chance.
	const error = (weightOf: (cell: Cell) => number, slope: number) =>
		Math.sqrt(
			sum(cells.map((cell) => weightOf(cell) * (slope * (cell.lean - apartByChance) - cell.apart) ** 2)) / n
		) / apartByChance;
	const se = error((cell) => cell.share, ratio);
	return {
		n,
		observed,
		chance,
		kappa,
		se,
		lower: Math.max(-1, kappa - z * se),
		upper: Math.min(1, kappa + z * se),
		seNull: error((cell) => cell.byChance, 1)
	};
}

/** Each cell's shares, its disagreement, and the mean disagreements of its row and column together. */
function cellsOf(table: readonly (readonly number[])[], n: number, weighting: Weighting): Cell[] {
	const disagreement = disagreementTable(weighting, table.length);
	const rows = table.map((row) => sum(row) / n);
	const columns = table.map((_, column) => sum(table.map((row) => row[column] ?? 0)) / n);
	const lean = (of: readonly number[], from: number) =>
		sum(of.map((share, to) => share * (disagreement[from]?.[to] ?? 0)));
	const rowLean = table.map((_, i) => lean(columns, i));
	const columnLean = table.map((_, j) => lean(rows, j));
	return table.flatMap((row, i) =>
		row.map((count, j) => ({
			share: count / n,
			byChance: (rows[i] ?? 0) * (columns[j] ?? 0),
			apart: disagreement[i]?.[j] ?? 0,
			lean: (rowLean[i] ?? 0) + (columnLean[j] ?? 0)
		}))
	);
}
