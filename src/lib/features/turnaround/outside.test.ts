import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { criticalRows, type CriticalRow } from '#lib/core/turnaround/critical.ts';
import { makeTurnaroundTally, type ClassTurnaround } from '#lib/core/turnaround/tally.ts';
import type { WeekHour } from '#lib/core/turnaround/week-hours.ts';
import { classesOutside, criticalsOutside, hoursOutside, openOutside } from './outside.ts';
import { sumOf, tableTitle } from './words.ts';

const NOW = 1e9;

type Counts = {
	n?: number;
	notDue?: number;
	missed?: number;
	open?: number;
	openLate?: number;
	held?: number;
};

/** A class as reads are counted: of the finished, `notDue` were so fast that their deadline is still ahead; `held` are the first ones. */
function aClass(
	{ n = 0, notDue = 0, missed = 0, open = 0, openLate = 0, held = 0 }: Counts,
	classIndex = 0
): ClassTurnaround[] {
	const tally = makeTurnaroundTally();
	const one = { classIndex, target: 60, startedAt: 5 };
	const ms = (minutes: number) => minutes * MINUTE_MS;
	for (let at = 0; at < n; at++) {
		const [spanMs, ageMs] = [ms(at < missed ? 90 : 30), ms(at < n - notDue ? 9999 : 40)];
		tally.count({ ...one, isOpen: false, spanMs, ageMs, heldMs: at < held ? ms(5) : 0 });
	}
	for (let at = 0; at < open; at++) {
		const age = ms(at < openLate ? 100 : 10);
		tally.count({ ...one, isOpen: true, spanMs: age, ageMs: age, heldMs: 0 });
	}
	return tally.classes();
}

type Criticals = { received?: number; receivedNotDue?: number; open?: number; openLate?: number };

function aCategory(
	{ received = 0, receivedNotDue = 0, open = 0, openLate = 0 }: Criticals,
	category: 1 | 2 | 3 = 1
): CriticalRow[] {
	const dueAt = (isDue: boolean) => (isDue ? NOW : NOW + MINUTE_MS);
	const results = [
		...Array.from({ length: received }, (_, at) => ({
			receivedAt: NOW - MINUTE_MS,
			dueAt: dueAt(at >= receivedNotDue)
		})),
		...Array.from({ length: open }, (_, at) => ({ receivedAt: null, dueAt: dueAt(at < openLate) }))
	];
	return criticalRows(
		results.map((each) => ({ ...each, category, identifiedAt: NOW - 5 * MINUTE_MS })),
		NOW
	);
}

const minimums = { leastDue: 30, leastP90: 36, leastP95: 72 };
/** Sixteen, 25 or 34 with every combination of counts from none up to these. */
function countsUpTo(...most: readonly number[]): number[][] {
	return most.reduce<number[][]>(
		(all, last) => all.flatMap((counts) => Array.from({ length: last + 1 }, (_, n) => [...counts, n])),
		[[16], [25], [34]]
	);
}

const outside = (counts: Counts) => classesOutside(aClass(counts), minimums)[0];

describe('what leaves the group', () => {
	it.each<[string, Counts, object | undefined]>([
		['nothing of a class with few finished and few open', { n: 2, open: 9 }, undefined],
		['few open beside many finished', { n: 40, open: 3 }, { n: 40, open: 'few', oldestOpenAt: null }],
		['none open, for that is nobody', { n: 40 }, { open: 0, openLate: 0 }],
		['no time of few finished', { n: 8, open: 20 }, { n: 'few', open: 20, meanMinutes: null }],
		['few late', { n: 40, open: 30, openLate: 4 }, { open: 30, openLate: 'few' }],
		['no late ones where few are left in time', { n: 40, open: 30, openLate: 25 }, { openLate: 'few' }],
		['late ones where all are', { n: 40, open: 30, openLate: 30 }, { openLate: 30 }],
		['few held', { n: 40, held: 6 }, { held: { n: 'few', estimate: null } }],
		['held ones from eleven on', { n: 40, held: 11 }, { held: { n: 11, estimate: 5 } }],
		['no share of few due', { n: 40, notDue: 11 }, { n: 40, inTarget: 'few' }],
		['a share of thirty due', { n: 41, notDue: 11, missed: 2 }, { inTarget: { x: 28, n: 30 } }],
		['no share that tells few late', { n: 40, open: 30, openLate: 4 }, { n: 40, inTarget: 'few' }],
		['no share that tells few in time', { n: 40, open: 30, openLate: 25 }, { n: 40, inTarget: 'few' }],
		['no share that tells few finished', { n: 8, open: 25, openLate: 25 }, { n: 'few', inTarget: 'few' }],
		[
			'a share without n, which would tell few not due',
			{ n: 40, notDue: 4, open: 40, openLate: 20 },
			{ n: 'untold', inTarget: { x: 36, n: 56 }, openLate: 20 }
		],
		[
			'a share without n, which would tell few late',
			{ n: 60, missed: 12, open: 30, openLate: 4 },
			{ n: 'untold', inTarget: { x: 48, n: 64 }, openLate: 'few' }
		],
		[
			'no share that tells few due when finished',
			{ n: 40, notDue: 35, open: 60, openLate: 60 },
			{ inTarget: 'few' }
		],
		[
			'a share of about as many as are finished, without n',
			{ n: 40, notDue: 15, open: 40, openLate: 20 },
			{ n: 'untold', inTarget: { x: 25, n: 45 } }
		],
		[
			'a share beside many late',
			{ n: 40, open: 30, openLate: 15 },
			{ openLate: 15, inTarget: { x: 40, n: 55 } }
		]
	])('is %s', (_, counts, told) => {
		if (told === undefined) expect(outside(counts)).toBeUndefined();
		else expect(outside(counts)).toMatchObject(told);
	});

	it('has neither median nor its n of few, nor how many are not due', () => {
		const few = outside({ n: 8, open: 20 });
		expect([few?.median, few?.p90, few?.p95].map((each) => [each?.n, each?.estimate])).toEqual(
			Array(3).fill([0, null])
		);
		expect(few).not.toHaveProperty('notDue');
	});

	it('has beside a share without n no n of a quantile, and shows none by which n could be told', () => {
		const quantiles = (counts: Counts) => {
			const { n, median, p90, p95 } = outside(counts) ?? {};
			return [n, median, p90, p95];
		};
		const [some, none] = [
			{ estimate: 30, lower: 30, upper: 30 },
			{ estimate: null, lower: null, upper: null }
		];
		expect(quantiles({ n: 100, notDue: 4 })).toEqual(['untold', some, some, some]);
		// 36 finished, of which up to ten may not be due: either looks alike.
		expect(quantiles({ n: 36, notDue: 1 })).toEqual(['untold', some, none, none]);
		expect(quantiles({ n: 40, notDue: 5 })).toEqual(quantiles({ n: 36, notDue: 1 }));
		expect(outside({ n: 100, notDue: 4 })?.median).not.toHaveProperty('n');
	});

	it('tells by all that stands together no count of few', () => {
		const shown = new Map<string, Set<number>[]>();
		const [template] = aClass({ n: 1 });
		for (const [inTime = 0, missed = 0, notDue = 0, openLate = 0, openInTime = 0] of countsUpTo(
			15,
			11,
			12,
			16
		)) {
			const [n, open] = [inTime + missed + notDue, openLate + openInTime];
			const inTarget = makeRate(inTime, inTime + missed + openLate);
			// Beyond these not all counts that look alike are tried.
			if (!template || inTarget.n - inTarget.x > 15 || open > 16) continue;
			const one = { ...template, n, open, openLate, oldestOpenAt: null, inTarget };
			const [row] = classesOutside([one], minimums);
			if (row?.n !== 'untold') continue;
			const { median, p90, p95 } = row;
			const key = JSON.stringify([row.open, row.openLate, row.inTarget, median, p90, p95]);
			const secrets = [n, notDue, openLate, openInTime, inTime + missed];
			const counts = shown.get(key) ?? secrets.map(() => new Set<number>());
			secrets.forEach((secret, at) => counts[at]?.add(secret));
			shown.set(key, counts);
		}
		const isTold = (counts: Set<number>) => counts.size === 1 && [...counts].every((n) => n > 0 && n < 11);
		expect(shown.size).toBeGreaterThan(100);
		expect([...shown].filter(([, each]) => each.some(isTold)).map(([key]) => key)).toEqual([]);
	});

	it('has no sum beside a count that is not told', () => {
		const rows = classesOutside(
			[...aClass({ n: 40, open: 30, openLate: 4 }), ...aClass({ n: 50 }, 1)],
			minimums
		);
		expect(sumOf(rows.map(({ n }) => n))).toBe(90);
		expect(sumOf(rows.map(({ openLate }) => openLate))).toBeNull();
		expect(tableTitle(rows, true)).toBe('Some open reads are past the deadline');
	});

	it.each<[string, Criticals, object | undefined]>([
		['nothing of few', { received: 8, open: 2 }, undefined],
		[
			'no time of few received',
			{ received: 8, open: 4, openLate: 2 },
			{ n: 12, open: 'few', late: 'few', inTime: 'few' }
		],
		['no share that tells few open', { received: 24, open: 3 }, { n: 27, open: 'few', inTime: 'few' }],
		[
			'no share that tells few late',
			{ received: 28, open: 12, openLate: 4 },
			{ open: 12, late: 'few', inTime: 'few' }
		],
		[
			'a share of all, be few of them open',
			{ received: 24, open: 3, openLate: 3 },
			{ inTime: { x: 24, n: 27 } }
		],
		['a share of all received', { received: 24 }, { open: 0, inTime: { x: 24, n: 24 } }]
	])('is of critical results %s', (_, counts, told) => {
		expect(criticalsOutside(aCategory(counts), 36)).toMatchObject(told ? [told] : []);
	});

	it('is of times beside few open results neither n nor rank, and goes by no number that tells them', () => {
		const times = (received: number, open: number) =>
			criticalsOutside(aCategory({ received, open }), 36).map(({ median, p90 }) => [median, p90]);
		const none = { estimate: null, lower: null, upper: null };
		const some = { estimate: 4, lower: 4, upper: 4 };
		expect(times(8, 4)).toEqual([[none, none]]);
		expect(times(24, 3)).toEqual([[some, none]]);
		// Of 38 results 36 or 35 may have been received: either looks alike.
		expect(times(36, 2)).toEqual(times(35, 3));
		expect(times(45, 3)).toEqual([[some, some]]);
		expect(times(40, 0)).toMatchObject([[{ n: 40 }, { n: 40 }]]);
	});

	it('is of open loops no sum that tells a category', () => {
		const many = aCategory({ received: 30, open: 24, openLate: 12 });
		expect(openOutside({ open: 3, late: 0 }, [])).toEqual({ open: 'few', late: 0 });
		expect(openOutside({ open: 30, late: 12 }, many)).toEqual({ open: 30, late: 12 });
		expect(
			openOutside({ open: 27, late: 12 }, [...many, ...aCategory({ received: 30, open: 3 }, 2)])
		).toEqual({
			open: 'few',
			late: 12
		});
		expect(openOutside({ open: 27, late: 13 }, [...many, ...aCategory({ open: 3, openLate: 1 }, 2)])).toEqual(
			{
				open: 'few',
				late: 'few'
			}
		);
	});

	it('is of the hours of the week those that tell no class that is not told', () => {
		const week = (...arrived: number[]) =>
			arrived.map((n, hour) => ({ hour, arrived: n + 5, inTarget: makeRate(n, n) }));
		const kept = (hours: WeekHour[], classes: ClassTurnaround[], hasTarget = true) =>
			hoursOutside(hours, { classes, shown: classesOutside(classes, minimums), hasTarget }).map((hour) =>
				hour ? [hour.arrived, hour.inTarget.n] : null
			);
		const told = aClass({ n: 60 });
		const leftOut = [...told, ...aClass({ n: 6 }, 1)];
		const few = aClass({ n: 60, open: 3 });
		expect(kept(week(20, 40, 0), told)).toEqual([[null, 20], [null, 40], null]);
		expect(kept(week(10, 11, 39), told)).toEqual([null, [null, 11], [null, 39]]);
		expect(kept(week(20, 40, 6), leftOut)).toEqual([null, [null, 40], null]);
		expect(kept(week(8, 40, 6), leftOut)).toEqual([null, [null, 40], null]);
		expect(kept(week(12, 40, 6), few, false)).toEqual([[17, 12], [45, 40], null]);
		expect(kept(week(12, 40), few, false)).toEqual([null, [45, 40]]);
	});
});
