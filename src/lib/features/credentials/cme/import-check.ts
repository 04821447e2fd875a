/** Why a line of a file of activities, or the whole of it, is not taken. `line` null: the file. */
export type CmeRefusal = {
	readonly line: number | null;
	readonly column: string | null;
	readonly code: string;
	readonly detail: string | null;
};

/** An activity that a file brings; several lines where it has credits of several categories. */
export type CmeImportLine = {
	readonly lines: readonly number[];
	readonly person: string;
	readonly title: string;
	readonly completedOn: string;
	readonly credits: readonly { readonly category: string; readonly amount: number }[];
	/** The recorded activity of which it seems to be a copy: it is kept, and does not count. */
	readonly copyOf: { readonly title: string; readonly provider: string } | null;
};

/** What a file brings: numbers, and the first lines of each kind. */
export type CmeImportCheck = {
	readonly taken: number;
	readonly copies: number;
	readonly unchanged: number;
	readonly refusedCount: number;
	readonly lines: readonly CmeImportLine[];
	readonly refused: readonly CmeRefusal[];
	readonly unusedHeaders: readonly string[];
};
