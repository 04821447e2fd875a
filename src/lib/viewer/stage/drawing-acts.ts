import type { Toolbox } from '#lib/viewer/controls/tools.ts';
import type { Cell } from '#lib/viewer/grid/cell.ts';
import type { Stacks } from '#lib/viewer/loading/stacks.ts';
import type { Annotations } from '#lib/viewer/marks/annotations.ts';
import { nudgeTool } from '#lib/viewer/tools/nudge.ts';
import { isDrawingTool } from '#lib/viewer/tools/toolset.ts';
import type { ImageMarks } from '#lib/viewer/marks/image-marks.ts';
import { isImageMark } from '#lib/viewer/marks/is-mark-on.ts';
import { whyNoMark } from '#lib/viewer/marks/why-no-mark.ts';
import type { Frame, MisplacedMark, ViewerHandle } from '#lib/viewer/types.ts';

type DrawingActs = Pick<
	ViewerHandle,
	| 'tool'
	| 'settings'
	| 'place'
	| 'nudge'
	| 'nextHandle'
	| 'marks'
	| 'setMarks'
	| 'removeMark'
	| 'toggleImageMark'
	| 'setOtherMarks'
	| 'showMarks'
	| 'growMark'
	| 'labelMark'
	| 'removeSelected'
	| 'undo'
>;

/** What is drawn on images, by hand or by key. */
export function drawingActs(host: {
	annotations: Annotations;
	imageMarks: ImageMarks;
	stacks: Stacks;
	toolbox: Toolbox;
	/** The active one. */
	cell(): Cell;
	handle(): ViewerHandle;
	/** Something was chosen or done: a warning of before holds no longer. */
	onActed(): void;
	onMisplaced(why: MisplacedMark): void;
	/** A mark changed otherwise than by drawing. */
	onMark(): void;
}): DrawingActs {
	const { annotations, imageMarks, stacks, toolbox } = host;
	const pane = () => host.cell().pane();

	/** The acquired frame on the screen. */
	function shownFrame(): Frame | undefined {
		const reel = host.cell().reel();
		return reel && !reel.cut ? stacks.get(reel.stack)?.frames[host.cell().position()] : undefined;
	}

	function kept(): void {
		host.onMark();
		host.onActed();
	}

	return {
		tool(name) {
			pane()?.glass.putAway();
			// From now on the keys that move things move the picture.
			if (!isDrawingTool(name)) annotations.deselect();
			toolbox.choose(name);
			host.onActed();
		},
		settings: toolbox.bind,
		place(name) {
			if (isDrawingTool(name)) annotations.place(name);
			else if (name === 'magnify') pane()?.glass.toggle();
		},
		nudge(horizontalPx, verticalPx) {
			const handle = host.handle();
			if (annotations.isHolding()) return annotations.move(horizontalPx, verticalPx);
			nudgeTool({ tool: toolbox.chosen(), handle, glass: pane()?.glass }, [horizontalPx, verticalPx]);
		},
		nextHandle: annotations.nextHandle,
		marks: () => [...annotations.marks(), ...imageMarks.all()],
		setMarks(marks, options) {
			imageMarks.set(marks);
			annotations.set(
				marks.filter((mark) => !isImageMark(mark)),
				options?.readOnly === true
			);
			host.onActed();
		},
		removeMark(id) {
			if (!imageMarks.has(id)) return annotations.remove(id);
			imageMarks.remove(id);
			kept();
		},
		toggleImageMark(kind) {
			const frame = shownFrame();
			const whyNot = frame ? whyNoMark(stacks.all(), frame.imageId) : 'cut';
			if (!frame || whyNot) return host.onMisplaced(whyNot ?? 'cut');
			imageMarks.toggle(kind, frame);
			kept();
		},
		setOtherMarks: annotations.others.set,
		showMarks: annotations.others.show,
		growMark: annotations.grow,
		labelMark(id, text) {
			if (!imageMarks.has(id)) return annotations.label(id, text);
			imageMarks.label(id, text);
			kept();
		},
		removeSelected: annotations.removeSelected,
		undo: annotations.undo
	};
}
