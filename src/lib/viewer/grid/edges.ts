import type { EdgeLetters } from '#lib/viewer/cells.ts';
import type { Point3 } from '#lib/viewer/types.ts';

/** Patient directions (PS3.3 C.7.6.2.1.1): x grows to the left, y to the back, z to the head. */
const sides = [
	['L', 'R'],
	['P', 'A'],
	['H', 'F']
] as const;

/** Sine of about 17°: what leans less toward a side is not named after it. */
const smallestPart = 0.3;

/** Letters of a direction, the strongest first, as `L`, `PH`; empty without a direction (PS3.3 C.7.6.1.1.1). */
export function directionLetters(direction: Point3): string {
	const length = Math.hypot(...direction);
	if (length === 0) return '';
	return sides
		.map(([positive, negative], axis) => {
			const part = (direction[axis] ?? 0) / length;
			return { part: Math.abs(part), letter: part > 0 ? positive : negative };
		})
		.filter(({ part }) => part > smallestPart)
		.toSorted((a, b) => b.part - a.part)
		.map(({ letter }) => letter)
		.join('');
}

/** Letters at the four edges of a picture, from the patient directions of its right and its lower edge. */
export function edgeLetters(right: Point3, down: Point3): EdgeLetters {
	const opposite = ([x, y, z]: Point3): Point3 => [-x, -y, -z];
	return {
		right: directionLetters(right),
		left: directionLetters(opposite(right)),
		bottom: directionLetters(down),
		top: directionLetters(opposite(down))
	};
}
