import { z } from 'zod';
import { modalities, readKinds, type Modality, type ReadKind } from '#lib/core/reads/incoming-read.ts';

/** What the list of reads shows; all but the accession number stands in the address. */
export type ReadFilter = {
	readonly facilityId: string | null;
	readonly modality: Modality | null;
	readonly kind: ReadKind | null;
	readonly hasImages: boolean | null;
	/** Exact. It identifies a patient, so it is posted and never stands in an address. */
	readonly accession: string | null;
};

/** The search for one accession number. */
export const findReadSchema = z.object({
	accession: z.string().trim().min(1, 'required').max(128, 'too-long')
});

/** The list without any filter but the accession number. */
export function accessionFilter(accession: string): ReadFilter {
	return { facilityId: null, modality: null, kind: null, hasImages: null, accession };
}

/** Reads the filter from an address; what it does not know is no filter. */
export function parseReadFilter(url: URL): ReadFilter {
	const get = (name: string) => url.searchParams.get(name)?.trim() || null;
	const images = get('images');
	return {
		facilityId: get('facility'),
		modality: modalities.find((modality) => modality === get('modality')) ?? null,
		kind: readKinds.find((kind) => kind === get('kind')) ?? null,
		hasImages: images === 'with' ? true : images === 'without' ? false : null,
		accession: null
	};
}
