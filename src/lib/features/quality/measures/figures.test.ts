import { describe, expect, it } from 'vitest';
import { aCaseFact, aReadFact, casesOf, figuresInput, someFacts } from './fact-samples.ts';
import type { CaseFact } from './facts.ts';
import { qualityFigures } from './figures.ts';
import { countOutcome } from './rates.ts';
import { compareScored, readerSignals, readerStandings } from './readers.ts';

const figures = (...given: Parameters<typeof figuresInput>) => qualityFigures(figuresInput(...given)).figures;

/** Six radiologists with so many reviews each, 4 % discrepancies, by two reviewers in turn. */
const group = (n = 100) =>
	['r1', 'r2', 'r3', 'r4', 'r5', 'r6'].flatMap((reader) =>
		someFacts(n, n / 25, { reader }).map((fact, at) => ({ ...fact, reviewer: at % 2 === 0 ? 'v1' : 'v2' }))
	);

describe('the rates of the group', () => {
	it('weigh modalities by their reads, whatever share of them was drawn', () => {
		const cases = [...someFacts(100, 10), ...someFacts(100, 0, { modality: 'XR' })];
		const reads = [aReadFact({ n: 1000 }), aReadFact({ modality: 'XR', n: 9000 })];
		const { rates } = figures(cases, reads);
		expect(rates.any).toMatchObject({ x: 10, n: 200 });
		expect(rates.any.rate).toBeCloseTo(0.01, 12);
		expect(rates.reads).toBe(10_000);
	});

	it('say which modalities they leave out for lack of reviews', () => {
		const { rates } = figures(someFacts(60, 3), [aReadFact(), aReadFact({ modality: 'MG' })]);
		expect(rates.left).toEqual(['MG']);
		expect(rates.reads).toBe(100);
	});

	it('are hidden where few radiologists have too few reviews, who else would be told', () => {
		expect(figures(someFacts(29, 3), [aReadFact()]).rates.any).toEqual({
			x: 0,
			n: 29,
			rate: null,
			lower: null,
			upper: null
		});
		expect(figures(someFacts(30, 3), [aReadFact()]).rates.any).toMatchObject({ x: 3, n: 30 });
	});

	it('of few radiologists with too few reviews are told by no other figure of the same cases', () => {
		const hidden = figures(someFacts(29, 3, { cause: 'perception/missed' }), [aReadFact()], 'compare=year');
		expect(hidden.readers.group.n).toBe(0);
		expect(hidden.modalities.map(({ rate, counts }) => [rate.n, counts['2a']])).toEqual([[0, 0]]);
		expect(hidden.trend.points.every(({ n }) => n === 0)).toBe(true);
		expect(hidden.system.shift.every(({ n }) => n === 0)).toBe(true);
		expect(hidden.power.groupRate).toBeNull();
		expect(hidden.causes).toEqual([]);
		expect(figures(someFacts(30, 3), [aReadFact()]).trend.points.some(({ x }) => x === 3)).toBe(true);
	});

	it('are hidden by the radiologists of each way into review, and of each period that is compared', () => {
		const complaints = someFacts(3, 2, { mode: 'complaint' });
		const { modeRates } = figures([...group(), ...complaints], [aReadFact()]);
		expect(modeRates.map(({ mode, any }) => [mode, any.x, any.rate === null])).toEqual([
			['complaint', 0, true],
			['random', 24, false]
		]);
		const earlier = someFacts(4, 2, { month: '2025-03' });
		const { comparison } = figures(
			[...group(), ...earlier],
			[aReadFact(), aReadFact({ month: '2025-03' })],
			'compare=year'
		);
		expect(comparison?.outcomes.any).toMatchObject({ then: { x: 0, n: 4, rate: null }, difference: null });
	});

	it('of two periods differ by the rates that stand there, though more of one modality was reviewed', () => {
		const xr = { modality: 'XR' };
		const then = { month: '2025-03' };
		const cases = [
			...someFacts(300, 24),
			...someFacts(100, 3, xr),
			...someFacts(40, 4, then),
			...someFacts(400, 14, { ...xr, ...then })
		];
		const reads = [{}, then].flatMap((month) => [
			aReadFact({ n: 1000, ...month }),
			aReadFact({ n: 9000, ...xr, ...month })
		]);
		const any = figures(cases, reads, 'compare=year').comparison?.outcomes.any;
		expect([any?.now.rate, any?.then.rate, any?.difference]).toEqual([
			expect.closeTo(0.035, 12),
			expect.closeTo(0.0415, 12),
			expect.closeTo(-0.0065, 12)
		]);
		expect(any?.lower).toBeLessThan(-0.0065);
		expect(any?.upper).toBeGreaterThan(-0.0065);
	});

	it('count the three outcomes as they are named', () => {
		const scored = casesOf(['1', '2a', '2b', '2b', '3a', '3b'].map((score) => aCaseFact({ score })));
		const counts = (['any', 'significant', 'scoreThree'] as const).map((name) => countOutcome(scored, name));
		expect(counts).toEqual([5, 3, 2]);
	});
});

describe('the coverage', () => {
	it('adds up, and tells what is due, overdue and before the committee since when', () => {
		const late = { due: 29_800_000 };
		const cases = [
			aCaseFact({ state: 'drawn', score: '', ...late }),
			aCaseFact({ state: 'assigned', score: '', due: 29_950_000 }),
			aCaseFact({ state: 'in-committee', score: '', waitsSince: 29_700_000, ...late }),
			aCaseFact({ state: 'rebutted', score: '2b', waitsSince: 29_650_000, ...late }),
			aCaseFact({ state: 'withdrawn', ...late }),
			aCaseFact(late),
			aCaseFact({ mode: 'complaint', ...late })
		];
		const { all } = figures(cases, [aReadFact()]).coverage;
		expect(all).toMatchObject({
			reads: 100,
			sampled: 6,
			waiting: 1,
			assigned: 1,
			done: 3,
			withdrawn: 1,
			due: 4,
			doneOfDue: 3,
			overdue: 1,
			inCommittee: 2,
			oldestInCommitteeOn: '2026-05-17'
		});
		expect(all.waiting + all.assigned + all.done + all.withdrawn).toBe(all.sampled);
	});
});

/** What a look at these cases finds. */
function looked(cases: readonly CaseFact[]) {
	const scored = casesOf(cases);
	const compared = compareScored(scored);
	const { people, minimums } = figuresInput(cases, []);
	const readers = readerStandings(scored, compared, {
		people,
		minimums,
		isPart: false,
		incomplete: new Set()
	});
	return { readers, signals: readerSignals(readers, scored, compared) };
}

describe('radiologists among the others', () => {
	it('have no figures while less than 80 % of what is due is done', () => {
		const open = Array.from({ length: 30 }, () => aCaseFact({ state: 'drawn', score: '' }));
		const { readers } = figures([...group(), ...open]);
		expect(readers.rows.find(({ code }) => code === 'R1')).toMatchObject({
			n: 100,
			isIncomplete: true,
			rate: null,
			comparison: null,
			isPlaced: false
		});
		expect(readers.rows.find(({ code }) => code === 'R2')?.isPlaced).toBe(true);
	});

	it('signal with a sentence of evidence, and nobody below ever is praised', () => {
		const cases = [
			...group().filter(({ reader }) => reader !== 'r1' && reader !== 'r2'),
			...someFacts(100, 22, { reader: 'r1' }).map((fact, at) => ({ ...fact, reviewer: `v${at % 2}` })),
			...someFacts(400, 0, { reader: 'r2' })
		];
		const { readers, signals } = looked(cases);
		expect(signals).toHaveLength(1);
		expect(signals[0]).toMatchObject({ code: 'R1', zone: 'signal', observed: 22, reviewers: 2 });
		expect(readers.rows.find(({ code }) => code === 'R2')?.zone).toBe('within');
	});

	it('are to be looked at again between the two limits', () => {
		const cases = [
			...group().filter(({ reader }) => reader !== 'r1'),
			...someFacts(100, 10, { reader: 'r1' }).map((fact, at) => ({ ...fact, reviewer: `v${(at % 2) + 1}` }))
		];
		expect(looked(cases).signals.map(({ code, zone }) => [code, zone])).toEqual([['R1', 'again']]);
	});

	it('are not compared when they are fewer than five, or in one modality with fewer than 100', () => {
		const four = group().filter(({ reader }) => reader < 'r5');
		expect(figures(four).readers.rows.every(({ isPlaced }) => !isPlaced)).toBe(true);
		expect(figures(group(75), [], 'modality=CT').readers.rows.every(({ rate }) => rate === null)).toBe(true);
		expect(figures(group(100), [], 'modality=CT').readers.rows.every(({ rate }) => rate !== null)).toBe(true);
	});
});

describe('the trend', () => {
	const month = (name: string, n: number, events: number) => someFacts(n, events, { month: name });

	it('rests on its first twelve months with reviews; a month without any is a gap', () => {
		const months = ['2025-08', '2025-09', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04'];
		const cases = [
			...months.flatMap((name) => month(name, 200, 8)),
			...month('2026-08', 200, 30),
			...month('2026-09', 100, 4)
		];
		const { trend } = figures(cases);
		expect(trend.points).toHaveLength(24);
		expect(trend.baseline).toMatchObject({ fromMonth: '2025-08', throughMonth: '2026-07', x: 64, n: 1600 });
		const at = (name: string) => trend.points.find((point) => point.month === name);
		expect(at('2025-10')).toMatchObject({ n: 0, rate: null, lower: null, upper: null, signal: null });
		expect(at('2026-08')).toMatchObject({ signal: 'above', isBaseline: false });
		expect(at('2026-09')?.signal).toBeNull();
		// Limits are wider where fewer were reviewed.
		expect(at('2026-09')?.upper).toBeGreaterThan(at('2026-08')?.upper ?? 1);
	});

	it('notes eight in a row on one side, and not seven', () => {
		const base = Array.from({ length: 12 }, (_, at) =>
			month(`2025-${String(at + 1).padStart(2, '0')}`, 100, at % 2 === 0 ? 4 : 2)
		);
		const after = (count: number) =>
			Array.from({ length: count }, (_, at) => month(`2026-${String(at + 1).padStart(2, '0')}`, 100, 4));
		const runs = (count: number) =>
			figures([...base.flat(), ...after(count).flat()]).trend.points.filter(({ isRun }) => isRun).length;
		expect(runs(7)).toBe(0);
		expect(runs(8)).toBe(8);
	});
});

describe('agreement', () => {
	it('stands with the agreement on positives, and without a coefficient below fifty pairs', () => {
		const pairs = (n: number, first: string, second: string) =>
			Array.from({ length: n }, () => aCaseFact({ first, second }));
		const few = figures([...pairs(40, '1', '1'), ...pairs(4, '2a', '2b'), ...pairs(4, '1', '2a')]).agreement;
		expect(few).toMatchObject({ pairs: 48, ac1: null });
		expect(few.exact).toMatchObject({ x: 40, n: 48 });
		expect(few.anyAgreed).toMatchObject({ x: 44, n: 48 });
		// 2 × 4 of the 12 reviews that found something were joined by the other.
		expect(few.positive?.share).toBeCloseTo(8 / 12, 12);
		expect(figures(pairs(50, '1', '1')).agreement.ac1?.estimate).toBe(1);
		expect(figures(pairs(29, '1', '1')).agreement).toMatchObject({ pairs: 29, exact: null, positive: null });
	});
});

describe('causes', () => {
	it('hide small counts of few radiologists, and the next one with a single small one', () => {
		const cases = [
			...someFacts(20, 20, { cause: 'perception/missed' }),
			...someFacts(8, 8, { cause: 'technique' }),
			...someFacts(2, 2, { cause: 'system' }),
			...someFacts(70, 0)
		];
		expect(figures(cases).causes.map(({ group: name, n }) => [name, n])).toEqual([
			['perception', 20],
			['technique', null],
			['system', null]
		]);
		const spread = cases.map((fact, at) => ({ ...fact, reader: `r${at % 6}` }));
		expect(figures(spread).causes.map(({ n }) => n)).toEqual([20, 8, 2]);
	});
});

describe('everything', () => {
	it.each([
		['no reviews at all', [], [aReadFact()]],
		['all reviews discordant', someFacts(300, 300), [aReadFact({ n: 900 })]],
		['one reader and one review', someFacts(1, 1), [aReadFact({ n: 1 })]],
		['cases without a read that counts', someFacts(40, 2), []],
		['cases without a reviewer', someFacts(40, 2, { reviewer: '', submitted: 0 }), [aReadFact()]]
	])('is finite or nothing with %s', (_, cases, reads) => {
		const seen: unknown[] = [];
		JSON.stringify(figures(cases, reads, 'compare=year'), (_key, value: unknown) => {
			if (typeof value === 'number') seen.push(value);
			return value;
		});
		expect(seen.filter((value) => !Number.isFinite(value))).toEqual([]);
	});
});
