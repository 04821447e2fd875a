import { describe, expect, it } from 'vitest';
import { suppressSmall } from './suppression.ts';

const rows = [
	{ id: 'A', n: 120 },
	{ id: 'B', n: 18 },
	{ id: 'C', n: 44 },
	{ id: 'D', n: 200 }
];
const reasons = (list: typeof rows, minN: number, isTotalShown: boolean) =>
	suppressSmall(list, { minN, isTotalShown }).map(({ reason }) => reason);

describe('suppressSmall', () => {
	it('hides a second row when a total would give the first away', () => {
		expect(reasons(rows, 30, true)).toEqual([null, 'primary', 'complementary', null]);
	});

	it('hides only small rows without a total, or where there are several', () => {
		expect(reasons(rows, 30, false)).toEqual([null, 'primary', null, null]);
		expect(reasons(rows, 50, true)).toEqual([null, 'primary', 'primary', null]);
		expect(reasons(rows, 10, true)).toEqual([null, null, null, null]);
	});

	it('breaks a tie by id and bears a single row', () => {
		const tied = [
			{ id: 'Z', n: 40 },
			{ id: 'Y', n: 40 },
			{ id: 'X', n: 3 }
		];
		expect(reasons(tied, 30, true)).toEqual([null, 'complementary', 'primary']);
		expect(reasons(tied.slice(2), 30, true)).toEqual(['primary']);
	});
});
