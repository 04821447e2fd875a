import type { Types } from '@cornerstonejs/core';

type Values = Types.PixelDataTypedArray;
type Size = { rows: number; columns: number };

/** The values of a halved image in a grid of the size of the whole one, each weighed between the four around it. */
export function enlarged(values: Values, from: Size, to: Size): Values {
	const made = emptyAlike(values, to.rows * to.columns);
	const isWhole = !(made instanceof Float32Array);
	const [across, down] = [from.columns / to.columns, from.rows / to.rows];
	for (let row = 0; row < to.rows; row++) {
		const y = Math.min(from.rows - 1, Math.max(0, (row + 0.5) * down - 0.5));
		const above = (y | 0) * from.columns;
		const below = Math.min(from.rows - 1, (y | 0) + 1) * from.columns;
		const partY = y - (y | 0);
		for (let column = 0; column < to.columns; column++) {
			const x = Math.min(from.columns - 1, Math.max(0, (column + 0.5) * across - 0.5));
			const left = x | 0;
			const right = Math.min(from.columns - 1, left + 1);
			const partX = x - left;
			const a = values[above + left] ?? 0;
			const b = values[above + right] ?? 0;
			const c = values[below + left] ?? 0;
			const d = values[below + right] ?? 0;
			const upper = a + (b - a) * partX;
			const lower = c + (d - c) * partX;
			const value = upper + (lower - upper) * partY;
			made[row * to.columns + column] = isWhole ? Math.round(value) : value;
		}
	}
	return made;
}

function emptyAlike(values: Values, length: number): Values {
	if (values instanceof Int16Array) return new Int16Array(length);
	if (values instanceof Uint16Array) return new Uint16Array(length);
	if (values instanceof Uint8Array) return new Uint8Array(length);
	if (values instanceof Int8Array) return new Int8Array(length);
	return new Float32Array(length);
}
