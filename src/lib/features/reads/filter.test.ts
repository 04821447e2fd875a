import { describe, expect, it } from 'vitest';
import { parseReadFilter } from './filter.ts';

describe('the filter of reads', () => {
	it('is what the address says', () => {
		const url = new URL('http://x/reads?facility=f1&modality=CT&kind=final&images=without');
		expect(parseReadFilter(url)).toEqual({
			facilityId: 'f1',
			modality: 'CT',
			kind: 'final',
			hasImages: false,
			accession: null
		});
	});

	it('takes no accession number from an address, where it would be logged', () => {
		expect(parseReadFilter(new URL('http://x/reads?accession=A1')).accession).toBeNull();
	});

	it('lets nothing strange through', () => {
		const url = new URL('http://x/reads?modality=QQ&kind=both&images=maybe&accession=');
		expect(parseReadFilter(url)).toEqual({
			facilityId: null,
			modality: null,
			kind: null,
			hasImages: null,
			accession: null
		});
	});
});
