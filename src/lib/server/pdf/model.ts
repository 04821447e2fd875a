import type { Instant } from '#lib/core/instant.ts';

/** A column of a table: its share of the width, and on which side its cells stand. */
export type PdfColumn = {
	readonly title: string;
	readonly width: number;
	readonly align?: 'left' | 'right';
};

/** A piece of a document, in reading order. */
export type PdfBlock =
	| { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string; readonly isOnNewPage?: boolean }
	| { readonly kind: 'text'; readonly text: string; readonly tone?: 'plain' | 'quiet' | 'strong' }
	| { readonly kind: 'list'; readonly items: readonly string[] }
	| { readonly kind: 'facts'; readonly facts: readonly (readonly [string, string])[] }
	| {
			readonly kind: 'table';
			/** Names the table to those who hear it. */
			readonly caption: string;
			readonly columns: readonly PdfColumn[];
			readonly rows: readonly (readonly string[])[];
			/** Stands where there are no rows. */
			readonly empty: string;
	  };

/** A document of headings, text and tables; the same one gives the same bytes. */
export type PdfModel = {
	readonly title: string;
	/** Below the title of the first page. */
	readonly lead: string;
	readonly author: string;
	/** BCP 47, of all the text. */
	readonly language: string;
	/** Stands in the document as when it was made. */
	readonly madeAt: Instant;
	/** At the head of each page, beside the title. */
	readonly header: string;
	/** At the foot of each page, beside its number. */
	readonly footer: string;
	/** `page` writes the number of a page: 3, 12 → “Page 3 of 12”. */
	readonly page: (page: number, of: number) => string;
	/** The heading of the list of contents; null: none. */
	readonly contents: string | null;
	readonly blocks: readonly PdfBlock[];
};
