import type { Toolbox } from '#lib/viewer/controls/tools.ts';
import type { Pane } from '#lib/viewer/grid/pane.ts';
import type { Annotations } from '#lib/viewer/marks/annotations.ts';
import { nudgeTool } from '#lib/viewer/tools/nudge.ts';
import { isDrawingTool } from '#lib/viewer/tools/toolset.ts';
import type { ViewerHandle } from '#lib/viewer/types.ts';

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
	| 'growMark'
	| 'labelMark'
	| 'removeSelected'
	| 'undo'
>;

/** What is drawn on images, by hand or by key. */
export function drawingActs(host: {
	annotations: Annotations;
	toolbox: Toolbox;
	pane(): Pane | null;
	handle(): ViewerHandle;
	/** Another tool was chosen. */
	onTool(): void;
}): DrawingActs {
	const { annotations, toolbox } = host;
	return {
		tool(name) {
			host.pane()?.glass.putAway();
			// From now on the keys that move things move the picture.
			if (!isDrawingTool(name)) annotations.deselect();
			toolbox.choose(name);
			host.onTool();
		},
		settings: toolbox.bind,
		place(name) {
			if (isDrawingTool(name)) annotations.place(name);
			else if (name === 'magnify') host.pane()?.glass.toggle();
		},
		nudge(horizontalPx, verticalPx) {
			const handle = host.handle();
			if (annotations.isHolding()) return annotations.move(horizontalPx, verticalPx);
			nudgeTool({ tool: toolbox.chosen(), handle, glass: host.pane()?.glass }, [horizontalPx, verticalPx]);
		},
		nextHandle: annotations.nextHandle,
		marks: annotations.marks,
		setMarks: (marks, options) => annotations.set(marks, options?.readOnly === true),
		removeMark: annotations.remove,
		growMark: annotations.grow,
		labelMark: annotations.label,
		removeSelected: annotations.removeSelected,
		undo: annotations.undo
	};
}
