import { describe, expect, it } from 'vitest';
import { openingOf, outlineOf } from './presented-shapes.ts';

const near = (points: readonly (readonly [number, number])[], [x, y]: readonly [number, number]) =>
	points.some(([column, row]) => Math.hypot(column - x, row - y) < 1e-9);

describe('a shape of a presentation state', () => {
	it('that is a circle goes through its point, about its centre', () => {
		const outline = outlineOf({ kind: 'circle', points: [[10, 10], [13, 14]] }); // prettier-ignore
		expect(near(outline, [15, 10])).toBe(true);
		expect(near(outline, [10, 5])).toBe(true);
		expect(outline.every(([x, y]) => Math.abs(Math.hypot(x - 10, y - 10) - 5) < 1e-9)).toBe(true);
	});

	it('that is an ellipse goes through the ends of both axes', () => {
		const points = [[0, 5], [20, 5], [10, 2], [10, 8]] as const; // prettier-ignore
		const outline = outlineOf({ kind: 'ellipse', points });
		for (const end of points) expect(near(outline, end)).toBe(true);
	});

	it('that is a curve goes through all of its points', () => {
		const points = [[0, 0], [5, 5], [10, 0], [15, 5]] as const; // prettier-ignore
		const outline = outlineOf({ kind: 'curve', points });
		for (const point of points) expect(near(outline, point)).toBe(true);
		expect(outline.length).toBeGreaterThan(points.length);
	});
});

describe('a shutter', () => {
	it('leaves what lies within its edges', () => {
		expect(openingOf({ kind: 'rectangle', topLeft: [1, 2], bottomRight: [5, 9] })).toEqual([
			[1, 2],
			[5, 2],
			[5, 9],
			[1, 9]
		]);
		expect(near(openingOf({ kind: 'circle', centre: [4, 4], radius: 3 }), [7, 4])).toBe(true);
	});
});
