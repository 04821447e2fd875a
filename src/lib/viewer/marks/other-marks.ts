import type { StackViewport } from '@cornerstonejs/core';
import { annotation } from '@cornerstonejs/tools';
import type { MarksShown } from '#lib/viewer/marks/types.ts';
import type { DisplaySet, Mark } from '#lib/viewer/types.ts';
import { drawMark } from './marks.ts';
import { isImageMark, isMarkOn } from './is-mark-on.ts';
import { otherId } from './other-id.ts';

const { state, locking, visibility, config } = annotation;

/** Lighter than the yellow of own marks, and broken, so that nobody needs the colour. */
const style = {
	color: 'rgb(120, 200, 255)',
	colorSelected: 'rgb(120, 200, 255)',
	colorHighlighted: 'rgb(120, 200, 255)',
	colorLocked: 'rgb(120, 200, 255)',
	lineDash: '7,5',
	lineDashLocked: '7,5',
	textBoxColor: 'rgb(120, 200, 255)',
	textBoxColorLocked: 'rgb(120, 200, 255)'
};

/** Marks of somebody else beside those of the viewer: only to be seen, and either of the two can be put away for a moment. */
export function makeOtherMarks(viewer: {
	viewport(): StackViewport | undefined;
	displaySets(): DisplaySet[];
	halfPixel: number;
	/** Ids of the viewer's own marks. */
	own(): string[];
	silently(act: () => void): void;
}) {
	let marks: readonly Mark[] = [];
	let shown: MarksShown = 'both';
	let drawn: string[] = [];

	/** Says of every mark whether it is to be seen. */
	function apply(): void {
		for (const id of drawn) visibility.setAnnotationVisibility(id, shown !== 'own');
		for (const id of viewer.own()) visibility.setAnnotationVisibility(id, shown !== 'others');
	}

	function refresh(): void {
		const viewport = viewer.viewport();
		if (!viewport?.getCurrentImageId()) return;
		viewer.silently(() => {
			for (const mark of marks) {
				const id = otherId(mark.id);
				const frames = viewer.displaySets().flatMap((set) => set.frames);
				const imageId = frames.find((frame) => isMarkOn(mark, frame))?.imageId;
				if (!imageId || drawn.includes(id) || isImageMark(mark)) continue;
				drawMark(viewport, { ...mark, id }, imageId, viewer.halfPixel);
				config.style.setAnnotationStyles(id, style);
				locking.setAnnotationLocked(id, true);
				drawn.push(id);
			}
			apply();
		});
	}

	return {
		refresh,
		set(given: readonly Mark[]): void {
			viewer.silently(() => {
				for (const id of drawn) state.removeAnnotation(id);
			});
			drawn = [];
			marks = given;
			refresh();
		},
		show(which: MarksShown): void {
			shown = which;
			viewer.silently(apply);
		}
	};
}
