/** Signed distances in millimetres: negative inside. Approximate where exact ones would cost more than they show. */

export const clamp01 = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);
export const mix = (from: number, to: number, share: number): number => from + (to - from) * share;

/** Share of a pixel that lies inside a surface at signed distance `d`, with an edge `width` mm wide. */
export const inside = (d: number, width: number): number => clamp01(0.5 - d / width);

export const smoothStep = (from: number, to: number, value: number): number => {
	const t = clamp01((value - from) / (to - from));
	return t * t * (3 - 2 * t);
};

/** Distance to an ellipsoid about the origin (first-order: f / |grad f|). */
export function ellipsoid(x: number, y: number, z: number, rx: number, ry: number, rz: number): number {
	const ax = x / rx;
	const ay = y / ry;
	const az = z / rz;
	const k0 = Math.sqrt(ax * ax + ay * ay + az * az);
	const bx = ax / rx;
	const by = ay / ry;
	const bz = az / rz;
	const k1 = Math.sqrt(bx * bx + by * by + bz * bz);
	return k1 < 1e-9 ? -Math.min(rx, ry, rz) : (k0 * (k0 - 1)) / k1;
}

/** Distance to a superellipse in the plane: exponent 2 is an ellipse, higher is boxier. */
export function superEllipse(x: number, y: number, rx: number, ry: number, exponent: number): number {
	const ax = Math.abs(x / rx);
	const ay = Math.abs(y / ry);
	const k = Math.pow(Math.pow(ax, exponent) + Math.pow(ay, exponent), 1 / exponent);
	const radius = Math.sqrt(x * x + y * y);
	return k < 1e-6 ? -Math.min(rx, ry) : radius * (1 - 1 / k);
}

/** Polynomial smooth minimum: unites two shapes with a fillet of about `k` mm. */
export function smoothMin(a: number, b: number, k: number): number {
	const h = clamp01(0.5 + (0.5 * (b - a)) / k);
	return b + (a - b) * h - k * h * (1 - h);
}

export const smoothMax = (a: number, b: number, k: number): number => -smoothMin(-a, -b, k);

/** A stretch of tube between two points with a radius at each end. */
export type Tube = {
	readonly from: readonly [x: number, y: number, z: number, radius: number];
	readonly to: readonly [x: number, y: number, z: number, radius: number];
};

/** Tubes through a list of points. */
export function tubesThrough(points: readonly Tube['from'][]): Tube[] {
	const tubes: Tube[] = [];
	let before: Tube['from'] | undefined;
	for (const point of points) {
		if (before) tubes.push({ from: before, to: point });
		before = point;
	}
	return tubes;
}

/** Distance to a tube. */
export function tubeDistance(tube: Tube, x: number, y: number, z: number): number {
	const { from, to } = tube;
	const dx = to[0] - from[0];
	const dy = to[1] - from[1];
	const dz = to[2] - from[2];
	const px = x - from[0];
	const py = y - from[1];
	const pz = z - from[2];
	const length2 = dx * dx + dy * dy + dz * dz;
	const t = length2 > 0 ? clamp01((px * dx + py * dy + pz * dz) / length2) : 0;
	const qx = px - dx * t;
	const qy = py - dy * t;
	const qz = pz - dz * t;
	return Math.sqrt(qx * qx + qy * qy + qz * qz) - mix(from[3], to[3], t);
}

/** Distance to the union of tubes, filleted. */
export function tubesDistance(
	tubes: readonly Tube[],
	x: number,
	y: number,
	z: number,
	fillet: number
): number {
	let distance = 1e3;
	for (const tube of tubes) distance = smoothMin(distance, tubeDistance(tube, x, y, z), fillet);
	return distance;
}

/** Distance to many tubes; within one slice only those that come near it are looked at. Farther than `reach` it is `reach`. */
export function makeTubeField(
	tubes: readonly Tube[],
	fillet: number,
	reach: number
): (x: number, y: number, z: number) => number {
	let plane = Number.NaN;
	let near: readonly Tube[] = [];
	const comesNear = ({ from, to }: Tube, z: number): boolean =>
		z > Math.min(from[2] - from[3], to[2] - to[3]) - reach &&
		z < Math.max(from[2] + from[3], to[2] + to[3]) + reach;
	return (x, y, z) => {
		if (Math.abs(z - plane) > 2 || Number.isNaN(plane)) {
			plane = z;
			near = tubes.filter((tube) => comesNear(tube, z));
		}
		let distance = reach;
		for (const tube of near) distance = smoothMin(distance, tubeDistance(tube, x, y, z), fillet);
		return distance;
	};
}

/** The mirror image on the patient's other side. */
export const mirrored = (points: readonly Tube['from'][]): Tube['from'][] =>
	points.map(([x, y, z, r]) => [-x, y, z, r]);
