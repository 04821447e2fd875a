import { isPadding } from '#lib/viewer/formats/padding.ts';
import type { DecodedFrame } from '#lib/viewer/stage/thumbnail.ts';
import type { Region } from './geometry.ts';

/** Of the pixels whose centre a region holds and that are neither padding nor missing, in the unit of the modality; `deviation` is that of the population. */
export type Statistics = { n: number; mean: number; deviation: number; min: number; max: number };

type Values = Pick<
	DecodedFrame,
	'values' | 'columns' | 'rows' | 'components' | 'slope' | 'intercept' | 'padding' | 'missing'
>;

/** Null where the region holds no pixel, and for colours, which are no values. */
export function regionStatistics(frame: Values, region: Region): Statistics | null {
	const { values, columns, rows, slope, intercept, padding, missing } = frame;
	if (frame.components !== 1) return null;
	let [n, mean, squares, min, max] = [0, 0, 0, Infinity, -Infinity];
	for (let row = Math.max(0, region.first[1]); row <= Math.min(rows - 1, region.last[1]); row++) {
		for (
			let column = Math.max(0, region.first[0]);
			column <= Math.min(columns - 1, region.last[0]);
			column++
		) {
			if (!region.holds(column, row) || missing?.[row * columns + column] === 1) continue;
			const value = (values[row * columns + column] ?? 0) * slope + intercept;
			if (padding && isPadding(value, padding)) continue;
			n += 1;
			// Welford (1962): one pass, without the loss of digits that sums of squares have.
			const step = value - mean;
			mean += step / n;
			squares += step * (value - mean);
			min = Math.min(min, value);
			max = Math.max(max, value);
		}
	}
	return n === 0 ? null : { n, mean, deviation: Math.sqrt(squares / n), min, max };
}

/** The value of a pixel, or its components where it has a colour; null outside of the image and where there is none. */
export function valueAt(frame: Values, column: number, row: number): number | number[] | null {
	const { values, columns, rows, components, slope, intercept, missing } = frame;
	if (column < 0 || row < 0 || column >= columns || row >= rows) return null;
	const at = (row * columns + column) * components;
	if (missing?.[at] === 1) return null;
	if (components === 1) return (values[at] ?? 0) * slope + intercept;
	return [0, 1, 2].map((component) => values[at + component] ?? 0);
}
