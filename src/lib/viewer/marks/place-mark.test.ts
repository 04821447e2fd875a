import { expect, it } from 'vitest';
import { grownPoints } from './place-mark.ts';

it('an arrow grows from its tip, which keeps pointing at the finding', () => {
	const grown = grownPoints(
		[
			[10, 10, 5],
			[20, 0, 5]
		],
		'arrow',
		2
	);
	expect(grown).toEqual([
		[10, 10, 5],
		[30, -10, 5]
	]);
});

it('an ellipse grows round its centre', () => {
	const grown = grownPoints(
		[
			[10, 8, 5],
			[10, 12, 5],
			[6, 10, 5],
			[14, 10, 5]
		],
		'ellipse',
		1.5
	);
	expect(grown).toEqual([
		[10, 7, 5],
		[10, 13, 5],
		[4, 10, 5],
		[16, 10, 5]
	]);
});
