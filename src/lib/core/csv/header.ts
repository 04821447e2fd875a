export type HeaderMapping<Column extends string> = {
	/** Which column stands at each position; null for one that is not used. */
	readonly columns: readonly (Column | null)[];
	/** The header line as written. */
	readonly headers: readonly string[];
	/** Required columns that the header lacks, and for which no other serves. */
	readonly missing: readonly Column[];
	/** Headers nobody knows, as written. */
	readonly unused: readonly string[];
	readonly duplicate: readonly Column[];
};

export type MapHeader<Column extends string> = (headers: readonly string[]) => HeaderMapping<Column>;

/** Makes what reads a header line, from columns with the headers under which other systems export them. */
export function makeHeaderMapper<Column extends string>({
	synonyms,
	required,
	serves
}: {
	readonly synonyms: Readonly<Record<Column, readonly string[]>>;
	readonly required: readonly Column[];
	/** A column that serves for a required one. */
	readonly serves?: Readonly<Partial<Record<Column, Column>>>;
}): MapHeader<Column> {
	// Object.keys forgets that these are the keys of the table.
	const names = Object.keys(synonyms) as Column[];
	const byHeader = new Map<string, Column>(
		names.flatMap((column) =>
			[column, ...synonyms[column]].map((header): [string, Column] => [plain(header), column])
		)
	);
	return (headers) => {
		const columns = headers.map((header) => byHeader.get(plain(header)) ?? null);
		const present = new Set(columns.filter((column) => column !== null));
		const isThere = (column: Column | undefined) => column !== undefined && present.has(column);
		return {
			columns,
			headers,
			missing: required.filter((column) => !isThere(column) && !isThere(serves?.[column])),
			unused: headers.filter((header, at) => columns[at] === null && header.trim() !== ''),
			duplicate: [
				...new Set(columns.filter((column, at) => column !== null && columns.indexOf(column) !== at))
			].filter((column) => column !== null)
		};
	};
}

/** Case, blanks, dashes and underscores do not matter in a header. */
function plain(header: string): string {
	return header
		.normalize('NFKC')
		.replace(/[^\p{L}\p{N}]/gu, '')
		.toLowerCase();
}
