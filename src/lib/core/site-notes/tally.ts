import { toUtcDay, type Instant } from '#lib/core/instant.ts';

/** A note as it is counted. */
export type CountedNote = {
	readonly facilityId: string;
	readonly issues: readonly string[];
	readonly raisedAt: Instant;
};

/** Reviews of one facility's reads in one UTC month. */
export type CountedReviews = { readonly facilityId: string; readonly month: string; readonly n: number };

export type SiteTally = {
	readonly facilityId: string;
	/** Reviews that the counts are out of. */
	readonly reviews: number;
	readonly notes: number;
	/** Notes by issue, the most frequent first; null counts those that name none. A note may name several. */
	readonly issues: readonly { readonly issue: string | null; readonly notes: number }[];
	/** The latest first. */
	readonly months: readonly { readonly month: string; readonly notes: number; readonly reviews: number }[];
};

/** The UTC month `YYYY-MM` of an instant. */
export function utcMonth(at: Instant): string {
	return toUtcDay(at).slice(0, 7);
}

/** Counts of notes by facility, of facilities that have any, the one with most notes first. */
export function tallySites(notes: readonly CountedNote[], reviews: readonly CountedReviews[]): SiteTally[] {
	const sites = Map.groupBy(notes, ({ facilityId }) => facilityId);
	return [...sites]
		.map(([facilityId, own]) => tallySite(facilityId, own, reviews))
		.sort((a, b) => b.notes - a.notes || compare(a.facilityId, b.facilityId));
}

function tallySite(
	facilityId: string,
	notes: readonly CountedNote[],
	reviews: readonly CountedReviews[]
): SiteTally {
	const own = reviews.filter((row) => row.facilityId === facilityId);
	const issues = new Map<string | null, number>();
	for (const note of notes) {
		const named: readonly (string | null)[] = note.issues.length === 0 ? [null] : [...new Set(note.issues)];
		for (const issue of named) issues.set(issue, (issues.get(issue) ?? 0) + 1);
	}
	const monthly = Map.groupBy(notes, ({ raisedAt }) => utcMonth(raisedAt));
	const months = [...new Set([...monthly.keys(), ...own.map(({ month }) => month)])].sort().reverse();
	return {
		facilityId,
		reviews: own.reduce((sum, { n }) => sum + n, 0),
		notes: notes.length,
		issues: [...issues]
			.map(([issue, n]) => ({ issue, notes: n }))
			.sort((a, b) => b.notes - a.notes || compare(a.issue ?? '', b.issue ?? '')),
		months: months.map((month) => ({
			month,
			notes: monthly.get(month)?.length ?? 0,
			reviews: own.find((row) => row.month === month)?.n ?? 0
		}))
	};
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
