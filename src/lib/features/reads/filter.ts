import { modalities, readKinds, type Modality, type ReadKind } from '#lib/core/reads/incoming-read.ts';

/** What the list of reads shows; it stands in the address. */
export type ReadFilter = {
	readonly facilityId: string | null;
	readonly modality: Modality | null;
	readonly kind: ReadKind | null;
	readonly hasImages: boolean | null;
	/** Exact. */
	readonly accession: string | null;
};

/** Where a page of the list begins: after this read, by time of arrival and id. */
export type ReadCursor = { readonly receivedAt: number; readonly id: string };

/** Reads the filter from an address; what it does not know is no filter. */
export function parseReadFilter(url: URL): ReadFilter {
	const get = (name: string) => url.searchParams.get(name)?.trim() || null;
	const images = get('images');
	return {
		facilityId: get('facility'),
		modality: modalities.find((modality) => modality === get('modality')) ?? null,
		kind: readKinds.find((kind) => kind === get('kind')) ?? null,
		hasImages: images === 'with' ? true : images === 'without' ? false : null,
		accession: get('accession')
	};
}

/** The cursor as it stands in the address, and its twin. */
export function makeCursor({ receivedAt, id }: ReadCursor): string {
	return `${receivedAt}.${id}`;
}

export function parseCursor(text: string | null): ReadCursor | null {
	const match = /^(\d{1,16})\.(.{1,64})$/.exec(text ?? '');
	return match?.[1] && match[2] ? { receivedAt: Number(match[1]), id: match[2] } : null;
}
