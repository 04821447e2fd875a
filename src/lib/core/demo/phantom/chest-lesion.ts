import type { LesionPlan } from '#lib/core/demo/studies/plan.ts';
import { lowerLobeArtery } from './chest-shape.ts';
import { ellipsoid, inside, mix, smoothStep, tubesDistance } from './geometry.ts';
import type { Noise3 } from './noise.ts';

export type ChestLesion = {
	readonly plan: LesionPlan;
	/** +1 on the patient's left. */
	readonly sign: 1 | -1;
	readonly centre: readonly [x: number, y: number, z: number];
	/** Hounsfield units. */
	readonly value: number;
	/** Width of its own border beyond the system's blur, in mm. */
	readonly softness: number;
};

/** Where the words of the plan put it. */
export function placeChestLesion(plan: LesionPlan): ChestLesion {
	const sign = plan.side === 'right' ? -1 : 1;
	const isUpper = plan.site.includes('upper');
	const base = { plan, sign, value: 32, softness: 0.8 } as const;
	if (plan.kind === 'embolism') return { ...base, value: 48, softness: 0, centre: [sign * 50, 16, -42] };
	if (plan.kind === 'pneumothorax') return { ...base, centre: [sign * 66, -54, 20] };
	if (plan.kind === 'effusion') return { ...base, centre: [sign * 70, 62, -95] };
	if (plan.kind === 'consolidation')
		return { ...base, centre: [sign * 72, 34, -62], value: 25, softness: 16 };
	return { ...base, centre: isUpper ? [sign * 62, -6, 62] : [sign * 84, 36, -52] };
}

/** Distance to a solid lesion of the lung, or to the clot in an artery. */
export function chestLesionDistance(
	lesion: ChestLesion,
	x: number,
	y: number,
	z: number,
	noise: Noise3
): number {
	const [cx, cy, cz] = lesion.centre;
	const half = lesion.plan.sizeMm / 2;
	if (lesion.plan.kind === 'embolism') {
		const artery = tubesDistance(lowerLobeArtery[lesion.sign < 0 ? 'right' : 'left'], x - 0.8, y, z, 2);
		// The clot leaves a rim of contrast and is longest along the vessel.
		return Math.max(artery + 2.1, Math.abs(z - cz) - lesion.plan.sizeMm * 0.9);
	}
	const ragged = (lesion.plan.kind === 'consolidation' ? 0.34 : 0.11) * half;
	const shape = ellipsoid(x - cx, y - cy, z - cz, half, half * 0.94, half * 0.9);
	return shape + ragged * noise(x / (half * 0.45 + 2), y / (half * 0.45 + 2), z / (half * 0.45 + 2));
}

/** Air before or fluid behind the lung, `wall` mm (negative) inside the rib cage. */
export function shadePleura(
	lesion: ChestLesion,
	value: number,
	at: { x: number; y: number; z: number; wall: number; above: number },
	edge: number
): number {
	const { plan, sign } = lesion;
	if (at.x * sign < 4) return value;
	const depth = -at.wall;
	if (plan.kind === 'pneumothorax') {
		// Supine air gathers in front and at the apex.
		const local =
			plan.sizeMm *
			(smoothStep(10, -60, at.y) + 0.6 * smoothStep(50, 95, at.z)) *
			smoothStep(-110, -60, at.z);
		const gap = depth - local;
		const pleura = inside(Math.abs(gap) - 0.5, edge) * (local > 1.5 ? 1 : 0);
		const collapsed = mix(value, value + 60, smoothStep(14, 0, gap));
		return mix(mix(collapsed, -994, inside(gap, edge)), -350, pleura);
	}
	if (plan.kind === 'effusion') {
		const local = plan.sizeMm * 1.5 * smoothStep(-20, 66, at.y) * smoothStep(46, -70, at.z);
		const gap = depth - local;
		const atelectasis = mix(value, 52, inside(gap - 9 * smoothStep(10, 60, at.y) * (local > 12 ? 1 : 0), 5));
		return mix(atelectasis, 7, inside(gap, edge));
	}
	return value;
}
