import { describe, expect, it } from 'vitest';
import { axesByLength, axesUpright } from './ellipse-axes.ts';
import type { Point2 } from '#lib/viewer/types.ts';

const square = { columnSpacing: 1, rowSpacing: 1 };
const standing: Point2[] = [
	[10, 0],
	[10, 20]
];
const lying: Point2[] = [
	[4, 10],
	[16, 10]
];

describe('the axes of an ellipse', () => {
	it('are stored with the longer one first', () => {
		expect(axesByLength([...standing, ...lying], square)).toEqual([...standing, ...lying]);
		expect(axesByLength([...lying, ...standing], square)).toEqual([...standing, ...lying]);
	});

	it('are compared in millimetres, not in pixels', () => {
		const flat = { columnSpacing: 2, rowSpacing: 1 };
		expect(axesByLength([...standing, ...lying], flat)).toEqual([...lying, ...standing]);
	});

	it('are drawn with the standing one first, whichever is longer', () => {
		const wide: Point2[] = [
			[0, 10],
			[40, 10]
		];
		expect(axesUpright([...wide, ...standing], square)).toEqual([...standing, ...wide]);
		expect(axesUpright([...standing, ...lying], square)).toEqual([...standing, ...lying]);
	});

	it('come back as they were stored after being drawn', () => {
		const stored = axesByLength([...lying, ...standing], square);
		expect(axesByLength(axesUpright(stored, square), square)).toEqual(stored);
	});
});
