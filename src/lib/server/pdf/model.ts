import type { Axis, ChartModel } from '#lib/core/charts/model.ts';
import type { Instant } from '#lib/core/instant.ts';

/** A column of a table: its share of the width (none: as its cells need it), and on which side its cells stand. */
export type PdfColumn = {
	readonly title: string;
	readonly width?: number;
	readonly align?: 'left' | 'right';
	/** A heading above it and its neighbours of the same group. */
	readonly group?: string;
};

/** A piece of a document, in reading order. */
export type PdfBlock =
	| { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string; readonly isOnNewPage?: boolean }
	| { readonly kind: 'text'; readonly text: string; readonly tone?: 'plain' | 'quiet' | 'strong' | 'boxed' }
	| { readonly kind: 'list'; readonly items: readonly string[] }
	| { readonly kind: 'facts'; readonly facts: readonly (readonly [string, string])[] }
	| PdfTable
	| PdfChart
	| PdfSignatures;

export type PdfTable = {
	readonly kind: 'table';
	/** Names the table to those who hear it. */
	readonly caption: string;
	readonly columns: readonly PdfColumn[];
	readonly rows: readonly (readonly string[])[];
	/** Places of the rows that are sums of others. */
	readonly sums?: ReadonlySet<number>;
	/** Stands where there are no rows. */
	readonly empty: string;
};

/** A chart, drawn as vectors from the same model that the screen draws. */
export type PdfChart = {
	readonly kind: 'chart';
	readonly chart: ChartModel;
	/** What it shows, for who cannot see it. */
	readonly alt: string;
	/** Writes a number beside its axis: shorter than where it is told. */
	readonly tick: (value: number, axis: Axis) => string;
};

/** Lines to sign on. */
export type PdfSignatures = {
	readonly kind: 'signatures';
	readonly places: readonly { readonly role: string; readonly name: string }[];
	/** Words below the lines: “Signature”, “Date”. */
	readonly signature: string;
	readonly date: string;
};

/** A document of headings, text and tables; the same one gives the same bytes. */
export type PdfModel = {
	readonly title: string;
	/** Above the title of the first page. */
	readonly kicker?: string;
	/** Below the title of the first page. */
	readonly lead: string;
	readonly author: string;
	/** How its pages lie; upright where it is not said. */
	readonly layout?: 'portrait' | 'landscape';
	/** BCP 47, of all the text. */
	readonly language: string;
	/** Stands in the document as when it was made. */
	readonly madeAt: Instant;
	/** At the head of each page, beside the title. */
	readonly header: string;
	/** At the head of each page, below the title: left and right. */
	readonly subheader?: readonly [string, string];
	/** At the foot of each page, beside its number. */
	readonly footer: string;
	/** At the foot of each page, below that. */
	readonly subfooter?: string;
	/** Across every page: whose copy it is. */
	readonly watermark?: string;
	/** `page` writes the number of a page: 3, 12 → “Page 3 of 12”. */
	readonly page: (page: number, of: number) => string;
	/** The heading of the list of contents; null: none. */
	readonly contents: string | null;
	readonly blocks: readonly PdfBlock[];
};
