/** Where a note to a site stands. */
export const siteNoteStatuses = ['open', 'acknowledged', 'closed'] as const;
export type SiteNoteStatus = (typeof siteNoteStatuses)[number];

export type SiteNoteAct = 'acknowledge' | 'close';

// A note may be closed with an answer at once.
const life = {
	open: { acknowledge: 'acknowledged', close: 'closed' },
	acknowledged: { close: 'closed' },
	closed: {}
} as const satisfies Record<SiteNoteStatus, Partial<Record<SiteNoteAct, SiteNoteStatus>>>;

/** Where an act leads, or null where it cannot be done. */
export function nextNoteStatus(status: SiteNoteStatus, act: SiteNoteAct): SiteNoteStatus | null {
	const acts: Partial<Record<SiteNoteAct, SiteNoteStatus>> = life[status];
	return acts[act] ?? null;
}

/** A status as a text gives it, or null where it is none. */
export function findNoteStatus(text: string | null): SiteNoteStatus | null {
	return siteNoteStatuses.find((status) => status === text) ?? null;
}
