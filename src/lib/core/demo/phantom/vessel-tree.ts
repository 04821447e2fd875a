import { makeRandom } from '#lib/core/demo/random.ts';
import type { Tube } from './geometry.ts';

type Vector = readonly [x: number, y: number, z: number];

const normalise = ([x, y, z]: Vector): Vector => {
	const length = Math.sqrt(x * x + y * y + z * z) || 1;
	return [x / length, y / length, z / length];
};

/**
 * Branching vessels that fill a volume from its root: each stem parts in two, thinner (Murray's law, exponent 2.7) and
 * shorter, and turns away from what `room` says is outside (`room` is the depth inside the volume in mm).
 */
export function growTree(input: {
	seed: number;
	root: Vector;
	/** First directions. */
	stems: readonly Vector[];
	radius: number;
	smallest: number;
	lengthFactor: number;
	room: (x: number, y: number, z: number) => number;
}): Tube[] {
	const { room, smallest } = input;
	const random = makeRandom(input.seed, 0x74726565);
	const tubes: Tube[] = [];
	const jitter = (direction: Vector, amount: number): Vector =>
		normalise([
			direction[0] + amount * random.normal(),
			direction[1] + amount * random.normal(),
			direction[2] + amount * random.normal()
		]);
	const grow = (from: Vector, direction: Vector, radius: number): void => {
		if (radius < smallest || tubes.length > 40_000) return;
		const length = input.lengthFactor * Math.pow(radius, 0.72) * (0.75 + 0.5 * random.next());
		let best: Vector | null = null;
		let bestRoom = 1.6;
		for (let attempt = 0; attempt < 3; attempt++) {
			const way = jitter(direction, 0.05 + 0.16 * attempt);
			const end: Vector = [from[0] + way[0] * length, from[1] + way[1] * length, from[2] + way[2] * length];
			const depth = Math.min(room(...end), 14);
			if (depth > bestRoom) {
				bestRoom = depth;
				best = end;
			}
			if (depth >= 10) break;
		}
		if (!best) return;
		// One branch goes on, the other turns off; unequal shares make long stems with twigs.
		const share = 0.52 + 0.3 * random.next();
		const first = radius * Math.pow(share, 1 / 2.6);
		const second = radius * Math.pow(1 - share, 1 / 2.6);
		tubes.push({ from: [...from, radius], to: [...best, first] });
		const ahead = normalise([best[0] - from[0], best[1] - from[1], best[2] - from[2]]);
		const outward = normalise([best[0] - input.root[0], best[1] - input.root[1], best[2] - input.root[2]]);
		const turn = normalise([random.normal(), random.normal(), random.normal()]);
		const lead = (bend: number): Vector =>
			normalise([
				ahead[0] + 0.3 * outward[0] + bend * turn[0],
				ahead[1] + 0.3 * outward[1] + bend * turn[1],
				ahead[2] + 0.3 * outward[2] + bend * turn[2]
			]);
		grow(best, lead(-0.22), first);
		grow(best, lead(0.85), second);
	};
	for (const stem of input.stems)
		grow(input.root, normalise(stem), input.radius * (0.8 + 0.4 * random.next()));
	return tubes;
}

/** Draws the tubes that cross a slab into `cover` (0 … 1): what part of the slab's thickness they fill at each pixel. */
export function drawTubes(
	tubes: readonly Tube[],
	frame: { columns: number; rows: number; originX: number; originY: number; pixelMm: number },
	slab: { z: number; thickness: number },
	cover: Float32Array
): void {
	cover.fill(0);
	const { columns, rows, originX, originY, pixelMm } = frame;
	const half = slab.thickness / 2;
	for (const { from, to } of tubes) {
		const radius = (from[3] + to[3]) / 2;
		const dz = to[2] - from[2];
		if (
			Math.min(from[2], to[2]) - radius > slab.z + half ||
			Math.max(from[2], to[2]) + radius < slab.z - half
		)
			continue;
		const [t0, t1] = clip(from[2] - slab.z, dz, half + radius * 0.7);
		if (t1 <= t0) continue;
		const ax = (from[0] + (to[0] - from[0]) * t0 - originX) / pixelMm;
		const ay = (from[1] + (to[1] - from[1]) * t0 - originY) / pixelMm;
		const bx = (from[0] + (to[0] - from[0]) * t1 - originX) / pixelMm;
		const by = (from[1] + (to[1] - from[1]) * t1 - originY) / pixelMm;
		const filled = Math.min(1, (Math.abs(dz) * (t1 - t0) + 2 * radius * 0.85) / slab.thickness);
		const r = radius / pixelMm;
		const left = Math.max(0, Math.floor(Math.min(ax, bx) - r - 1));
		const right = Math.min(columns - 1, Math.ceil(Math.max(ax, bx) + r + 1));
		const top = Math.max(0, Math.floor(Math.min(ay, by) - r - 1));
		const bottom = Math.min(rows - 1, Math.ceil(Math.max(ay, by) + r + 1));
		const ex = bx - ax;
		const ey = by - ay;
		const length2 = ex * ex + ey * ey;
		for (let row = top; row <= bottom; row++) {
			for (let column = left; column <= right; column++) {
				const px = column - ax;
				const py = row - ay;
				const t = length2 > 0 ? Math.min(1, Math.max(0, (px * ex + py * ey) / length2)) : 0;
				const d = Math.sqrt((px - ex * t) ** 2 + (py - ey * t) ** 2) - r;
				if (d >= 0.7) continue;
				// Vessels thinner than a pixel keep their share of it.
				const value = Math.min(1, 0.5 - d / 1.4) * Math.min(1, 2 * r) * filled;
				const at = row * columns + column;
				if (value > (cover[at] ?? 0)) cover[at] = value;
			}
		}
	}
}

/** The stretch of a line (start height a, rise dz) that lies within ±limit, as shares of its length. */
function clip(a: number, dz: number, limit: number): readonly [number, number] {
	if (Math.abs(dz) < 1e-6) return Math.abs(a) <= limit ? [0, 1] : [1, 0];
	const t0 = (-limit - a) / dz;
	const t1 = (limit - a) / dz;
	return [Math.max(0, Math.min(t0, t1)), Math.min(1, Math.max(t0, t1))];
}
