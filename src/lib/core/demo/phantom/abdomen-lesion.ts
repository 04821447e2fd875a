import type { LesionPlan } from '#lib/core/demo/studies/plan.ts';
import type { AbdomenFields } from './abdomen-scene.ts';
import { appendix } from './bowel-shape.ts';
import { clamp01, ellipsoid, inside, mix, smoothStep, tubesDistance } from './geometry.ts';
import type { Noise3 } from './noise.ts';

export type AbdomenLesion = {
	readonly plan: LesionPlan;
	readonly centre: readonly [x: number, y: number, z: number];
};

/** Where the words of the plan put it. */
export function placeAbdomenLesion(plan: LesionPlan): AbdomenLesion {
	const sign = plan.side === 'right' ? -1 : 1;
	if (plan.kind === 'metastasis') return { plan, centre: [-84, 18, 58] };
	if (plan.kind === 'renal-stone') return { plan, centre: [sign * 51, 34, 2] };
	if (plan.kind === 'appendicitis') return { plan, centre: [-54, 12, -136] };
	return { plan, centre: [-6, -74, 84] };
}

/** Distance to the lesion's core. */
export function abdomenLesionDistance(
	lesion: AbdomenLesion,
	x: number,
	y: number,
	z: number,
	noise: Noise3
): number {
	const [cx, cy, cz] = lesion.centre;
	const half = lesion.plan.sizeMm / 2;
	if (lesion.plan.kind === 'appendicitis') return tubesDistance(appendix, x, y, z, 3) - half + 1;
	if (lesion.plan.kind === 'free-air') return ellipsoid(x - cx, 0, z - cz, 52, 40, 62);
	const ragged = lesion.plan.kind === 'metastasis' ? 0.14 * half : 0.06 * half;
	return ellipsoid(x - cx, y - cy, z - cz, half, half, half * 0.9) + ragged * noise(x / 5, y / 5, z / 5);
}

export function shadeAbdomenLesion(
	lesion: AbdomenLesion,
	value: number,
	at: { f: Float32Array; at: AbdomenFields; y: number; distance: number },
	edge: number
): number {
	const { f, at: field } = at;
	const { distance } = at;
	const texture = f[field.texture] ?? 0;
	const { kind, sizeMm } = lesion.plan;
	if (kind === 'metastasis')
		return mix(mix(value, 74, inside(distance, edge + 1.6)), 44, inside(distance + sizeMm * 0.2, 4));
	if (kind === 'renal-stone') {
		const fullness = mix(value, 8, inside((f[field.urine] ?? 30) - 2.2, 2) * smoothStep(60, 20, distance));
		return mix(fullness, 940, inside(distance, edge));
	}
	if (kind === 'appendicitis') {
		// Stranding of the fat round the swollen tube.
		const strands = clamp01(0.75 - Math.abs(texture) * 1.1) * smoothStep(26, 4, distance);
		const fat = value < -50 ? mix(value, 12, strands) : value;
		const swollen = mix(fat, 92, inside(distance, edge));
		return mix(swollen, 14, inside(distance + 3.4, edge));
	}
	// Free gas lies under the front wall, over the liver.
	const depth = -(f[field.belly] ?? 0);
	const pocket = Math.max(depth - sizeMm * clamp01(-distance / 26), -at.y - 200, at.y + 44);
	return mix(value, -985, inside(pocket, edge) * (distance < 0 ? 1 : 0));
}
