import { describe, expect, it } from 'vitest';
import { turnTo } from './turn.ts';

describe('turnTo', () => {
	it.each([
		['leaves what hangs as wanted', ['A', 'FR'], { row: 'A', column: null }, { rotation: 0, flipped: false }],
		[
			'mirrors where only the rows matter',
			['P', 'F'],
			{ row: 'A', column: null },
			{ rotation: 0, flipped: true }
		],
		['turns half round', ['P', 'L'], { row: 'A', column: 'R' }, { rotation: 180, flipped: false }],
		['turns a quarter clockwise', ['F', 'A'], { row: 'P', column: 'F' }, { rotation: 90, flipped: false }],
		['turns a quarter back', ['H', 'P'], { row: 'P', column: 'F' }, { rotation: 270, flipped: false }],
		[
			'mirrors what no turn brings right',
			['R', 'P'],
			{ row: 'L', column: 'P' },
			{ rotation: 0, flipped: true }
		]
	] as const)('%s', (_, [rowTo, columnTo], wanted, expected) => {
		expect(turnTo({ rowTo, columnTo }, wanted)).toEqual(expected);
	});

	it.each([
		['says nothing', '', ''],
		['runs across', 'L', 'F']
	])('gives none for a picture that %s', (_, rowTo, columnTo) => {
		expect(turnTo({ rowTo, columnTo }, { row: 'A', column: null })).toBeNull();
	});
});
