import { isMarkOn } from '#lib/viewer/marks/is-mark-on.ts';
import type { DisplaySet, ImageMarkKind, Mark } from '#lib/viewer/types.ts';

/** A frame that somebody wants to find again. */
export type KeyImage = { displaySetId: string; position: number };

/** Where the images lie that are marked as a whole, in the order of series and frames; each once. */
export function imagesMarked(
	marks: readonly Mark[],
	kind: ImageMarkKind,
	displaySets: readonly DisplaySet[]
): KeyImage[] {
	const asked = marks.filter((mark) => mark.kind === kind);
	if (asked.length === 0) return [];
	return displaySets.flatMap(({ id, frames }) =>
		frames.flatMap((frame, position) =>
			asked.some((mark) => isMarkOn(mark, frame)) ? [{ displaySetId: id, position }] : []
		)
	);
}

/**
 * The key images of one opening of the viewer, in the order of series and frames: those that are kept as marks, and those of
 * somebody who can only see marks, which go when the viewer closes.
 */
export class KeyImages {
	#own = $state.raw<readonly KeyImage[]>([]);
	#kept: () => readonly KeyImage[];
	#displaySets: () => readonly DisplaySet[];

	constructor(kept: () => readonly KeyImage[], displaySets: () => readonly DisplaySet[]) {
		this.#kept = kept;
		this.#displaySets = displaySets;
	}

	get all(): readonly KeyImage[] {
		const own = this.#own.filter((image) => !this.isKept(image));
		return [...this.#kept(), ...own].sort((a, b) => this.#order(a) - this.#order(b));
	}

	isKept(image: KeyImage): boolean {
		return this.#kept().some((each) => isSame(each, image));
	}

	has(image: KeyImage): boolean {
		return this.isKept(image) || this.#own.some((each) => isSame(each, image));
	}

	/** Marks a frame until the viewer closes, or takes that away. */
	toggle(image: KeyImage): void {
		const others = this.#own.filter((each) => !isSame(each, image));
		this.#own = others.length < this.#own.length ? others : [...others, image];
	}

	/** The next one in a direction from where somebody is, round the end; null when there is none. */
	from(here: KeyImage, step: 1 | -1): KeyImage | null {
		const { all } = this;
		const further = all.filter((each) => (this.#order(each) - this.#order(here)) * step > 0);
		return (step === 1 ? (further[0] ?? all[0]) : (further.at(-1) ?? all.at(-1))) ?? null;
	}

	#order({ displaySetId, position }: KeyImage): number {
		return this.#displaySets().findIndex((set) => set.id === displaySetId) * 1e6 + position;
	}
}

function isSame(a: KeyImage, b: KeyImage): boolean {
	return a.displaySetId === b.displaySetId && a.position === b.position;
}
