import { beforeAll, describe, expect, it } from 'vitest';
import { demoReaders, demoReviewers, outlierCode } from '#lib/core/demo/group/people.ts';
import { completionShare, samplingRates, sectionMix } from '#lib/core/demo/group/sections.ts';
import { demoModalities, demoShifts } from '#lib/core/demo/group/types.ts';
import { makeRandom, type Random } from '#lib/core/demo/random.ts';
import { compareRadiologists, type GroupComparison, type ReviewTally } from './personal-comparison.ts';
import { riskAdjustedCusum } from './risk-adjusted-cusum.ts';

// The data-generating model of the demo group: 30 radiologists, 24 reviewers, true effects known. One reviewer is twice as
// strict and sees 60 % of the cases of R08, who is average; R20 has 2.5 times the rate of discrepancies.
const base = { XR: 0.02, CT: 0.036, MR: 0.04, US: 0.018, MG: 0.026, NM: 0.024 };
const shiftFactor = { day: 1, 'early-night': 1.25, 'late-night': 1.85 };
const nightModalities: readonly string[] = ['XR', 'CT', 'US'];
const codes = demoReviewers.map(({ code }) => code);
const reviewers = new Map(demoReviewers.map((reviewer) => [reviewer.code, reviewer]));

type Review = { radiologist: string; reviewer: string; stratum: string; risk: number; isEvent: boolean };

/** Every completed random-sample review of some months, in random order. Without effects all radiologists are alike. */
function simulate(seed: number, options: { months: number; effects: boolean }): Review[] {
	const random = makeRandom(seed, options.months, options.effects ? 1 : 0);
	const reviews: (Review & { order: number })[] = [];
	for (const reader of demoReaders) {
		const mix = sectionMix[reader.section];
		for (const [at, modality] of demoModalities.entries()) {
			const night = nightModalities.includes(modality) ? mix.night : 0;
			for (const shift of demoShifts) {
				const share = (mix.modalities[at] ?? 0) * (shift === 'day' ? 1 - night : night / 2);
				const reads = (reader.readsPerYear * options.months * share) / 12;
				const n = random.poisson(reads * samplingRates[modality] * completionShare);
				for (let nth = 0; nth < n; nth++) {
					const reviewer = drawReviewer(random, reader.code, reader.reviewerCode);
					const severity = reviewers.get(reviewer)?.severity ?? 0;
					const risk = base[modality] * shiftFactor[shift] * Math.exp(severity);
					const rate = Math.min(0.9, risk * Math.exp(options.effects ? reader.effect : 0));
					reviews.push({
						radiologist: reader.code,
						reviewer,
						stratum: `${modality} ${shift}`,
						risk,
						isEvent: random.next() < rate,
						order: random.next()
					});
				}
			}
		}
	}
	return reviews.toSorted((one, other) => one.order - other.order);
}

function drawReviewer(random: Random, radiologist: string, self: string | null): string {
	if (radiologist === 'R08' && random.next() < 0.6) return 'V03';
	let reviewer = random.pick(codes);
	while (reviewer === self) reviewer = random.pick(codes);
	return reviewer;
}

function compare(reviews: readonly Review[]): GroupComparison {
	const tallies = reviews.map(({ isEvent, ...review }): ReviewTally => ({
		...review,
		n: 1,
		x: isEvent ? 1 : 0
	}));
	return compareRadiologists(tallies, { minOtherN: 100, minOtherEvents: 5, level: 0.95 });
}

const seeds = Array.from({ length: 20 }, (_, at) => at + 1);
const countOf = (groups: readonly GroupComparison[], zone: string, but = '') =>
	groups.flatMap(({ radiologists }) => radiologists).filter((one) => one.zone === zone && one.id !== but)
		.length;

// A correct program exceeds these bounds with a chance below 1 in 1000.
describe('twenty groups of known truth over 24 months', () => {
	let groups: GroupComparison[] = [];
	let data: Review[][] = [];
	beforeAll(() => {
		data = seeds.map((seed) => simulate(seed, { months: 24, effects: true }));
		groups = data.map(compare);
	});

	it('show the true outlier as an alarm in every one', () => {
		const zones = groups.map(({ radiologists }) => radiologists.find(({ id }) => id === outlierCode)?.zone);
		expect(zones).toEqual(seeds.map(() => 'high-alarm'));
	});

	it('show hardly anybody else', () => {
		expect(countOf(groups, 'high-alarm', outlierCode)).toBeLessThanOrEqual(5);
		expect(countOf(groups, 'high-alert', outlierCode)).toBeLessThanOrEqual(30);
	});

	it('have the outlier at 2.5 times what was expected, within what chance allows the mean of twenty', () => {
		const ratios = groups.map(
			({ radiologists }) => radiologists.find(({ id }) => id === outlierCode)?.ratio ?? 0
		);
		const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
		expect(Math.abs(mean - 2.47)).toBeLessThan(0.25);
	});

	it('take the strict reviewer off the colleague who shares a room with him', () => {
		const own = groups.flatMap(({ radiologists }) => radiologists.filter(({ id }) => id === 'R08'));
		const mean = (of: (one: (typeof own)[number]) => number | null) =>
			own.reduce((sum, one) => sum + (of(one) ?? 0), 0) / own.length;
		expect(mean((one) => one.unadjusted.ratio)).toBeGreaterThan(1.35);
		expect(Math.abs(mean((one) => one.ratio) - 1)).toBeLessThan(0.2);
	});

	it('find the strict and the lenient reviewer', () => {
		const severity = (id: string) => {
			const found = groups.flatMap((group) => group.reviewers.filter((one) => one.id === id));
			return found.reduce((sum, { ratio }) => sum + (ratio ?? 0), 0) / found.length;
		};
		expect(Math.abs(severity('V03') - 2)).toBeLessThan(0.3);
		expect(Math.abs(severity('V11') - 0.4)).toBeLessThan(0.15);
	});

	it('let the risk-adjusted CUSUM of the outlier signal in every one, and few others', () => {
		const signals = data.flatMap((reviews, at) => signalsOf(reviews, groups[at]?.reviewers ?? []));
		expect(signals.filter(([id]) => id === outlierCode).every(([, count]) => count > 0)).toBe(true);
		const others = signals.filter(([id]) => id !== outlierCode).reduce((sum, [, count]) => sum + count, 0);
		// Expected 0.25 a group; more than 14 in twenty happen less than once in 1000 times.
		expect(others).toBeLessThanOrEqual(14);
	});
});

/** Signals of each radiologist's CUSUM, risks taken from the whole group by stratum and reviewer. */
function signalsOf(reviews: readonly Review[], severity: GroupComparison['reviewers']): [string, number][] {
	const strata = Map.groupBy(reviews, ({ stratum }) => stratum);
	const rates = new Map(
		[...strata].map(([stratum, own]) => [stratum, own.filter(({ isEvent }) => isEvent).length / own.length])
	);
	const ratios = new Map(severity.map(({ id, ratio }) => [id, ratio ?? 1]));
	const riskOf = ({ stratum, reviewer }: Review) => (rates.get(stratum) ?? 0) * (ratios.get(reviewer) ?? 1);
	return [...Map.groupBy(reviews, ({ radiologist }) => radiologist)].map(([id, own]) => {
		const outcomes = { y: own.map(({ isEvent }) => (isEvent ? 1 : 0)), p: own.map(riskOf) };
		const { signals } = riskAdjustedCusum({ ...outcomes, oddsRatio: 2, h: 5.5, reset: true });
		return [id, signals.length];
	});
}

describe('twenty groups of radiologists who are all alike', () => {
	it('show hardly anybody', () => {
		const groups = seeds.map((seed) => compare(simulate(seed, { months: 24, effects: false })));
		expect(countOf(groups, 'high-alarm')).toBeLessThanOrEqual(5);
		expect(countOf(groups, 'high-alert')).toBeLessThanOrEqual(30);
	});
});
