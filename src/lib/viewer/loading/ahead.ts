import type { DisplaySet } from '#lib/viewer/types.ts';

/** Whose the fetched display sets are: of a viewer that shows them, or of nobody yet. */
export type Ahead = {
	/** Display sets that were fetched ahead. Gives those to load, and those of earlier calls to forget. */
	fetched(displaySets: DisplaySet[]): { load: DisplaySet[]; forget: DisplaySet[] };
	/** A viewer shows them from now on, also if they are still under way. */
	opened(displaySets: DisplaySet[]): void;
	closed(displaySets: DisplaySet[]): void;
	/** Whether it is still nobody's: neither shown since it was fetched nor to be forgotten. */
	isWaiting(displaySet: DisplaySet): boolean;
};

/** What a viewer shows is never given to be forgotten: its frames could not be decoded any longer. */
export function trackAhead(): Ahead {
	let ahead: DisplaySet[] = [];
	const open = new Set<string>();

	return {
		fetched(displaySets) {
			const load = displaySets.filter((set) => !open.has(set.id));
			const wanted = new Set(displaySets.map((set) => set.id));
			const forget = ahead.filter((set) => !wanted.has(set.id));
			ahead = load;
			return { load, forget };
		},
		opened(displaySets) {
			for (const { id } of displaySets) open.add(id);
			ahead = ahead.filter((set) => !open.has(set.id));
		},
		closed(displaySets) {
			for (const { id } of displaySets) open.delete(id);
		},
		isWaiting: ({ id }) => ahead.some((set) => set.id === id)
	};
}
