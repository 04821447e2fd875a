import { expect, it } from 'vitest';
import { solveBanded } from './banded-system.ts';

it('solves a walk that falls by up to two and climbs by up to three', () => {
	const moves = [
		[-2, 0.2],
		[-1, 0.3],
		[1, 0.1],
		[3, 0.4]
	] as const;
	const size = 6;
	const first = solveBanded({
		size,
		lowerBand: 2,
		upperBand: 3,
		right: 1,
		fill: (row, add) => {
			add(row, 1);
			for (const [step, chance] of moves) if (row + step < size) add(Math.max(0, row + step), -chance);
		}
	});
	expect(first).toBeCloseTo(byIteration(size, moves), 12);
});

/** The same by iterating the mean number of steps until it stands still. */
function byIteration(size: number, moves: readonly (readonly [number, number])[]): number {
	let steps = Array<number>(size).fill(0);
	for (let round = 0; round < 5000; round++)
		steps = steps.map((_, row) =>
			moves.reduce((sum, [step, chance]) => sum + chance * (steps[Math.max(0, row + step)] ?? 0), 1)
		);
	return steps[0] ?? 0;
}
