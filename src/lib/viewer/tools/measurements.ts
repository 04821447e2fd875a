import type { StackViewport } from '@cornerstonejs/core';
import { annotation, type Types } from '@cornerstonejs/tools';
import type { MeasureTool } from '#lib/viewer/types.ts';
import { placed } from './shapes.ts';
import { toolClasses } from './toolset.ts';

type World = ReturnType<StackViewport['canvasToWorld']>;

/** Draws a measurement in the middle of what is seen: the way without a drag. Returns it, or undefined where nothing is shown. */
export function drawMeasurement(viewport: StackViewport, tool: MeasureTool): Types.Annotation | undefined {
	const referencedImageId = viewport.getCurrentImageId();
	if (!referencedImageId) return undefined;
	const [x, y] = [viewport.element.clientWidth / 2, viewport.element.clientHeight / 2];
	const points = placed[tool].map(([across, down]) => viewport.canvasToWorld([x + across, y + down]));
	const annotationUID = crypto.randomUUID();
	const isFree = tool === 'freehand';
	annotation.state.addAnnotation(
		{
			annotationUID,
			highlighted: false,
			invalidated: true,
			isLocked: false,
			isVisible: true,
			metadata: {
				...viewport.getViewReference(),
				toolName: toolClasses[tool].toolName,
				referencedImageId
			},
			data: {
				label: '',
				cachedStats: {},
				handles: {
					points: isFree ? [] : points,
					activeHandleIndex: null,
					textBox: {
						hasMoved: false,
						worldPosition: [0, 0, 0],
						worldBoundingBox: {
							topLeft: [0, 0, 0],
							topRight: [0, 0, 0],
							bottomLeft: [0, 0, 0],
							bottomRight: [0, 0, 0]
						}
					}
				},
				...(isFree && { contour: { polyline: points, closed: true } })
			}
		},
		viewport.element
	);
	return annotation.state.getAnnotation(annotationUID);
}

/** The points of what is drawn: its handles, or all of a free line. */
export function pointsOf({ data }: Types.Annotation): World[] {
	return data.contour?.polyline ?? data.handles?.points ?? [];
}

export function setPoints({ data }: Types.Annotation, points: World[]): void {
	if (data.contour?.polyline) data.contour.polyline = points;
	else if (data.handles) data.handles.points = points;
}
