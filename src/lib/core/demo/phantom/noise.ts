import { makeRandom } from '#lib/core/demo/random.ts';

const side = 64;
const mask = side - 1;
const latticeSide = 16;
const samplesPerCell = side / latticeSide;

/** Smooth periodic noise about 0 with standard deviation near 1; one lattice cell is one unit. */
export type Noise3 = (x: number, y: number, z: number) => number;

/** A 64³ table of value noise with quintic interpolation, read linearly: smooth enough, and ten times as fast. */
export function makeNoise3(seed: number): Noise3 {
	const table = fillTable(seed);
	return (x, y, z) => {
		const u = x * samplesPerCell;
		const v = y * samplesPerCell;
		const w = z * samplesPerCell;
		const i = Math.floor(u);
		const j = Math.floor(v);
		const k = Math.floor(w);
		const fx = u - i;
		const fy = v - j;
		const fz = w - k;
		const x0 = i & mask;
		const x1 = (i + 1) & mask;
		const y0 = (j & mask) << 6;
		const y1 = ((j + 1) & mask) << 6;
		const z0 = (k & mask) << 12;
		const z1 = ((k + 1) & mask) << 12;
		const at = (index: number): number => table[index] ?? 0;
		const a = at(z0 + y0 + x0) + (at(z0 + y0 + x1) - at(z0 + y0 + x0)) * fx;
		const b = at(z0 + y1 + x0) + (at(z0 + y1 + x1) - at(z0 + y1 + x0)) * fx;
		const c = at(z1 + y0 + x0) + (at(z1 + y0 + x1) - at(z1 + y0 + x0)) * fx;
		const d = at(z1 + y1 + x0) + (at(z1 + y1 + x1) - at(z1 + y1 + x0)) * fx;
		const near = a + (b - a) * fy;
		const far = c + (d - c) * fy;
		return near + (far - near) * fz;
	};
}

function fillTable(seed: number): Float32Array {
	const random = makeRandom(seed, 0x6e6f6973);
	const lattice = new Float32Array(latticeSide ** 3);
	for (let at = 0; at < lattice.length; at++) lattice[at] = random.normal() * 1.7;
	const weights = Array.from({ length: samplesPerCell }, (_, nth) => {
		const t = nth / samplesPerCell;
		return t * t * t * (t * (t * 6 - 15) + 10);
	});
	const wrap = latticeSide - 1;
	const corner = (x: number, y: number, z: number): number =>
		lattice[((z & wrap) * latticeSide + (y & wrap)) * latticeSide + (x & wrap)] ?? 0;
	const table = new Float32Array(side ** 3);
	let at = 0;
	for (let z = 0; z < side; z++) {
		const k = Math.floor(z / samplesPerCell);
		const wz = weights[z % samplesPerCell] ?? 0;
		for (let y = 0; y < side; y++) {
			const j = Math.floor(y / samplesPerCell);
			const wy = weights[y % samplesPerCell] ?? 0;
			for (let x = 0; x < side; x++) {
				const i = Math.floor(x / samplesPerCell);
				const wx = weights[x % samplesPerCell] ?? 0;
				const line = (dy: number, dz: number): number =>
					corner(i, j + dy, k + dz) * (1 - wx) + corner(i + 1, j + dy, k + dz) * wx;
				const near = line(0, 0) * (1 - wy) + line(1, 0) * wy;
				const far = line(0, 1) * (1 - wy) + line(1, 1) * wy;
				table[at++] = near * (1 - wz) + far * wz;
			}
		}
	}
	return table;
}

/** A square tile of correlated grain (standard deviation 1, no mean), as a reconstruction kernel leaves it. Side is a power of two. */
export function makeGrain(seed: number, tileSide: number, blur: number): Float32Array {
	const random = makeRandom(seed, 0x67726169);
	const white = new Float32Array(tileSide * tileSide);
	for (let at = 0; at < white.length; at++) white[at] = random.normal();
	const wrap = tileSide - 1;
	const kernel = [blur * blur * 0.5, blur, 1, blur, blur * blur * 0.5];
	const once = new Float32Array(white.length);
	const grain = new Float32Array(white.length);
	for (let y = 0; y < tileSide; y++) {
		for (let x = 0; x < tileSide; x++) {
			let sum = 0;
			for (let tap = -2; tap <= 2; tap++)
				sum += (white[y * tileSide + ((x + tap) & wrap)] ?? 0) * (kernel[tap + 2] ?? 0);
			once[y * tileSide + x] = sum;
		}
	}
	let squares = 0;
	for (let y = 0; y < tileSide; y++) {
		for (let x = 0; x < tileSide; x++) {
			let sum = 0;
			for (let tap = -2; tap <= 2; tap++)
				sum += (once[((y + tap) & wrap) * tileSide + x] ?? 0) * (kernel[tap + 2] ?? 0);
			grain[y * tileSide + x] = sum;
			squares += sum * sum;
		}
	}
	const scale = 1 / Math.sqrt(squares / grain.length);
	for (let at = 0; at < grain.length; at++) grain[at] = (grain[at] ?? 0) * scale;
	return grain;
}
