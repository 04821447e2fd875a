import type { LesionPlan } from '#lib/core/demo/studies/plan.ts';
import { sharedNoise } from './ct.ts';
import { clamp01, ellipsoid, inside, mix, smoothStep } from './geometry.ts';

/** What a point sends back (0 dark … 1 white) and how fast the beam weakens there (per mm; negative where it is spared). */
export type Echo = {
	readonly at: (x: number, depth: number, time: number) => { level: number; loss: number };
	/** Movement of the tissue in mm at a share of the cine. */
	readonly motion: (time: number) => { shiftX: number; shiftDepth: number };
	/** Middle of the finding at the first frame. */
	readonly focus: { readonly x: number; readonly depth: number };
};

const turn = 2 * Math.PI;

/** Skin, fat and muscle under the probe: bright parallel layers. */
function nearField(x: number, depth: number): { level: number; loss: number } | null {
	const noise = sharedNoise();
	const wave = depth + 1.6 * noise(x / 22, 1, 1);
	if (wave > 21) return null;
	if (wave < 1.8) return { level: 0.8, loss: 0.001 };
	if (wave < 11) return { level: 0.34 + 0.22 * clamp01(noise(x / 9, depth / 1.6, 2)), loss: 0.0006 };
	const fibres = 0.42 + 0.2 * Math.sin(depth * 2.6 + noise(x / 12, depth / 5, 3) * 1.6);
	return { level: wave > 20.2 ? 0.66 : fibres, loss: 0.0006 };
}

/** Liver with its vessels and, behind it, the diaphragm. */
function liverAt(x: number, depth: number): { level: number; loss: number } {
	const noise = sharedNoise();
	const texture = 0.43 + 0.03 * noise(x / 14, depth / 14, 4);
	const vein = Math.min(
		Math.abs(x + 34 - 0.42 * (depth - 70) - 5 * Math.sin(depth / 17)) - 2.4 - 0.035 * (depth - 60),
		Math.hypot(x - 42, depth - 66) - 5.2,
		Math.hypot(x + 12 - 0.1 * depth, depth - 116) - 4.4
	);
	const triad =
		Math.min(Math.hypot(x - 24, depth - 40), Math.hypot(x + 40, depth - 52), Math.hypot(x - 52, depth - 96)) -
		2.6;
	let level = mix(texture, 0.09, inside(vein, 1.2));
	level = mix(level, 0.68, inside(Math.abs(triad) - 0.7, 1));
	level = mix(level, 0.1, inside(triad + 1.4, 1));
	const dome = depth - (140 - 0.0045 * (x - 12) ** 2 + 3 * noise(x / 30, 6, 6));
	if (dome > -0.9 && dome < 1.2 + 0.6 * noise(x / 5, 2, 6))
		return { level: 0.74 + 0.16 * noise(x / 6, 6, 6), loss: 0.012 };
	return dome >= 0 ? { level: texture - 0.1, loss: 0.004 } : { level, loss: 0.0009 };
}

/** How squarely a surface faces the probe: 1 across the beam, 0 along it. */
function facing(distance: (x: number, depth: number) => number, x: number, depth: number): number {
	const across = distance(x + 1, depth) - distance(x - 1, depth);
	const along = distance(x, depth + 1) - distance(x, depth - 1);
	return along / Math.max(1e-3, Math.hypot(across, along));
}

/** Gallbladder seen lengthwise through the liver, breathing; a stone rolls and throws its shadow. */
export function gallbladderEcho(lesion: LesionPlan | null): Echo {
	const noise = sharedNoise();
	const radius = (lesion?.sizeMm ?? 0) / 2;
	const stone = { x: 10, depth: 87 - radius * 0.55 };
	const pear = (x: number, depth: number): number => {
		const along = (x - 2) * 0.94 + (depth - 74) * 0.34;
		const across = -(x - 2) * 0.34 + (depth - 74) * 0.94;
		const swell = 12.5 + 4.5 * smoothStep(-36, 26, along);
		return ellipsoid(along, across, 0, 38, swell, 1e3) + 0.8 * noise(x / 12, depth / 12, 8);
	};
	return {
		focus: stone,
		motion: (time) => ({
			shiftX: 2.2 * Math.sin(turn * time),
			shiftDepth: 4.5 * Math.sin(turn * time + 0.6)
		}),
		at: (x, depth, time) => {
			const near = nearField(x, depth);
			if (near) return near;
			const rolled = stone.x + 3 * Math.sin(turn * time - 0.8);
			if (lesion) {
				const d = Math.hypot(x - rolled, depth - stone.depth);
				if (d < radius) return { level: depth < stone.depth + 0.2 * radius ? 0.98 : 0.5, loss: 0.16 };
			}
			const wall = pear(x, depth);
			if (wall < -1.1)
				return { level: 0.03 + 0.13 * smoothStep(-4, -0.9, wall) * (depth < 70 ? 1 : 0.2), loss: -0.0032 };
			// A wall shines where it faces the beam.
			if (wall < 0.9) return { level: 0.5 + 0.38 * Math.abs(facing(pear, x, depth)) ** 2, loss: 0 };
			return liverAt(x, depth);
		}
	};
}

/** Aorta across, on the spine, beside the cava; an aneurysm has its own clot round the stream. */
export function aortaEcho(lesion: LesionPlan | null): Echo {
	const noise = sharedNoise();
	const radius = (lesion?.sizeMm ?? 19) / 2;
	const centre = { x: 3, depth: 96 - radius };
	return {
		focus: centre,
		motion: (time) => ({ shiftX: 0.6 * Math.sin(turn * time), shiftDepth: 1.8 * Math.sin(turn * time) }),
		at: (x, depth, time) => {
			const near = nearField(x, depth);
			if (near) return near;
			// Three beats in the cine: quick rise, slow fall.
			const phase = (time * 3) % 1;
			const pulse = 0.9 * smoothStep(0, 0.18, phase) * smoothStep(1, 0.25, phase);
			const d =
				Math.hypot((x - centre.x) * 0.96, depth - centre.depth) -
				radius -
				pulse +
				0.5 * noise(x / 10, depth / 10, 7);
			const front =
				Math.abs(depth - centre.depth) / Math.max(1, Math.hypot(x - centre.x, depth - centre.depth));
			if (Math.abs(d) < 1) return { level: 0.48 + 0.36 * front * front, loss: 0.0004 };
			if (d < 0) {
				if (!lesion) return { level: 0.05, loss: -0.002 };
				const stream = Math.hypot(x - centre.x - 2.5, depth - centre.depth + 2.5) - radius * 0.6 - pulse;
				if (Math.abs(stream) < 0.5) return { level: 0.42, loss: 0 };
				return stream < 0
					? { level: 0.05, loss: -0.002 }
					: { level: 0.25 + 0.05 * noise(x / 4, depth / 3, 9), loss: 0.0002 };
			}
			const cava = ellipsoid(x + 30 + 0.2 * radius, depth - 88, 0, 11 - 1.5 * Math.sin(turn * time), 7, 1e3);
			if (cava < 0) return { level: cava > -1.2 ? 0.6 : 0.06, loss: -0.001 };
			const spine = depth - (100 + 0.011 * (x - 1) ** 2);
			if (spine > 0 && Math.abs(x) < 27)
				return spine < 3 ? { level: 0.97, loss: 0.1 } : { level: 0.2, loss: 0.02 };
			const artery = Math.hypot(x - 1, depth - centre.depth + radius + 12) - 3.2;
			if (artery < 0) return { level: artery > -1.1 ? 0.9 : 0.08, loss: 0 };
			// Bowel gas above the left side throws dirty shadows.
			const gas = Math.hypot(x - 44, (depth - 34) * 1.6) - 9 - 2 * Math.sin(turn * time);
			if (gas < 0 && depth < 34) return { level: 0.95, loss: 0.05 };
			const slide = 0.05 * Math.sin(turn * time);
			const gut =
				0.44 + 0.07 * noise(x / 17 + slide, depth / 13, 11) + 0.05 * noise(x / 6 + slide, depth / 4, 12);
			// The psoas lies beside the spine, darker and finely striped.
			const psoas = 0.27 + 0.04 * Math.sin(depth * 1.3 - 0.5 * Math.abs(x) + 2 * noise(x / 8, depth / 8, 5));
			const share =
				smoothStep(86, 100, depth + 3 * noise(x / 9, depth / 9, 13)) * smoothStep(18, 30, Math.abs(x));
			return { level: mix(gut, psoas, share), loss: 0.0014 };
		}
	};
}
