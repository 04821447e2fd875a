import { Enums, ToolGroupManager, utilities, annotation, type Types } from '@cornerstonejs/tools';
import type { MeasureLabels } from '#lib/viewer/labels.ts';
import { makeReadouts } from '#lib/viewer/tools/readouts.ts';
import { defaultSettings, type ViewerSettings } from '#lib/viewer/tools/settings.ts';
import { isMeasure, toolClasses } from '#lib/viewer/tools/toolset.ts';
import type { WheelHabit } from '#lib/viewer/stage/wheel.ts';
import type { ToolName } from '#lib/viewer/types.ts';

const { MouseBindings } = Enums;
const names = Object.keys(toolClasses) as ToolName[]; // the table has exactly these keys

export type Toolbox = {
	chosen(): ToolName;
	choose(name: ToolName): void;
	/** What the middle and the right button and the wheel do. */
	bind(settings: Pick<ViewerSettings, 'buttons' | 'wheel' | 'isScrollInverted'>): void;
	wheelHabit(): WheelHabit;
	/** The tools work in a viewport from now on; the returned function takes it out again. */
	add(viewportId: string): () => void;
	close(): void;
};

/** The tools of one viewer, the same in all of its viewports. Marks are made without a prompt: their text comes later, if at all. */
export function openToolbox(renderingEngineId: string, halfPixel: number, words: MeasureLabels): Toolbox {
	const group = ToolGroupManager.createToolGroup(renderingEngineId);
	if (!group) throw new Error(`Tool group ${renderingEngineId} exists already`);
	const readouts = makeReadouts(halfPixel, words);
	for (const name of names) {
		const { toolName } = toolClasses[name];
		if (name === 'arrow') group.addTool(toolName, { getTextCallback: keepWithoutText, changeTextCallback });
		else if (isMeasure(name)) group.addTool(toolName, { getTextLines: readouts[name] });
		else group.addTool(toolName);
	}
	let chosen: ToolName = defaultSettings.buttons.left;
	let { buttons } = defaultSettings;
	let habit: WheelHabit = { zooms: false, isInverted: false };

	/** Which button does what: left the chosen tool, middle and right as set, two fingers zoom. The wheel is the stage's own. */
	function bindingsOf(name: ToolName): Types.IToolBinding[] {
		return [
			...(name === chosen ? [{ mouseButton: MouseBindings.Primary }, { numTouchPoints: 1 }] : []),
			...(name === buttons.middle ? [{ mouseButton: MouseBindings.Auxiliary }] : []),
			...(name === buttons.right ? [{ mouseButton: MouseBindings.Secondary }] : []),
			...(name === 'zoom' ? [{ numTouchPoints: 2 }] : [])
		];
	}

	function bindAll(): void {
		for (const name of names) {
			const { toolName } = toolClasses[name];
			const bindings = bindingsOf(name);
			group?.setToolPassive(toolName, { removeAllBindings: true });
			if (bindings.length > 0) group?.setToolActive(toolName, { bindings });
		}
	}

	return {
		chosen: () => chosen,
		wheelHabit: () => habit,
		choose(name) {
			chosen = name;
			bindAll();
		},
		bind(given) {
			({ buttons } = given);
			habit = { zooms: given.wheel === 'zoom', isInverted: given.isScrollInverted };
			bindAll();
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
