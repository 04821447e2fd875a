import type { Padding } from '#lib/viewer/formats/padding.ts';
import { greyOf, type Curve } from '#lib/viewer/study/curve.ts';
import type { WindowLevel } from '#lib/viewer/types.ts';

/** A decoded frame: grey values in the unit of the window, or interleaved colour of 3 or 4 bytes a pixel. */
export type DecodedFrame = {
	values: ArrayLike<number>;
	columns: number;
	rows: number;
	components: number;
	/** Multiplied and added to reach the unit of the window. */
	slope: number;
	intercept: number;
	isInverted: boolean;
	/** What is no value of the patient, in the unit of the window. */
	padding?: Padding | null;
	/** 1 for each pixel that has no value of the patient; null where there is none. */
	missing?: Uint8Array | null;
};

/**
 * RGBA bytes of a square picture of `size` pixels, the frame fitted and centred in it on black. A linear window is drawn as an
 * exact one: at this size half a step is nothing.
 */
export function makeThumbnail(
	frame: DecodedFrame,
	tone: { window: WindowLevel; curve?: Curve },
	size: number
): Uint8ClampedArray<ArrayBuffer> {
	const bytes = new Uint8ClampedArray(size * size * 4);
	const step = Math.max(frame.columns, frame.rows) / size;
	const left = (size - frame.columns / step) / 2;
	const top = (size - frame.rows / step) / 2;
	for (let y = 0; y < size; y++) {
		for (let x = 0; x < size; x++) {
			const at = (y * size + x) * 4;
			const column = Math.floor((x - left) * step);
			const row = Math.floor((y - top) * step);
			bytes[at + 3] = 255;
			if (column < 0 || row < 0 || column >= frame.columns || row >= frame.rows) continue;
			const from = (row * frame.columns + column) * frame.components;
			for (let channel = 0; channel < 3; channel++) {
				const value = frame.values[from + (frame.components === 1 ? 0 : channel)] ?? 0;
				bytes[at + channel] = frame.components === 1 ? grey(value, frame, tone) : value;
			}
		}
	}
	return bytes;
}

function grey(
	value: number,
	{ slope, intercept, isInverted }: DecodedFrame,
	{ window, curve = 'linear' }: { window: WindowLevel; curve?: Curve }
): number {
	const part = greyOf(value * slope + intercept, window, curve === 'linear' ? 'linear-exact' : curve);
	return 255 * (isInverted ? 1 - part : part);
}
