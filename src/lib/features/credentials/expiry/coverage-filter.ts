import { modalities, type Modality } from '#lib/core/reads/incoming-read.ts';

export const coveragePayers = ['other', 'medicare'] as const;
export const coverageKinds = ['final', 'preliminary'] as const;

/** For what kind of read is asked, as it stands in the address. */
export type CoverageFilter = {
	/** A facility's id; empty: all of them, in short. */
	readonly facility: string;
	readonly modality: Modality;
	readonly payer: (typeof coveragePayers)[number];
	readonly kind: (typeof coverageKinds)[number];
};

/** Reads the filter from an address; what it does not know is as usual: final reports of CT, any payer but Medicare. */
export function parseCoverageFilter({ searchParams }: URL): CoverageFilter {
	const oneOf = <T extends string>(name: string, allowed: readonly T[], usual: T): T =>
		allowed.find((each) => each === searchParams.get(name)) ?? usual;
	return {
		facility: searchParams.get('facility')?.trim() ?? '',
		modality: oneOf('modality', modalities, 'CT'),
		payer: oneOf('payer', coveragePayers, 'other'),
		kind: oneOf('kind', coverageKinds, 'final')
	};
}

/** The filter as a query, without the parts that are as usual. */
export function coverageQuery(filter: CoverageFilter): string {
	const usual: Readonly<Record<string, string>> = { modality: 'CT', payer: 'other', kind: 'final' };
	const query = new URLSearchParams(
		Object.entries(filter).filter(([name, value]) => value !== (usual[name] ?? ''))
	);
	return query.size === 0 ? '' : `?${query}`;
}
