import { findItems, findNumber, findNumbers, findText } from './dicom-json.ts';
import { findTable, lookUp, type ValueTable } from '#lib/viewer/formats/value-table.ts';
import type { DicomJson, WindowLevel } from '#lib/viewer/types.ts';

/**
 * How a window makes grey of values: VOI LUT Function (PS3.3 C.11.2.1.3), or a table of VOI LUT Sequence (C.11.2.1.1), which stands
 * in the window's place.
 */
export type Curve = 'linear' | 'linear-exact' | 'sigmoid' | ValueTable;

const functions: Readonly<Record<string, Curve>> = { LINEAR_EXACT: 'linear-exact', SIGMOID: 'sigmoid' };

/** The function that a header, or the functional group that holds its windows, names; linear where it names none. */
export function findFunction(holder: DicomJson): Curve {
	return functions[findText(holder, '00281056') ?? ''] ?? 'linear';
}

/** The tables of VOI LUT Sequence, each with the window that it spans; what is broken is left out. */
export function findTables(header: DicomJson): { window: WindowLevel; curve: ValueTable }[] {
	const hasModalityTable = findItems(header, '00283000').length > 0;
	const isSigned =
		!hasModalityTable && (findNumber(header, '00280103') === 1 || (findNumber(header, '00281052') ?? 0) < 0);
	return findItems(header, '00283010').flatMap((item) => {
		const curve = findTable(item, isSigned);
		return curve && curve.entries.length > 1 ? [{ window: spanOf(curve), curve }] : [];
	});
}

/** The window whose ends are the first and the last value that a table maps. */
export function spanOf({ first, entries }: ValueTable): WindowLevel {
	return { center: first + entries.length / 2, width: entries.length };
}

/** Grey from 0 to 1 of a value in the unit of the window. */
export function greyOf(value: number, { center, width }: WindowLevel, curve: Curve): number {
	if (typeof curve === 'object') return lookUp(curve, value) / mostOf(curve);
	if (curve === 'sigmoid') return 1 / (1 + Math.exp((-4 * (value - center)) / width));
	const part =
		curve === 'linear-exact' || width <= 1
			? (value - center) / width + 0.5
			: (value - (center - 0.5)) / (width - 1) + 0.5;
	return Math.min(1, Math.max(0, part));
}

/** The whitest entry: that of the bits that the table declares, or more where it holds more. */
function mostOf({ entries, bits }: ValueTable): number {
	let largest = 2 ** Math.min(16, Math.max(8, bits)) - 1;
	// Read once for each drawing; a table is asked for its ends first.
	const known = whitest.get(entries);
	if (known !== undefined) return known;
	for (let at = 0; at < entries.length; at++) largest = Math.max(largest, entries[at] ?? 0);
	whitest.set(entries, largest);
	return largest;
}

const whitest = new WeakMap<ArrayLike<number>, number>();

/** The lower and upper end of the values that a window spreads, as Cornerstone counts them. */
export function rangeOf({ center, width }: WindowLevel, curve: Curve): { lower: number; upper: number } {
	if (curve === 'linear-exact') return { lower: center - width / 2, upper: center + width / 2 };
	const wide = Math.max(1, width);
	return { lower: center - 0.5 - (wide - 1) / 2, upper: center - 0.5 + (wide - 1) / 2 };
}

/** The way back. */
export function windowOf({ lower, upper }: { lower: number; upper: number }, curve: Curve): WindowLevel {
	if (curve === 'linear-exact') return { center: (lower + upper) / 2, width: Math.abs(upper - lower) };
	return { center: (lower + upper + 1) / 2, width: Math.abs(upper - lower) + 1 };
}

/** Of windows that the header lists; a width below 1 is meaningless but where the function is exact (C.11.2.1.3.2). */
export function listWindows(holder: DicomJson): { window: WindowLevel; curve: Curve }[] {
	const curve = findFunction(holder);
	const widths = findNumbers(holder, '00281051');
	return findNumbers(holder, '00281050').flatMap((center, index) => {
		const width = widths[index];
		const isWidth = width !== undefined && (curve === 'linear' ? width >= 1 : width > 0);
		return isWidth ? [{ window: { center, width }, curve }] : [];
	});
}
