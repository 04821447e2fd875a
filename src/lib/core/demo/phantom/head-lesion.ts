import type { LesionPlan } from '#lib/core/demo/studies/plan.ts';
import { clamp01, ellipsoid, smoothStep } from './geometry.ts';
import type { Noise3 } from './noise.ts';

/** A lesion of the head in the head's own millimetres. */
export type HeadLesion = {
	readonly plan: LesionPlan;
	/** +1 on the patient's left. */
	readonly sign: 1 | -1;
	readonly centre: readonly [x: number, y: number, z: number];
	/** Shift of the midline away from the lesion, in mm. */
	readonly shift: number;
};

const shifts: Readonly<Partial<Record<LesionPlan['kind'], number>>> = {
	subdural: 0.42,
	haemorrhage: 0.1,
	mass: 0.08,
	infarct: 0.02
};

/** Where the words of the plan put it, in the head whose vault `vaultAt` gives the distance to. */
export function placeHeadLesion(
	plan: LesionPlan,
	vaultAt: (x: number, y: number, z: number) => number
): HeadLesion {
	const sign = plan.side === 'right' ? -1 : 1;
	const at = (x: number, y: number, z: number): HeadLesion => ({
		plan,
		sign,
		centre: [sign * x, y, z],
		shift: (shifts[plan.kind] ?? 0) * plan.sizeMm
	});
	if (plan.kind === 'subdural')
		return at(
			underVault((x) => vaultAt(sign * x, -4, 52), plan.sizeMm / 2),
			-4,
			52
		);
	if (plan.kind === 'fracture') return at(67, 13, 55);
	if (plan.site.includes('thalamus')) return at(11, 12, 35);
	if (plan.site.includes('occipital')) return at(27, 56, 36);
	if (plan.site.includes('putamen')) return at(26, -5, 31);
	if (plan.kind === 'infarct') return at(44, -16, 30);
	return at(28, -38, 48);
}

/** How far from the midline a point lies `depth` mm under the vault. */
function underVault(vaultAt: (side: number) => number, depth: number): number {
	let near = 0;
	let far = 80;
	for (let round = 0; round < 24; round++) {
		const middle = (near + far) / 2;
		if (vaultAt(middle) < -depth) near = middle;
		else far = middle;
	}
	return near;
}

/** Thickness of a subdural layer at a point under the convexity, in mm. */
export function subduralThickness(lesion: HeadLesion, x: number, y: number, z: number): number {
	const along = 1 - ((y + 4) / 66) ** 2 - ((z - 52) / 44) ** 2;
	return along <= 0 ? 0 : lesion.plan.sizeMm * Math.sqrt(along) * smoothStep(6, 26, x * lesion.sign);
}

/** Distance to a lesion inside the brain, with a ragged border. */
export function lesionDistance(lesion: HeadLesion, x: number, y: number, z: number, noise: Noise3): number {
	const [cx, cy, cz] = lesion.centre;
	const half = lesion.plan.sizeMm / 2;
	const flat = lesion.plan.kind === 'infarct' && half > 15 ? 0.62 : 0.78;
	const ragged = 0.13 * half * noise(x / 9 + 3, y / 9, z / 9) + 0.05 * half * noise(x / 4, y / 4 + 5, z / 4);
	return ellipsoid(x - cx, y - cy, z - cz, half * flat, half, half * 0.85) + ragged;
}

/** Signed distance to the crack's plane and whether the point is within its length: 1 in the middle, 0 beyond. */
export function fractureAt(
	lesion: HeadLesion,
	x: number,
	y: number,
	z: number
): { distance: number; share: number } {
	const [, cy, cz] = lesion.centre;
	const path = y - cy - 0.28 * (z - cz) - 1.6 * Math.sin(z * 0.55) - 0.8 * Math.sin(z * 1.3 + 1);
	const share = x * lesion.sign > 30 ? clamp01((lesion.plan.sizeMm / 2 - Math.abs(z - cz)) / 3) : 0;
	return { distance: path + 0.35 * Math.sin(x * 1.7), share };
}
