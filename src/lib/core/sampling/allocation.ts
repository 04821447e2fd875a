import { carryFractions } from './carry-round.ts';
import { addDecimals, leastDecimal, parseDecimal, type Decimal } from './decimal.ts';
import { compareStrata } from './frame.ts';
import { largestRemainder } from './largest-remainder.ts';
import type { ReaderTiers, SamplingPolicy } from './policy.ts';

/** A stratum and the number of its eligible reads. */
export type SizedStratum = { readonly reader: string; readonly modality: string; readonly size: number };

/** The share of a stratum's reads that the policy asks for: its modality's rate plus its reader's tier, at most 1. */
export function rateOf(stratum: SizedStratum, policy: SamplingPolicy, tiers: ReaderTiers): Decimal {
	const base = own(policy.rates, stratum.modality) ?? policy.defaultRate;
	const tier = own(tiers, stratum.reader);
	const extra = tier === undefined ? 0 : (own(policy.readerTierRates ?? {}, tier) ?? 0);
	return leastDecimal(addDecimals(parseDecimal(base), parseDecimal(extra)), parseDecimal(1));
}

/**
 * How many cases to draw in each stratum. Strata are taken by reader, then modality; rate × size is rounded with the
 * fraction carried on, so the total is exact to half a case. A reader below the policy's minimum is then raised to it,
 * the difference spread by largest remainder over what is left in each modality.
 * @returns counts in the order of `strata`, which must be sorted
 */
export function allocateCases(
	strata: readonly SizedStratum[],
	policy: SamplingPolicy,
	tiers: ReaderTiers = {}
): number[] {
	strata.forEach((stratum, i) => {
		const before = strata[i - 1];
		if (before && compareStrata(before, stratum) >= 0) throw new RangeError('strata must be sorted');
	});
	const counts = carryFractions(
		strata.map((stratum) => ({ size: stratum.size, rate: rateOf(stratum, policy, tiers) }))
	);
	for (let first = 0; first < strata.length;) {
		const reader = strata[first]?.reader;
		let end = first;
		while (end < strata.length && strata[end]?.reader === reader) end++;
		raiseToMinimum(strata.slice(first, end), counts, first, policy.minimumPerReader);
		first = end;
	}
	return counts;
}

function raiseToMinimum(
	own: readonly SizedStratum[],
	counts: number[],
	first: number,
	minimum: number
): void {
	const left = own.map(({ modality, size }, i) => ({
		name: modality,
		size: size - (counts[first + i] ?? 0)
	}));
	const available = left.reduce((sum, { size }) => sum + size, 0);
	const drawn = own.reduce((sum, _, i) => sum + (counts[first + i] ?? 0), 0);
	const missing = Math.min(minimum - drawn, available);
	if (missing <= 0) return;
	largestRemainder(left, missing).forEach((extra, i) => {
		counts[first + i] = (counts[first + i] ?? 0) + extra;
	});
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
	return Object.hasOwn(record, key) ? record[key] : undefined;
}
