import type { Component } from './scan.ts';

// prettier-ignore
const zigzag = Uint8Array.of(
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21,
	28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54,
	47, 55, 62, 63
);

// cosines[x * 8 + u] = C(u) / 2 * cos((2x + 1) u pi / 16), T.81 A.3.3
const cosines = Float64Array.from({ length: 64 }, (_, index) => {
	const [x, u] = [index >> 3, index & 7];
	return ((u === 0 ? Math.SQRT1_2 : 1) / 2) * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/** The samples of one component at its own resolution. */
export type Plane = { readonly width: number; readonly samples: Uint16Array };

/** Dequantises, transforms back and level-shifts a component (T.81 A.3). */
export function transformComponent(component: Component, table: Uint16Array, precision: number): Plane {
	const width = component.stride * 8;
	const { coefficients, blocksWide, blocksHigh, stride } = component;
	const samples = new Uint16Array(width * blocksHigh * 8);
	const block = new Float64Array(64);
	const rows = new Float64Array(64);
	const middle = 1 << (precision - 1);
	const highest = (1 << precision) - 1;
	for (let row = 0; row < blocksHigh; row++) {
		for (let column = 0; column < blocksWide; column++) {
			const at = (row * stride + column) * 64;
			const target = row * 8 * width + column * 8;
			if (!loadBlock(coefficients, at, table, block)) {
				const flat = clamp(Math.round((block[0] ?? 0) / 8) + middle, highest);
				for (let y = 0; y < 8; y++) samples.fill(flat, target + y * width, target + y * width + 8);
				continue;
			}
			invert(block, rows);
			for (let i = 0; i < 64; i++) {
				samples[target + (i >> 3) * width + (i & 7)] = clamp(Math.round(block[i] ?? 0) + middle, highest);
			}
		}
	}
	return { width, samples };
}

/** Puts a dequantised block in natural order; false where only its mean is not zero. */
function loadBlock(coefficients: Int16Array, at: number, table: Uint16Array, block: Float64Array): boolean {
	let hasDetail = false;
	block[0] = (coefficients[at] ?? 0) * (table[0] ?? 1);
	for (let k = 1; k < 64; k++) {
		const value = coefficients[at + k] ?? 0;
		if (value !== 0) hasDetail = true;
		block[zigzag[k] ?? 0] = value * (table[k] ?? 1);
	}
	return hasDetail;
}

/** The two-dimensional inverse transform, rows and then columns, in place. */
function invert(block: Float64Array, rows: Float64Array): void {
	for (let y = 0; y < 64; y += 8) {
		for (let x = 0; x < 8; x++) {
			let sum = 0;
			for (let u = 0; u < 8; u++) sum += (cosines[x * 8 + u] ?? 0) * (block[y + u] ?? 0);
			rows[y + x] = sum;
		}
	}
	for (let x = 0; x < 8; x++) {
		for (let y = 0; y < 8; y++) {
			let sum = 0;
			for (let v = 0; v < 8; v++) sum += (cosines[y * 8 + v] ?? 0) * (rows[v * 8 + x] ?? 0);
			block[y * 8 + x] = sum;
		}
	}
}

function clamp(value: number, highest: number): number {
	return value < 0 ? 0 : value > highest ? highest : value;
}
