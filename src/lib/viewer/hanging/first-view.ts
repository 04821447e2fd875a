import type { Layout } from '#lib/viewer/cells.ts';
import { isImageMark } from '#lib/viewer/marks/is-mark-on.ts';
import type { DisplaySet, Mark, ViewerHandle } from '#lib/viewer/types.ts';
import { turnToMark, type Hangings } from './hangings.svelte.ts';

/** The mark to open at: one that is drawn; for those who look at somebody else's also one of a whole image. */
export function firstOf(marks: readonly Mark[], isOnlySeen: boolean): Mark | undefined {
	const drawn = marks.find((mark) => !isImageMark(mark));
	if (drawn || !isOnlySeen) return drawn;
	return marks.find(({ kind }) => kind === 'key') ?? marks[0];
}

/** Shows a study for the first time: by the layout that fits, at a mark where one is given, else the stack that is read. */
export async function showFirst(
	opened: ViewerHandle,
	hangings: Hangings,
	given: {
		displaySets: readonly DisplaySet[];
		mark?: Mark;
		layouts: Readonly<Partial<Record<string, Layout>>>;
	}
): Promise<void> {
	const { displaySets, mark, layouts } = given;
	const isHung = await hangings.first(opened);
	if (mark && isHung && turnToMark(opened, mark, displaySets)) return;
	if (mark && (await opened.showMark(mark))) return;
	const showable = displaySets.filter((set) => set.frames.length > 0);
	if (isHung) return;
	// A scout of one or two images stands first in many studies; what is read is the stack.
	const stack = showable.find((set) => set.frames.length > 3) ?? showable[0];
	if (stack) await opened.show(stack.id);
	const layout = stack && layouts[stack.modality];
	if (layout && !mark) opened.layout(layout);
}
