import type { StackViewport } from '@cornerstonejs/core';
import type { DrawnMarkKind } from '#lib/viewer/types.ts';

type Canvas = [x: number, y: number];
type World = ReturnType<StackViewport['canvasToWorld']>;

/** Screen pixels from the tip of a new arrow to its tail, each way. */
const ARROW_PX = 60;
const ELLIPSE_PX = { across: 44, down: 34 } as const;

/** Where the points of a new mark lie: in the middle of what is seen, in the order of the drawing tools. */
export function middlePoints(viewport: StackViewport, kind: DrawnMarkKind): World[] {
	const [x, y] = [viewport.canvas.clientWidth / 2, viewport.canvas.clientHeight / 2];
	const { across, down } = ELLIPSE_PX;
	const points: Canvas[] =
		kind === 'arrow'
			? [
					[x, y],
					[x + ARROW_PX, y - ARROW_PX]
				]
			: [
					[x, y - down],
					[x, y + down],
					[x - across, y],
					[x + across, y]
				];
	return points.map((point) => viewport.canvasToWorld(point));
}

/** Points moved by screen pixels. */
export function movedPoints(viewport: StackViewport, points: readonly World[], [dx, dy]: Canvas): World[] {
	return points.map((point) => {
		const [x, y] = viewport.worldToCanvas(point);
		return viewport.canvasToWorld([x + dx, y + dy]);
	});
}

/** Points scaled about a centre: an arrow's tip stays, an ellipse stays where it is. */
export function grownPoints(points: readonly World[], kind: DrawnMarkKind, factor: number): World[] {
	const [tip = [0, 0, 0]] = points;
	const centre = [0, 1, 2].map((axis) =>
		kind === 'arrow'
			? (tip[axis] ?? 0)
			: points.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / points.length
	);
	const scaled = (point: World, axis: 0 | 1 | 2): number => {
		const from = centre[axis] ?? 0;
		return from + (point[axis] - from) * factor;
	};
	return points.map((point): World => [scaled(point, 0), scaled(point, 1), scaled(point, 2)]);
}
