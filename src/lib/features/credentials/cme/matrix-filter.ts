import { cmeResults, type CmeResult } from '#lib/core/credentials/cme/evaluate.ts';

/** What the table of education shows, as it stands in the address; empty means all. */
export type CmeFilter = {
	readonly section: string;
	/** The id of a rule: its column alone. */
	readonly rule: string;
	/** `problems`: whoever is short of something; else a result. */
	readonly result: CmeResult | 'problems' | '';
};

/** Reads the filter from an address; what it does not know is no filter. */
export function parseCmeFilter({ searchParams }: URL): CmeFilter {
	const result = searchParams.get('result');
	return {
		section: searchParams.get('section')?.trim() ?? '',
		rule: searchParams.get('rule')?.trim() ?? '',
		result: result === 'problems' ? result : (cmeResults.find((one) => one === result) ?? '')
	};
}

/** The filter as a query, without the parts that are empty. */
export function cmeQuery(filter: CmeFilter): string {
	const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
	return query.size === 0 ? '' : `?${query}`;
}
