import { isPadding } from '#lib/viewer/formats/padding.ts';
import { greyOf } from '#lib/viewer/study/curve.ts';
import { autoWindow } from '#lib/viewer/study/presets.ts';
import type { CellContent } from '#lib/viewer/cells.ts';
import type { WindowPreset } from '#lib/viewer/types.ts';
import type { PlainFrame } from './plain-frame.ts';

/** RGBA bytes of a frame, a pixel for each of its own, drawn with a window. */
export function greyPixels(frame: PlainFrame, { window, curve = 'linear' }: WindowPreset) {
	const { values, min, max, padding, isInverted } = frame;
	const isPadded = padding ? (value: number) => isPadding(value, padding) : undefined;
	const shown = window === 'auto' ? autoWindow(values, isPadded) : window;
	const greys = new Uint8ClampedArray(max - min + 1);
	for (let at = 0; at < greys.length; at++) {
		const part = greyOf(min + at, shown, curve);
		greys[at] = 255 * (isInverted ? 1 - part : part);
	}
	const pixels = new Uint32Array(values.length);
	for (let at = 0; at < pixels.length; at++)
		// Alpha is the last of the four bytes: all machines that browsers run on begin with the least.
		pixels[at] = 0xff_00_00_00 | ((greys[(values[at] as number) - min] as number) * 0x01_01_01); // no gaps within the length
	return new Uint8ClampedArray(pixels.buffer);
}

/** Where a frame lies that is fitted into a cell, in the unit of the cell's size. */
export function fitted(
	{ columns, rows, aspect }: Pick<PlainFrame, 'columns' | 'rows' | 'aspect'>,
	cell: { width: number; height: number },
	align: CellContent['align']
): { left: number; top: number; width: number; height: number } {
	const scale = Math.min(cell.width / columns, cell.height / (rows * aspect));
	const [width, height] = [columns * scale, rows * aspect * scale];
	const spare = cell.width - width;
	const left = align === 'left' ? 0 : align === 'right' ? spare : spare / 2;
	return { left, top: (cell.height - height) / 2, width, height };
}

/** Draws a frame into a canvas, whose element has the size of its cell, as the viewer will. */
export function paint(
	canvas: HTMLCanvasElement,
	frame: PlainFrame,
	{ preset, align }: { preset: WindowPreset; align: CellContent['align'] }
): void {
	const picture = document.createElement('canvas');
	picture.width = frame.columns;
	picture.height = frame.rows;
	picture
		.getContext('2d')
		?.putImageData(new ImageData(greyPixels(frame, preset), frame.columns, frame.rows), 0, 0);
	canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
	canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
	const { left, top, width, height } = fitted(frame, canvas, align);
	canvas.getContext('2d')?.drawImage(picture, left, top, width, height);
}
