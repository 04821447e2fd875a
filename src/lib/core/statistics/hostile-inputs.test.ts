import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';

const count = fc.oneof(fc.nat(5), fc.nat(400), fc.constantFrom(0, 1, 1e8));
const share = fc.oneof(
	fc.nat(10_000).map((part) => part / 10_000),
	fc.constantFrom(0, 1, 0.5, 1e-12, 1 - 2 ** -53)
);
const amount = fc.oneof(
	fc.nat(1e6).map((part) => part / 1000),
	fc.constantFrom(0, 1e-6, 1e8, 3)
);
const positive = fc.constantFrom(1e-6, 0.2, 1, 2, 5.5, 400);
const level = fc.constantFrom(0.5, 0.95, 0.998, 1 - 1e-12);
const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 6 });
const events = fc
	.tuple(count, count)
	.map(([one, other]) => ({ x: Math.min(one, other), n: Math.max(one, other) }));
const series = few(events).map((points) => ({ x: points.map(({ x }) => x), n: points.map(({ n }) => n) }));
const maybe = <T>(item: fc.Arbitrary<T>) => fc.option(item);
const square = fc.integer({ min: 1, max: 4 }).chain((q) => {
	const row = fc.array(count, { minLength: q, maxLength: q });
	return fc.array(row, { minLength: q, maxLength: q });
});
const weights = fc.constantFrom('none', 'linear', 'quadratic', 'ordinal');
const ratings = few(few(maybe(fc.integer({ min: 1, max: 4 }))));
const chart = { center: maybe(share), k: fc.constantFrom(0, 2, 3), prime: fc.boolean() };
const name = fc.constantFrom('A', 'B', 'C');
const outcomes = few(fc.tuple(fc.constantFrom(0, 1), share)).map((cases) => ({
	y: cases.map(([y]) => y),
	p: cases.map(([, p]) => p)
}));

const inputs: Readonly<Record<string, fc.Arbitrary<object>>> = {
	'proportion.wilson': fc.record({ level }).chain((rest) => events.map((one) => ({ ...one, ...rest }))),
	'proportion.jeffreys': fc.record({ level }).chain((rest) => events.map((one) => ({ ...one, ...rest }))),
	'ratio.poissonExact': fc.record({ o: count, e: amount, level }),
	'funnel.classifyRatio': fc.record({ o: count, e: amount }),
	'poissonBinomial.tails': fc.record({ x: fc.nat(7), p: few(share) }),
	'overdispersion.test': fc.record({ units: few(events) }),
	'spc.p': fc.record(chart).chain((rest) => series.map((points) => ({ ...points, ...rest }))),
	'spc.u': fc.record(chart).chain((rest) => series.map((points) => ({ ...points, ...rest }))),
	'spc.g': fc.record({ gaps: few(count), tail: share }),
	'spc.ewmaBinomial': fc
		.record({ p0: share, lambda: share, L: positive })
		.chain((rest) => series.map((points) => ({ ...points, ...rest }))),
	'spc.ewma': fc.record({ x: few(maybe(amount)), mu0: amount, sigma: amount, lambda: share, L: positive }),
	'cusum.riskAdjusted': fc
		.record({ oddsRatio: positive, h: positive, reset: fc.boolean() })
		.chain((rest) => outcomes.map((cases) => ({ ...cases, ...rest }))),
	'cusum.bernoulliArl': fc.record({ p: share, m: fc.nat(40), H: fc.nat(200) }),
	'shrink.betaBinomial': fc.record({ units: few(events), level }),
	'shrink.betaBinomialPosterior': fc
		.record({ alpha: positive, beta: positive, level, threshold: amount })
		.chain((rest) => events.map((one) => ({ ...one, ...rest }))),
	'shrink.gammaPoisson': fc.record({ units: few(fc.record({ o: count, e: amount })), level }),
	'shrink.gammaPoissonPosterior': fc.record({
		shape: positive,
		rate: positive,
		o: count,
		e: amount,
		level,
		threshold: amount
	}),
	'agreement.cohenKappa': fc.record({ table: square, weights, level }),
	'agreement.fleissKappa': fc.record({ counts: few(fc.array(fc.nat(3), { minLength: 2, maxLength: 2 })) }),
	'agreement.krippendorffAlpha': fc.record({
		ratings,
		metric: fc.constantFrom('nominal', 'ordinal', 'interval')
	}),
	'agreement.gwetAC': fc.record({ ratings, categories: fc.constantFrom(1, 4, 5), weights, level }),
	'sketch.ddsketchIndex': fc.record({ alpha: share, x: amount }),
	'multiplicity.benjaminiHochberg': fc.record({ p: few(maybe(share)), q: share }),
	'power.exactOneSample': fc.record({ p0: share, p1: share, n: count, alpha: share }),
	'power.twoProportions': fc.record({ p1: share, p2: share, alpha: share, power: share }),
	'estimate.horvitzThompson': fc.record({
		items: few(fc.record({ y: fc.constantFrom(0, 1), pi: share })),
		N: count
	}),
	'estimate.fpc': fc.record({ level, N: count }).chain((rest) => events.map((one) => ({ ...one, ...rest }))),
	'adjust.twoWay': fc.record({
		cells: few(
			fc.record({
				radiologist: name,
				reviewer: name,
				observed: fc.nat(9),
				expected: fc.constantFrom(0, 0.2, 1, 5)
			})
		)
	}),
	'tat.quantileCi': fc.record({ values: few(maybe(amount)), p: share, level })
};

/** Paths of all numbers that no screen could show. */
function unspeakable(value: unknown, path = ''): string[] {
	if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} = ${value}`];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, child]) => unspeakable(child, `${path}.${key}`));
}

describe('whatever the numbers', () => {
	it.each(Object.entries(inputs))(
		'%s answers in finite numbers and nulls, or refuses',
		(method, arbitrary) => {
			let answered = 0;
			fc.assert(
				fc.property(arbitrary, (input) => {
					let outcome: unknown;
					try {
						outcome = catalogue.get(method)?.(input);
					} catch (error) {
						expect(error).toBeInstanceOf(RangeError);
						return;
					}
					answered++;
					expect(unspeakable(outcome)).toEqual([]);
				}),
				{ seed: 5, numRuns: 150 }
			);
			expect(answered).toBeGreaterThan(10);
		}
	);
});
