import { greyOf, type Curve } from '#lib/viewer/study/curve.ts';
import type { DecodedFrame } from '#lib/viewer/stage/thumbnail.ts';
import type { Point2, WindowLevel } from '#lib/viewer/types.ts';

/** Where the glass looks: the pixel under its centre, and what one step to the right and down on the screen means in pixels. */
export type Look = { centre: Point2; right: Point2; down: Point2 };

/** How values become grey. A colour has no window. */
export type Tone = { window: WindowLevel | null; curve: Curve; isInverted: boolean };

/** RGBA bytes of a square of `size` screen pixels, from the image itself and not from what is drawn of it. */
export function magnified(
	frame: DecodedFrame,
	look: Look,
	tone: Tone,
	size: number
): Uint8ClampedArray<ArrayBuffer> {
	const bytes = new Uint8ClampedArray(size * size * 4);
	for (let y = 0; y < size; y++) {
		for (let x = 0; x < size; x++) {
			const [across, along] = [x + 0.5 - size / 2, y + 0.5 - size / 2];
			const column = look.centre[0] + look.right[0] * across + look.down[0] * along;
			const row = look.centre[1] + look.right[1] * across + look.down[1] * along;
			const at = (y * size + x) * 4;
			bytes[at + 3] = 255;
			if (column < -0.5 || row < -0.5 || column >= frame.columns - 0.5 || row >= frame.rows - 0.5) continue;
			for (let part = 0; part < 3; part++) {
				bytes[at + part] =
					frame.components === 1
						? part === 0
							? grey(sample(frame, column, row, 0) * frame.slope + frame.intercept, tone)
							: (bytes[at] ?? 0)
						: sample(frame, column, row, part);
			}
		}
	}
	return bytes;
}

function grey(value: number, { window, curve, isInverted }: Tone): number {
	if (!window) return value;
	const part = greyOf(value, window, curve);
	return 255 * (isInverted ? 1 - part : part);
}

/** Between the centres of four pixels; at the edge the last one goes on. */
function sample(
	{ values, columns, rows, components }: DecodedFrame,
	column: number,
	row: number,
	part: number
): number {
	const [left, top] = [Math.floor(column), Math.floor(row)];
	const [x, y] = [column - left, row - top];
	const at = (c: number, r: number) =>
		values[
			(Math.min(rows - 1, Math.max(0, r)) * columns + Math.min(columns - 1, Math.max(0, c))) * components +
				part
		] ?? 0;
	const above = at(left, top) * (1 - x) + at(left + 1, top) * x;
	const below = at(left, top + 1) * (1 - x) + at(left + 1, top + 1) * x;
	return above * (1 - y) + below * y;
}
