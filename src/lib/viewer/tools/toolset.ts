import {
	AngleTool,
	ArrowAnnotateTool,
	BidirectionalTool,
	CobbAngleTool,
	EllipticalROITool,
	LengthTool,
	PanTool,
	PlanarFreehandROITool,
	ProbeTool,
	RectangleROITool,
	WindowLevelTool,
	ZoomTool
} from '@cornerstonejs/tools';
import { EllipseMarkTool } from '#lib/viewer/marks/ellipse-mark.ts';
import type { DrawingTool, MeasureTool, ToolName } from '#lib/viewer/types.ts';
import { GlassTool } from './glass-tool.ts';
import { ScrollTool } from './scroll-tool.ts';

/** The class behind each tool. Most are Cornerstone's; what they measure is worked out by `readouts.ts`. */
export const toolClasses = {
	window: WindowLevelTool,
	scroll: ScrollTool,
	pan: PanTool,
	zoom: ZoomTool,
	magnify: GlassTool,
	length: LengthTool,
	bidirectional: BidirectionalTool,
	angle: AngleTool,
	cobb: CobbAngleTool,
	ellipse: EllipticalROITool,
	rectangle: RectangleROITool,
	freehand: PlanarFreehandROITool,
	probe: ProbeTool,
	arrow: ArrowAnnotateTool,
	outline: EllipseMarkTool
} as const satisfies Record<ToolName, { toolName: string }>;

const measures: readonly MeasureTool[] = [
	'length',
	'bidirectional',
	'angle',
	'cobb',
	'ellipse',
	'rectangle',
	'freehand',
	'probe'
];

/** Whether a tool leaves a measurement on the image; marks are not measurements. */
export function isMeasure(name: string): name is MeasureTool {
	return measures.some((each) => each === name);
}

/** Whether a tool draws something that stays, a measurement or a mark. */
export function isDrawingTool(name: ToolName): name is DrawingTool {
	return isMeasure(name) || name === 'arrow' || name === 'outline';
}

/** The measuring tool whose annotations carry this name. */
export function measureOf(toolName: string | undefined): MeasureTool | undefined {
	return measures.find((name) => toolClasses[name].toolName === toolName);
}
