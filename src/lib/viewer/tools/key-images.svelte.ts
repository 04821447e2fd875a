import type { DisplaySet } from '#lib/viewer/types.ts';

/** A frame that somebody wants to find again. */
export type KeyImage = { displaySetId: string; position: number };

/** The key images of one opening of the viewer, in the order of series and frames; they go when it closes. */
export class KeyImages {
	#all = $state.raw<readonly KeyImage[]>([]);

	get all(): readonly KeyImage[] {
		return this.#all;
	}

	has({ displaySetId, position }: KeyImage): boolean {
		return this.#all.some((each) => each.displaySetId === displaySetId && each.position === position);
	}

	/** Marks a frame, or takes the mark away. */
	toggle(image: KeyImage, displaySets: readonly DisplaySet[]): void {
		const others = this.#all.filter(
			(each) => each.displaySetId !== image.displaySetId || each.position !== image.position
		);
		const order = (id: string) => displaySets.findIndex((set) => set.id === id);
		this.#all = this.has(image)
			? others
			: [...others, image].sort(
					(a, b) => order(a.displaySetId) - order(b.displaySetId) || a.position - b.position
				);
	}

	/** The next one in a direction from where somebody is, round the end; null when there is none. */
	from(here: KeyImage, step: 1 | -1, displaySets: readonly DisplaySet[]): KeyImage | null {
		const order = ({ displaySetId, position }: KeyImage) =>
			displaySets.findIndex((set) => set.id === displaySetId) * 1e6 + position;
		const further = this.#all.filter((each) => (order(each) - order(here)) * step > 0);
		return (step === 1 ? (further[0] ?? this.#all[0]) : (further.at(-1) ?? this.#all.at(-1))) ?? null;
	}

	clear(): void {
		this.#all = [];
	}
}
