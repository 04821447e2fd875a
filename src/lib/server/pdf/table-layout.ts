import type { PdfTable } from './model.ts';
import { sizes, type Sheet } from './sheet.ts';

export const PAD = 4;
/** A table of many columns is set smaller, down to what can still be read in print. */
const textSizes = [sizes.small, 7.5, 6.5, 5.75] as const;
/** Of a long table these rows say how wide its columns are. */
const ROWS_MEASURED = 300;
/** No column takes more than this share of the body because of one long text. */
const WIDEST = 0.42;
/** A narrow table is not drawn out so far that the eye loses its line. */
const LONGEST_STRETCH = 1.6;

export type Place = { readonly x: number; readonly width: number; readonly align: 'left' | 'right' };
export type Layout = { readonly places: readonly Place[]; readonly size: number };

type Need = { readonly least: number; readonly most: number };

/** How wide each column must be that no word is cut, and how wide it would be that nothing is broken, at 1 pt. */
function needsOf({ doc }: Sheet, { columns, rows }: PdfTable): Need[] {
	const widths = new Map<string, number>();
	const widthOf = (text: string): number => {
		let width = widths.get(text);
		if (width === undefined) widths.set(text, (width = doc.widthOfString(text) / sizes.text));
		return width;
	};
	const needOf = (text: string): Need => ({
		least: Math.max(0, ...text.split(/[ \n]+/).map(widthOf)),
		most: Math.max(0, ...text.split('\n').map(widthOf))
	});
	// Semibold is the wider of the two fonts: what fits in it fits in both.
	doc.font('strong').fontSize(sizes.text);
	return columns.map(({ title }, at) => {
		const needs = [title, ...rows.slice(0, ROWS_MEASURED).map((cells) => cells[at] ?? '')].map(needOf);
		return {
			least: Math.max(...needs.map(({ least }) => least)),
			most: Math.max(...needs.map(({ most }) => most))
		};
	});
}

/** Gives each column what it needs at least, and what is left over in proportion to what it would like. */
function share(needs: readonly Need[], width: number): number[] {
	const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
	const least = needs.map((need) => Math.min(need.least, width * WIDEST));
	const most = needs.map((need, at) => Math.max(least[at] ?? 0, Math.min(need.most, width * WIDEST)));
	const spare = width - sum(least);
	if (spare <= 0) return least.map((one) => (one * width) / sum(least));
	const wishes = most.map((one, at) => one - (least[at] ?? 0));
	const wished = sum(wishes);
	if (wished >= spare) return least.map((one, at) => one + (spare * (wishes[at] ?? 0)) / wished);
	const stretch = Math.min(width / sum(most), LONGEST_STRETCH);
	return most.map((one) => one * stretch);
}

function place(table: PdfTable, widths: readonly number[], left: number): Place[] {
	let x = left;
	return table.columns.map(({ align = 'left' }, at) => {
		const one = { x, width: widths[at] ?? 0, align };
		x += one.width;
		return one;
	});
}

/** Where the columns of a table stand and how large its text is: by the shares they are given, or by what their cells need. */
export function layOut(sheet: Sheet, table: PdfTable): Layout {
	const { left, bodyWidth } = sheet.frame;
	const shares = table.columns.map(({ width }) => width);
	if (shares.every((one) => one !== undefined)) {
		const whole = shares.reduce((total, one) => total + one, 0);
		const widths = shares.map((one) => (bodyWidth * one) / whole);
		return { places: place(table, widths, left), size: sizes.small };
	}
	const needs = needsOf(sheet, table);
	const at = (size: number): Need[] =>
		needs.map(({ least, most }) => ({ least: least * size + 2 * PAD + 1, most: most * size + 2 * PAD + 1 }));
	const fits = (size: number): boolean =>
		at(size).reduce((total, { least }) => total + Math.min(least, bodyWidth * WIDEST), 0) <= bodyWidth;
	const size = textSizes.find(fits) ?? textSizes[textSizes.length - 1] ?? sizes.small;
	return { places: place(table, share(at(size), bodyWidth), left), size };
}
