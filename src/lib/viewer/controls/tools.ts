import {
	ArrowAnnotateTool,
	EllipticalROITool,
	Enums,
	LengthTool,
	PanTool,
	ProbeTool,
	StackScrollTool,
	ToolGroupManager,
	utilities,
	WindowLevelTool,
	ZoomTool,
	annotation,
	type Types
} from '@cornerstonejs/tools';
import { EllipseMarkTool } from '#lib/viewer/marks/ellipse-mark.ts';
import type { ToolName } from '#lib/viewer/types.ts';

const toolNames: Record<ToolName, string> = {
	window: WindowLevelTool.toolName,
	pan: PanTool.toolName,
	zoom: ZoomTool.toolName,
	scroll: StackScrollTool.toolName,
	length: LengthTool.toolName,
	arrow: ArrowAnnotateTool.toolName,
	outline: EllipseMarkTool.toolName,
	ellipse: EllipticalROITool.toolName,
	probe: ProbeTool.toolName
};

const { MouseBindings } = Enums;

/** Which button does what: left the chosen tool, middle pan, right zoom; two fingers zoom. The wheel is the stage's own. */
const fixedBindings: Partial<Record<ToolName, Types.IToolBinding[]>> = {
	pan: [{ mouseButton: MouseBindings.Auxiliary }],
	zoom: [{ mouseButton: MouseBindings.Secondary }, { numTouchPoints: 2 }]
};

export type Toolbox = {
	choose(name: ToolName): void;
	/** The tools work in a viewport from now on; the returned function takes it out again. */
	add(viewportId: string): () => void;
	close(): void;
};

/** The tools of one viewer, the same in all of its viewports. Marks are made without a prompt: their text comes later, if at all. */
export function openToolbox(renderingEngineId: string): Toolbox {
	const group = ToolGroupManager.createToolGroup(renderingEngineId);
	if (!group) throw new Error(`Tool group ${renderingEngineId} exists already`);
	for (const name of Object.values(toolNames)) {
		if (name === ArrowAnnotateTool.toolName)
			group.addTool(name, { getTextCallback: keepWithoutText, changeTextCallback });
		else group.addTool(name);
	}

	return {
		choose(name) {
			for (const other of Object.keys(toolNames) as ToolName[]) {
				const bindings = fixedBindings[other] ?? [];
				group.setToolPassive(toolNames[other], { removeAllBindings: true });
				if (bindings.length > 0 && other !== name) group.setToolActive(toolNames[other], { bindings });
			}
			group.setToolActive(toolNames[name], {
				bindings: [
					{ mouseButton: MouseBindings.Primary },
					{ numTouchPoints: 1 },
					...(fixedBindings[name] ?? [])
				]
			});
		},
		add(viewportId) {
			group.addViewport(viewportId, renderingEngineId);
			return () => group.removeViewports(renderingEngineId, viewportId);
		},
		close() {
			ToolGroupManager.destroyToolGroup(renderingEngineId);
		}
	};
}

/** Cornerstone throws an arrow without text away, so it gets a blank that is taken off again at once. */
function keepWithoutText(done: (label: string) => void): void {
	done(' ');
	for (const drawn of annotation.state.getAllAnnotations()) {
		if (drawn.data.label === ' ') drawn.data.label = '';
	}
}

/** A double click on an arrow selects it, and the page offers its text; nothing is asked here. */
function changeTextCallback(drawn: Types.Annotation): void {
	if (drawn.annotationUID) annotation.selection.setAnnotationSelected(drawn.annotationUID, true);
}

export function redrawAnnotations(viewportIds: string[]): void {
	utilities.triggerAnnotationRenderForViewportIds(viewportIds);
}
