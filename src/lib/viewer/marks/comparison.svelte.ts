import type { MarksShown, OtherMarks } from '#lib/viewer/marks/types.ts';
import type { ViewerHandle } from '#lib/viewer/types.ts';

const next = { both: 'own', own: 'others', others: 'both' } as const satisfies Record<MarksShown, MarksShown>;

/** Own marks and somebody else's on the same images: which of them are to be seen now. */
export class Comparison {
	shown = $state<MarksShown>('both');

	/** Gives a viewer the marks to compare with. */
	begin(handle: ViewerHandle | undefined, others: OtherMarks | undefined): void {
		handle?.setOtherMarks(others?.marks ?? []);
		handle?.showMarks(this.shown);
	}

	/** Both, then the own ones, then the others'. */
	turn(handle: ViewerHandle | undefined): void {
		this.shown = next[this.shown];
		handle?.showMarks(this.shown);
	}
}
