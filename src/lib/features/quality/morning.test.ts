import { describe, expect, it } from 'vitest';
import type { CoverageRow } from './measures/coverage.ts';
import type { ReaderStanding } from './measures/readers.ts';
import type { TrendPoint } from './measures/trend.ts';
import { isHealthy, morningSentences, type Morning } from './morning.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

const nothing: CoverageRow = {
	reads: 0,
	sampled: 0,
	waiting: 0,
	assigned: 0,
	done: 0,
	withdrawn: 0,
	due: 0,
	doneOfDue: 0,
	overdue: 0,
	inCommittee: 0,
	oldestInCommitteeOn: null
};

const standing = (zone: ReaderStanding['zone']): ReaderStanding => ({
	readerId: 'r',
	code: 'R07',
	n: 300,
	excludedN: 0,
	rate: null,
	comparison: null,
	zone,
	isIncomplete: false
});

const month = (signal: TrendPoint['signal'], n = 100): TrendPoint => ({
	month: '2026-03',
	x: 3,
	n,
	rate: n === 0 ? null : 0.03,
	lower: 0,
	upper: 0.08,
	isBaseline: false,
	signal,
	isRun: false,
	isOpen: false
});

function morning(
	coverage: Partial<CoverageRow>,
	zones: ReaderStanding['zone'][] = [],
	points: TrendPoint[] = []
): Morning {
	return {
		coverage: { all: { ...nothing, ...coverage } },
		look: { on: '2026-07-01', isKept: false, found: { readers: { rows: zones.map(standing) } } },
		trend: { points, center: 0.05 },
		minimums: { reviews: 30 }
	};
}

const done = { reads: 9000, sampled: 430, due: 412, doneOfDue: 388, overdue: 24 };

describe('the morning sentence', () => {
	it.each([
		['No read of this choice was finished in this period.', {}],
		['No case came into review this way in this period.', { reads: null }],
		['5 finished reads, none drawn for review yet. Commit to a draw under Sampling.', { reads: 5 }],
		['1 case drawn; no review is due yet.', { reads: 50, sampled: 1 }],
		[
			'The programme is healthy: all 12 reviews due are done.',
			{ reads: 500, sampled: 16, due: 12, doneOfDue: 12 }
		],
		['The programme is healthy: 94.2 % of 412 due reviews are done, 24 overdue.', done],
		[
			'70.0 % of 10 due reviews are done, 3 overdue.',
			{ reads: 90, sampled: 10, due: 10, doneOfDue: 7, overdue: 3 }
		]
	])('says “%s”', (expected, coverage) => {
		expect(plain(morningSentences(morning(coverage)).join(' '))).toBe(expected);
	});

	it('says since when the committee has had its oldest case', () => {
		const text = morningSentences(morning({ ...done, inCommittee: 2, oldestInCommitteeOn: '2026-11-04' }));
		expect(plain(text[1] ?? '')).toBe('2 cases wait for the committee, the oldest since 4 Nov 2026.');
	});

	it('ends with the readers and the months', () => {
		const text = morningSentences(morning(done, ['within', 'signal'], [month('above')]));
		expect(text.slice(1).map(plain)).toEqual([
			'At the look of 1 Jul 2026: 1 reader at signal, 1 within expected variation.',
			'Mar 2026 is above the limit.'
		]);
	});
});

describe('a healthy programme', () => {
	it.each([
		['does not have less than nine in ten due reviews done', morning({ ...done, doneOfDue: 370 }), false],
		['has nine in ten', morning({ ...done, doneOfDue: 371 }), true],
		['has nobody at signal', morning(done, ['signal']), false],
		['may have somebody to look at again', morning(done, ['again']), true],
		['does not have its latest month beyond a limit', morning(done, [], [month('above')]), false],
		['takes the latest month with reviews', morning(done, [], [month('below'), month(null, 0)]), false],
		['does not go by a month of few reviews', morning(done, [], [month('above', 29)]), true],
		['forgets an older month', morning(done, [], [month('above'), month(null)]), true],
		[
			'is not said to be one to whoever is not told what the look found',
			{ ...morning(done), look: { on: '2026-07-01', isKept: true, found: null } },
			false
		],
		['is not one where nothing is due', morning({ reads: 9, sampled: 2 }), false]
	])('%s', (_, given, expected) => {
		expect(isHealthy(given)).toBe(expected);
	});
});
