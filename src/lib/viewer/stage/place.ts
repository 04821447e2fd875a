import { Enums, type StackViewport } from '@cornerstonejs/core';
import { findSheet } from '#lib/viewer/loading/sheets.ts';
import { findPlane } from '#lib/viewer/marks/marks.ts';
import { toPatient, toPixel } from '#lib/viewer/marks/plane.ts';
import { edgeLetters } from '#lib/viewer/grid/edges.ts';
import type { CellContent, CellState } from '#lib/viewer/cells.ts';
import type { Point2, Point3 } from '#lib/viewer/types.ts';

type Turn = CellState['rotation'];
/** What is in the middle of a cell, and how large: kept while another plane of the same volume comes. */
export type View = { centre: Point3; pxPerMm: number; rotation: Turn; isFlipped: boolean; isFitted: boolean };

/** Size, place and turn of the image in a cell. Screen coordinates are CSS pixels of the cell. */
export type Place = {
	begin(content: Pick<CellContent, 'rotation' | 'flipped' | 'align'>): void;
	fit(): void;
	actualSize(): void;
	zoomBy(factor: number): void;
	panBy(horizontalPx: number, verticalPx: number): void;
	/** Clockwise. */
	rotateBy(quarterTurns: number): void;
	/** Mirrors what is seen. */
	flip(way: 'horizontal' | 'vertical'): void;
	upright(): void;
	view(): View | null;
	look(view: View): void;
	/** Fills the cell with a part of the image, given by its corners in pixels. */
	lookAt(from: Point2, to: Point2): void;
	toScreen(point: Point3): Point2;
	toPatient(point: Point2): Point3;
	/** The element has another size than what is drawn in it. */
	isOutgrown(): boolean;
	/** Keeps what is seen while the viewport is given another size; the returned function puts it back. */
	hold(): () => void;
	state(): Pick<CellState, 'scale' | 'rotation' | 'flipped' | 'edges'>;
	close(): void;
};

const [smallestScale, largestScale] = [0.05, 64];

export function makePlace(viewport: StackViewport, isCpu: boolean): Place {
	// Cornerstone's CPU viewport counts pixels from their corner instead of their centre.
	const halfPixel = isCpu ? 0.5 : 0;
	const { element } = viewport;
	let rotation: Turn = 0;
	let isFlipped = false;
	let align: CellContent['align'];
	/** As long as nobody has moved it, the image fills its cell whatever the size of the cell becomes. */
	let isFitted = true;
	let ownMoves = 0;
	let held: View | null = null;
	const onCamera = () => {
		if (ownMoves === 0) isFitted = false;
	};
	element.addEventListener(Enums.Events.CAMERA_MODIFIED, onCamera);

	const hasImage = () => viewport.getCornerstoneImage() !== undefined;
	/** Of what is drawn, in device pixels: while the element changes, that is still the old size. */
	const drawnSize = (): Point2 =>
		isCpu ? [viewport.canvas.width, viewport.canvas.height] : [viewport.sWidth, viewport.sHeight];
	const size = (): Point2 => {
		const [width, height] = drawnSize();
		return [width / devicePixelRatio, height / devicePixelRatio];
	};
	const plane = () => findPlane(viewport.getCurrentImageId() ?? '');

	function quietly(act: () => void): void {
		ownMoves += 1;
		act();
		ownMoves -= 1;
	}

	function toScreen(point: Point3): Point2 {
		const grid = plane();
		if (!grid) return [0, 0];
		const [column, row] = toPixel(grid, point);
		const [x, y] = viewport.worldToCanvas(toPatient(grid, [column + halfPixel, row + halfPixel]));
		return [x, y];
	}

	function fromScreen(point: Point2): Point3 {
		const grid = plane();
		if (!grid) return [0, 0, 0];
		const [x, y, z] = viewport.canvasToWorld(point);
		const [column, row] = toPixel(grid, [x, y, z]);
		return toPatient(grid, [column - halfPixel, row - halfPixel]);
	}

	/** Screen pixels for each image pixel along a row. */
	function scale(): number {
		const grid = plane();
		if (!grid || !hasImage()) return 1;
		const [left, top] = toScreen(toPatient(grid, [0, 0]));
		const [right, bottom] = toScreen(toPatient(grid, [1, 0]));
		// Nothing can be told of a cell that is hidden.
		return Math.hypot(right - left, bottom - top) * devicePixelRatio || 1;
	}

	function pan(horizontalPx: number, verticalPx: number): void {
		const from = viewport.canvasToWorld([0, 0]);
		const to = viewport.canvasToWorld([horizontalPx, verticalPx]);
		const { focalPoint, position } = viewport.getCamera();
		const shifted = (point: typeof from | undefined) =>
			point &&
			([0, 1, 2].map((axis) => (point[axis] ?? 0) + (from[axis] ?? 0) - (to[axis] ?? 0)) as typeof from);
		viewport.setCamera({ focalPoint: shifted(focalPoint), position: shifted(position) });
	}

	const zoom = (factor: number) => viewport.setZoom(viewport.getZoom() * factor);

	/** The rectangle that the image takes up on the screen. */
	function bounds(): { left: number; right: number; top: number; bottom: number } {
		const grid = plane();
		const image = viewport.getCornerstoneImage();
		if (!grid || !image) return { left: 0, right: 1, top: 0, bottom: 1 };
		const ends: Point2[] = [
			[-0.5, -0.5],
			[image.columns - 0.5, image.rows - 0.5]
		];
		const [a = [0, 0], b = [0, 0]] = ends.map((end) => toScreen(toPatient(grid, end)));
		return {
			left: Math.min(a[0], b[0]),
			right: Math.max(a[0], b[0]),
			top: Math.min(a[1], b[1]),
			bottom: Math.max(a[1], b[1])
		};
	}

	function fit(): void {
		if (!hasImage()) return;
		const [width, height] = size();
		quietly(() => {
			const first = bounds();
			zoom(Math.min(width / (first.right - first.left), height / (first.bottom - first.top)));
			// Twice: on the CPU a shift of pixels that are not square is only nearly right the first time.
			for (let turn = 0; turn < 2; turn++) {
				const { left, right, top, bottom } = bounds();
				const across =
					align === 'left' ? -left : align === 'right' ? width - right : (width - left - right) / 2;
				pan(across, (height - top - bottom) / 2);
			}
		});
		isFitted = true;
		viewport.render();
	}

	function turn(): void {
		quietly(() => {
			viewport.setCamera({ flipHorizontal: isFlipped });
			viewport.setViewPresentation({ rotation, flipHorizontal: isFlipped });
			// The CPU viewport works its transformation out when the camera is set, not when it is turned.
			viewport.setCamera({});
		});
	}

	function turnTo(next: number, flipped: boolean): void {
		const seen = view();
		rotation = (((next % 360) + 360) % 360) as Turn;
		isFlipped = flipped;
		turn();
		if (!seen || seen.isFitted) fit();
		else look({ ...seen, rotation, isFlipped });
	}

	function view(): View | null {
		const grid = plane();
		if (!grid || !hasImage()) return null;
		const [width, height] = size();
		return {
			centre: fromScreen([width / 2, height / 2]),
			pxPerMm: scale() / grid.columnSpacing,
			rotation,
			isFlipped,
			isFitted
		};
	}

	function look(seen: View): void {
		rotation = seen.rotation;
		isFlipped = seen.isFlipped;
		turn();
		if (seen.isFitted) return fit();
		quietly(() => {
			const grid = plane();
			if (grid) zoom((seen.pxPerMm * grid.columnSpacing) / scale());
			const [width, height] = size();
			for (let again = 0; again < 2; again++) {
				const [x, y] = toScreen(seen.centre);
				pan(width / 2 - x, height / 2 - y);
			}
		});
		isFitted = false;
		viewport.render();
	}

	function lookAt(from: Point2, to: Point2): void {
		const grid = plane();
		if (!grid || !hasImage()) return;
		const [width, height] = size();
		const onScreen = (point: Point2) => toScreen(toPatient(grid, point));
		const middle: Point2 = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
		quietly(() => {
			const [a, b] = [onScreen(from), onScreen(to)];
			zoom(Math.min(width / Math.abs(b[0] - a[0]), height / Math.abs(b[1] - a[1])));
			for (let again = 0; again < 2; again++) {
				const [x, y] = onScreen(middle);
				pan(width / 2 - x, height / 2 - y);
			}
		});
		isFitted = false;
		viewport.render();
	}

	function zoomBy(factor: number): void {
		if (!hasImage()) return;
		zoom(Math.min(largestScale, Math.max(smallestScale, scale() * factor)) / scale());
		viewport.render();
	}

	function edges(): CellState['edges'] {
		const imageId = viewport.getCurrentImageId();
		if (!imageId || !hasImage() || !findSheet(imageId)) return null;
		const [width, height] = size();
		const [x, y] = [width / 2, height / 2];
		const centre = fromScreen([x, y]);
		const direction = (to: Point3): Point3 => [to[0] - centre[0], to[1] - centre[1], to[2] - centre[2]];
		return edgeLetters(direction(fromScreen([x + 10, y])), direction(fromScreen([x, y + 10])));
	}

	return {
		begin(content) {
			rotation = content.rotation ?? 0;
			isFlipped = content.flipped ?? false;
			align = content.align;
			if (rotation !== 0 || isFlipped) turn();
			fit();
		},
		fit,
		actualSize: () => zoomBy(1 / scale()),
		zoomBy,
		panBy(horizontalPx, verticalPx) {
			if (!hasImage()) return;
			pan(horizontalPx, verticalPx);
			viewport.render();
		},
		rotateBy: (quarterTurns) => turnTo(rotation + quarterTurns * 90, isFlipped),
		// A mirror on the screen, told as a mirror of the image and a turn.
		flip: (way) => turnTo(way === 'horizontal' ? -rotation : 180 - rotation, !isFlipped),
		upright: () => turnTo(0, false),
		view,
		look,
		lookAt,
		toScreen,
		toPatient: fromScreen,
		isOutgrown() {
			const [width, height] = size();
			return Math.abs(element.clientWidth - width) > 1 || Math.abs(element.clientHeight - height) > 1;
		},
		hold() {
			// A cell that is hidden has no size, and keeps what was seen before.
			if (drawnSize()[0] > 1) held = view();
			ownMoves += 1;
			return () => {
				ownMoves -= 1;
				if (held && element.clientWidth > 0) look(held);
			};
		},
		state: () => ({ scale: scale(), rotation, flipped: isFlipped, edges: edges() }),
		close: () => element.removeEventListener(Enums.Events.CAMERA_MODIFIED, onCamera)
	};
}
