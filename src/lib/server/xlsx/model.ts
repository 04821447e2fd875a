import type { Instant } from '#lib/core/instant.ts';

/** What a cell holds: a calendar day or instant is a Date; words stand where a column has no value. */
export type XlsxValue = string | number | boolean | Date | { readonly words: string };

export type XlsxColumn = {
	readonly title: string;
	/** A heading above it and its neighbours of the same group. */
	readonly group?: string;
	/** How its numbers and dates are shown (ECMA-376, 18.8.31); the cell keeps the whole value. */
	readonly format?: string;
	readonly align?: 'left' | 'right';
};

export type XlsxTable = {
	readonly kind: 'table';
	readonly name: string;
	readonly columns: readonly XlsxColumn[];
	readonly rows: readonly (readonly XlsxValue[])[];
	/** Places of the rows that are sums of others. */
	readonly sums: ReadonlySet<number>;
	/** Stands where there are no rows. */
	readonly empty: string;
};

/** A sheet that is read, not computed with: a title, then lines of a name and what it is, or of words alone. */
export type XlsxText = {
	readonly kind: 'text';
	readonly name: string;
	readonly title: string;
	readonly lines: readonly (readonly [string, XlsxValue] | string)[];
};

/** A workbook; the same one gives the same bytes. */
export type XlsxModel = {
	readonly title: string;
	readonly author: string;
	readonly madeAt: Instant;
	readonly layout: 'portrait' | 'landscape';
	/** At the head and foot of every printed page; `foot` stands left of the page's number. */
	readonly head: readonly [string, string];
	readonly foot: string;
	readonly sheets: readonly (XlsxTable | XlsxText)[];
};
