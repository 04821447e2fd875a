import { makeRandom } from '#lib/core/demo/random.ts';
import { clamp01 } from './geometry.ts';
import { makeGrain } from './noise.ts';

/** Film response, quantum noise and the edge enhancement of computed radiography; 12 bit. */
export function detect(sums: Float32Array, columns: number, seed: number, isInverted: boolean): Uint16Array {
	const grain = makeGrain(seed, 512, 0.35);
	const rows = sums.length / columns;
	const soft = boxBlur(sums, columns, rows, 24);
	const pixels = new Uint16Array(sums.length);
	const random = makeRandom(seed, 9);
	const shift = random.below(512 * 512);
	for (let at = 0; at < sums.length; at++) {
		const value = sums[at] ?? 0;
		const enhanced = value + 0.55 * (value - (soft[at] ?? 0));
		// Latitude as of a wide film: the lungs keep their contrast, the abdomen is not burnt out.
		const density = 1 - Math.exp(-Math.max(0, enhanced - 8) / 118);
		const noise = (5 + 15 * clamp01(value / 250)) * (grain[(at + shift) & 262143] ?? 0);
		const level = Math.min(4095, Math.max(0, Math.round(4300 * Math.pow(density, 1.55) + noise)));
		pixels[at] = isInverted ? 4095 - level : level;
	}
	return pixels;
}

function boxBlur(values: Float32Array, columns: number, rows: number, radius: number): Float32Array {
	const across = new Float32Array(values.length);
	const size = 2 * radius + 1;
	for (let row = 0; row < rows; row++) {
		const base = row * columns;
		let sum = 0;
		for (let column = -radius; column < columns; column++) {
			const enter = column + radius;
			if (enter < columns) sum += values[base + enter] ?? 0;
			if (column - radius - 1 >= 0) sum -= values[base + column - radius - 1] ?? 0;
			if (column >= 0)
				across[base + column] =
					sum / (Math.min(columns - 1, column + radius) - Math.max(0, column - radius) + 1);
		}
	}
	const out = new Float32Array(values.length);
	const sum = new Float32Array(columns);
	for (let row = -radius; row < rows; row++) {
		const enter = row + radius;
		const leave = row - radius - 1;
		const edge = row < radius || enter >= rows;
		for (let column = 0; column < columns; column++) {
			if (enter < rows) sum[column] = (sum[column] ?? 0) + (across[enter * columns + column] ?? 0);
			if (leave >= 0) sum[column] = (sum[column] ?? 0) - (across[leave * columns + column] ?? 0);
			if (row >= 0) {
				const count = edge ? Math.min(rows - 1, enter) - Math.max(0, row - radius) + 1 : size;
				out[row * columns + column] = (sum[column] ?? 0) / count;
			}
		}
	}
	return out;
}

const letterL = ['10000', '10000', '10000', '10000', '10000', '10000', '11111'];

/** The lead letter that marks the patient's left. */
export function drawMarker(pixels: Uint16Array, columns: number, pixelMm: number, level: number): void {
	const dot = Math.round(2.2 / pixelMm);
	const left = columns - Math.round(46 / pixelMm);
	const top = Math.round(30 / pixelMm);
	for (const [line, cells] of letterL.entries()) {
		for (let cell = 0; cell < cells.length; cell++) {
			if (cells[cell] !== '1') continue;
			for (let row = 0; row < dot; row++) {
				const from = (top + line * dot + row) * columns + left + cell * dot;
				pixels.fill(level, from, from + dot);
			}
		}
	}
}
