/** What the matrix shows, as it stands in the address; empty means all. */
export type MatrixFilter = {
	readonly section: string;
	/** A facility's id: its jurisdiction alone is shown. */
	readonly facility: string;
	/** Only people with something to be done. */
	readonly only: 'problems' | '';
};

/** Reads the filter from an address; what it does not know is no filter. */
export function parseMatrixFilter({ searchParams }: URL): MatrixFilter {
	return {
		section: searchParams.get('section')?.trim() ?? '',
		facility: searchParams.get('facility')?.trim() ?? '',
		only: searchParams.get('only') === 'problems' ? 'problems' : ''
	};
}

/** The filter as a query, without the parts that are empty. */
export function matrixQuery(filter: MatrixFilter): string {
	const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
	return query.size === 0 ? '' : `?${query}`;
}
