import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { openCell, packCell, type CellRead } from './cell.ts';
import { scanCell, type ScanTally } from './cell-scan.ts';
import { makeClassMeasures, makeMeasures, type MeasuresTally } from './measures.ts';

const monthFrom = Date.UTC(2026, 10, 1);
/** Around the instant of the count, within their targets and long after. */
const hours = fc.oneof(fc.nat(29 * 24), fc.integer({ min: 19 * 24, max: 20 * 24 + 1 }));
const minutes = fc.oneof(fc.integer({ min: -30, max: 600 }), fc.integer({ min: 0, max: 20_000 }));

const aRead = fc.record({
	hour: hours,
	tookMinutes: fc.option(minutes, { nil: null }),
	isStarted: fc.boolean(),
	isHeld: fc.boolean(),
	modality: fc.constantFrom('CT', 'MR'),
	priority: fc.constantFrom('stat', 'routine'),
	cause: fc.constantFrom('', 'staffing', 'downtime')
});
type Drawn = typeof aRead extends fc.Arbitrary<infer T> ? T : never;

function cellRead({ hour, tookMinutes, isStarted, isHeld, ...traits }: Drawn): CellRead {
	const memberAt = monthFrom + hour * HOUR_MS;
	return {
		...{
			...traits,
			region: 'head',
			patientClass: 'outpatient',
			procedure: 'CT head',
			readerId: 'r1',
			memberAt
		},
		timeline: {
			at: {
				...(isStarted ? { exam_completed: memberAt } : {}),
				...(tookMinutes === null ? {} : { final_signed: memberAt + tookMinutes * MINUTE_MS })
			},
			holds: isHeld ? [{ from: memberAt, to: memberAt + 7 * MINUTE_MS }] : []
		}
	};
}

const now = monthFrom + 20 * DAY_MS;

/** Scans a month at an instant within it; twice, so that what is gathered for one does not stay for the next. */
function scanTwice(reads: readonly CellRead[], target: number | null, tally: ScanTally): void {
	const cell = openCell(packCell(monthFrom, reads));
	for (const timeZone of ['UTC', 'Asia/Kolkata']) {
		scanCell(cell, tally, {
			scope: {
				...{ clock: 'hospital', stopAt: '', now, period: { from: monthFrom, to: monthFrom + 30 * DAY_MS } },
				...{ protocolOf: () => null, modality: '', region: '', serviceClass: '', isReader: null }
			},
			place: { targetOf: target === null ? null : () => target, timeZone },
			onOpen: () => undefined
		});
	}
}

function measuresOf(
	reads: readonly CellRead[],
	target: number | null,
	of: (tally: MeasuresTally) => ScanTally
) {
	const tally = makeMeasures(40);
	scanTwice(reads, target, of(tally));
	const { breaches, ...measures } = tally.measures(now);
	return { ...measures, breaches: [...breaches].sort() };
}

describe('what is counted of the finished reads of a cell together', () => {
	it('is what is counted of each by itself', () => {
		const many = fc.array(aRead, { minLength: 20, maxLength: 60 });
		fc.assert(
			fc.property(many, fc.option(fc.integer({ min: 1, max: 9000 }), { nil: null }), (drawn, target) => {
				const reads = drawn.toSorted((a, b) => a.hour - b.hour).map(cellRead);
				const together = measuresOf(reads, target, (tally) => tally);
				const each = measuresOf(reads, target, ({ count, keepOut }) => ({ count, keepOut }));
				expect(together).toEqual(each);
				const classes = makeClassMeasures(40);
				scanTwice(reads, target, classes);
				expect(classes.fork().classes()).toEqual(together.classes);
			})
		);
	});

	it('is so of more than are counted at once', () => {
		const reads = Array.from({ length: 9000 }, (_, nth) =>
			cellRead({
				...{
					hour: Math.floor(nth / 20),
					tookMinutes: 1 + (nth % 700),
					isStarted: true,
					isHeld: nth % 50 === 0
				},
				...{ modality: nth % 3 === 0 ? 'CT' : 'MR', priority: nth % 2 === 0 ? 'stat' : 'routine', cause: '' }
			})
		);
		const together = measuresOf(reads, 300, (tally) => tally);
		expect(together).toEqual(measuresOf(reads, 300, ({ count, keepOut }) => ({ count, keepOut })));
		expect(together.classes.reduce((sum, { n }) => sum + n, 0)).toBeGreaterThan(8192);
	});
});
