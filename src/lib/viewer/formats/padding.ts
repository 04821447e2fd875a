import { findItems, findNumber } from '#lib/viewer/study/dicom-json.ts';
import type { DicomJson } from '#lib/viewer/types.ts';
import { findTable, lookUp } from './value-table.ts';

/** Values that fill an image up and are none of the patient, from and to, in the unit of the window. */
export type Padding = readonly [low: number, high: number];

/** Pixel Padding Value, up to Pixel Padding Range Limit where there is one (PS3.3 C.7.5.1.1.2); null where nothing is padded. */
export function findPadding(header: DicomJson): Padding | null {
	const value = findNumber(header, '00280120');
	if (value === undefined) return null;
	const isSigned = findNumber(header, '00280103') === 1;
	const bits = findNumber(header, '00280100') ?? 16;
	// Written as an unsigned number by systems that do not know better.
	const stored = (written: number) =>
		isSigned && written >= 2 ** (bits - 1) ? written - 2 ** bits : written;
	const ends = [value, findNumber(header, '00280121') ?? value].map(stored);
	const [item] = findItems(header, '00283000');
	const table = item && findTable(item, isSigned);
	const [slope, intercept] = [findNumber(header, '00281053') ?? 1, findNumber(header, '00281052') ?? 0];
	const [a = 0, b = 0] = ends.map((end) => (table ? lookUp(table, end) : end * slope + intercept));
	return [Math.min(a, b), Math.max(a, b)];
}

/** Whether a value is padding; rescaled to fractions, it need not be the same to the last digit. */
export function isPadding(value: number, [low, high]: Padding): boolean {
	const slack = 1e-4 * Math.max(1, Math.abs(low), Math.abs(high)) * Number(!Number.isInteger(value));
	return value >= low - slack && value <= high + slack;
}
