import type { KeptOutReason } from '#lib/core/dicom/image-kind.ts';
import type { RefusalReason } from './reasons.ts';

/** A file, a message or a line that was not taken. */
export type Refusal = {
	readonly name: string;
	/** Message or line in the file, from 1; null for the whole file. */
	readonly position: number | null;
	readonly reason: RefusalReason;
	/** What it is about, such as a column; never a value. */
	readonly detail: string | null;
};

/** An object that was taken but is not shown to reviewers, with the reason as a code. */
export type KeptOut = { readonly name: string; readonly reason: KeptOutReason };

export type ImportCounts = {
	readonly files: number;
	readonly bytes: number;
	/** Objects and reads that are new. */
	readonly taken: number;
	/** Objects and reads that were there already. */
	readonly unchanged: number;
	readonly refused: number;
};

export type ImportProgress = ImportCounts & { readonly name: string };

export type ImportSummary = ImportCounts & {
	readonly batchId: string;
	readonly images: number;
	readonly reads: number;
	/** Results of algorithms. */
	readonly results: number;
	/** Scores of the past. */
	readonly scores: number;
	/** At most {@link maxListed}; all of them are in the database under the batch. */
	readonly refusals: readonly Refusal[];
	readonly keptOut: readonly KeptOut[];
};

/** How many lines a summary holds in memory. */
export const maxListed = 10_000;
