import { describe, expect, it } from 'vitest';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { concordanceOf, concordanceRows, type GradeCell } from './concordance.ts';

const cells: readonly GradeCell[] = [
	{ facility: 'MAIN', month: '2026-09', grade: 'concur', n: 90 },
	{ facility: 'MAIN', month: '2026-09', grade: 'minor', n: 8 },
	{ facility: 'MAIN', month: '2026-09', grade: 'major', n: 2 },
	{ facility: 'MAIN', month: '2026-09', grade: null, n: 5 },
	{ facility: 'MAIN', month: '2026-10', grade: null, n: 7 },
	{ facility: 'EAST', month: '2026-10', grade: 'major', n: 1 }
];

describe('concordance', () => {
	it('counts what was compared, by month and facility, the latest month first', () => {
		expect(concordanceRows(cells)).toEqual([
			expect.objectContaining({ facility: 'EAST', month: '2026-10', major: 1, majorRate: makeRate(1, 1) }),
			expect.objectContaining({ facility: 'MAIN', month: '2026-10', ungraded: 7, majorRate: makeRate(0, 0) }),
			{
				facility: 'MAIN',
				month: '2026-09',
				ungraded: 5,
				concur: 90,
				minor: 8,
				major: 2,
				discordant: makeRate(10, 100),
				majorRate: makeRate(2, 100)
			}
		]);
	});

	it('leaves pairs that nobody compared out of the rate', () => {
		expect(concordanceOf(cells)).toMatchObject({ ungraded: 12, majorRate: makeRate(3, 101) });
	});
});
