import { findNoteStatus, type SiteNoteStatus } from '#lib/core/site-notes/life.ts';

/** Which notes are shown; all of it stands in the address. */
export type SiteNoteFilter = { readonly facilityId: string | null; readonly status: SiteNoteStatus | null };

/** Reads the filter from an address; what it does not know is no filter. */
export function parseSiteNoteFilter(url: URL): SiteNoteFilter {
	return {
		facilityId: url.searchParams.get('facility')?.trim() || null,
		status: findNoteStatus(url.searchParams.get('status'))
	};
}
