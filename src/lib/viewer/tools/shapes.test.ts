import { describe, expect, it } from 'vitest';
import { handleCount, movedHandle } from './shapes.ts';
import type { Point3 } from '#lib/viewer/types.ts';

const at = (x: number, y: number): Point3 => [x, y, 7];

describe('a point that is moved by key', () => {
	it('takes the neighbours of a corner with it, so that a rectangle stays one', () => {
		const box = [at(0, 0), at(10, 0), at(0, 6), at(10, 6)];
		expect(movedHandle('rectangle', box, 0, [-2, -3, 0])).toEqual([
			at(-2, -3),
			at(10, -3),
			at(-2, 6),
			at(10, 6)
		]);
		expect(movedHandle('rectangle', box, 3, [1, 2, 0])).toEqual([at(0, 0), at(11, 0), at(0, 8), at(11, 8)]);
	});

	it('makes an ellipse wider on both sides, and never crooked', () => {
		const round = [at(0, 5), at(0, -5), at(-8, 0), at(8, 0)];
		expect(movedHandle('ellipse', round, 3, [2, 4, 0])).toEqual([at(0, 5), at(0, -5), at(-10, 0), at(10, 0)]);
	});

	it('turns the short axis with the long one, square to it', () => {
		const cross = [at(-10, 0), at(10, 0), at(0, -4), at(0, 4)];
		const turned = movedHandle('bidirectional', cross, 1, [-20, 20, 0]);
		// From 20 along x to 20 along y about the end that stays: a quarter turn.
		expect(turned.map((point) => point.map((value) => Math.round(value * 1e6) / 1e6 + 0))).toEqual([
			at(-10, 0),
			at(-10, 20),
			at(-6, 10),
			at(-14, 10)
		]);
	});

	it('slides an end of the short axis along it', () => {
		const cross = [at(-10, 0), at(10, 0), at(0, -4), at(0, 4)];
		expect(movedHandle('bidirectional', cross, 3, [5, 2, 0])).toEqual([
			at(-10, 0),
			at(10, 0),
			at(0, -4),
			at(0, 6)
		]);
	});

	it('moves alone in a length and in angles', () => {
		const line = [at(0, 0), at(4, 0)];
		expect(movedHandle('length', line, 1, [1, 1, 0])).toEqual([at(0, 0), at(5, 1)]);
	});

	it('is none of a free line, which has a hundred', () => {
		expect(handleCount('freehand')).toBe(0);
		expect(handleCount('cobb')).toBe(4);
	});
});
