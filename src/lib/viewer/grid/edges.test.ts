import { describe, expect, it } from 'vitest';
import type { Point3 } from '#lib/viewer/types.ts';
import { directionLetters, edgeLetters } from './edges.ts';

describe('letters of a direction', () => {
	it.each<[Point3, string]>([
		[[1, 0, 0], 'L'],
		[[-1, 0, 0], 'R'],
		[[0, 1, 0], 'P'],
		[[0, -1, 0], 'A'],
		[[0, 0, 1], 'H'],
		[[0, 0, -2], 'F'],
		[[0.2, 0, -1], 'F'],
		[[0.6, 0, -1], 'FL'],
		[[-1, 0.9, 0.8], 'RPH'],
		[[0, 0, 0], '']
	])('%o is %s', (direction, letters) => {
		expect(directionLetters(direction)).toBe(letters);
	});
});

it('an upright axial image has the right of the patient at its left, and the front at its top', () => {
	expect(edgeLetters([1, 0, 0], [0, 1, 0])).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' });
});

it('a sagittal image has the front at its left and the head at its top', () => {
	expect(edgeLetters([0, 1, 0], [0, 0, -1])).toEqual({ left: 'A', right: 'P', top: 'H', bottom: 'F' });
});
