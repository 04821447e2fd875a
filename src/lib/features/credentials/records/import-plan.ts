import type { ExclusionFile } from '#lib/core/credentials/entry/exclusion-lists.ts';
import { exclusionFiles } from '#lib/core/credentials/entry/exclusion-lists.ts';
import { importedKinds, type ImportedKind } from '#lib/core/credentials/entry/import-table.ts';

/** What a file may hold: rows of a kind, or a list of excluded people. */
export type FileForm = ImportedKind | ExclusionFile;
export const fileForms: readonly FileForm[] = [...importedKinds, ...exclusionFiles];

/** Whether a form is a list of excluded people. */
export function isExclusionForm(form: FileForm): form is ExclusionFile {
	return exclusionFiles.some((list) => list === form);
}

/** The form of that name, or null. */
export function findFileForm(name: unknown): FileForm | null {
	return fileForms.find((form) => form === name) ?? null;
}

/** Why a line is not taken: a code, with the column where there is one. */
export type LineFault = {
	/** Null: the whole file. */
	readonly line: number | null;
	readonly column: string | null;
	readonly code: string;
	readonly detail: string | null;
};

/** A match on a list of excluded people. */
export type FoundMatch = {
	readonly line: number;
	readonly radiologistId: string;
	readonly name: string;
	readonly by: string;
	readonly isNew: boolean;
};

/** What a file would do, or did. */
export type ImportCheck = {
	readonly form: FileForm;
	readonly file: string;
	readonly sha256: string;
	readonly rows: number;
	readonly taken: number;
	readonly unchanged: number;
	readonly faults: readonly LineFault[];
	/** Faults there are, also those that are not listed. */
	readonly faultCount: number;
	readonly headers: readonly { readonly header: string; readonly column: string | null }[];
	readonly matches: readonly FoundMatch[];
	/** Open matches of the list that this file does not have: perhaps reinstated. */
	readonly gone: readonly { readonly radiologistId: string; readonly name: string }[];
	readonly isDone: boolean;
};
