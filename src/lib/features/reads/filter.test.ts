import { describe, expect, it } from 'vitest';
import { makeCursor, parseCursor, parseReadFilter } from './filter.ts';

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

	it('keeps its place', () => {
		const cursor = { receivedAt: 1_763_000_000_000, id: '0199-a' };
		expect(parseCursor(makeCursor(cursor))).toEqual(cursor);
		expect([parseCursor('x'), parseCursor(null), parseCursor('12')]).toEqual([null, null, null]);
	});
});
