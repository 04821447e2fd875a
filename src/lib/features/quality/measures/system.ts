import { shifts } from '#lib/core/reads/shift.ts';
import { isDiscrepancy } from '#lib/core/scoring/scale.ts';
import { mantelHaenszelRatio } from '#lib/core/statistics/mantel-haenszel.ts';
import { sortedQuantile, sortedValues } from '#lib/core/statistics/quantile.ts';
import { dayKey, type ScoredFact, type WorkingDay } from './facts.ts';

/** One step of a factor: its rate against that of the first step, modalities and the other factors held equal. */
export type FactorStep = {
	/** A code: `day`, `early-night`, `late-night`; hours `0-2`, `2-4`… `8-`; `below-usual`, `usual`, `above-usual` (a quarter off). */
	readonly step: string;
	readonly n: number;
	readonly x: number;
	/** Adjusted rate ratio with its 95 % interval; 1 and no limits for the reference; null where nothing can be said. */
	readonly ratio: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
	readonly isReference: boolean;
};

/** Of the group, never of a person: when reads are signed, and after how many others. */
export type SystemFactors = {
	readonly shift: readonly FactorStep[];
	/** Hours since the first signature of the same radiologist's shift. */
	readonly hours: readonly FactorStep[];
	/** Reads signed by the same radiologist in that working day, against the median of their own days. */
	readonly volume: readonly FactorStep[];
};

const hourSteps = ['0-2', '2-4', '4-6', '6-8', '8-'] as const;
/** Against the radiologist's own usual working day. */
const volumeSteps = ['below-usual', 'usual', 'above-usual'] as const;
const MINUTES_A_STEP = 120;

type Placed = ScoredFact & { readonly hours: string; readonly volume: string };

/**
 * Rate ratios of discrepancies by shift, by hours since the first signature of the working day, and by how many reads the day had
 * (Mantel–Haenszel, modalities and shifts held equal). They tell of rosters: nothing here belongs to a person, and too few cases for
 * a radiologist's figures are too few here.
 */
export function systemFactors(
	scored: readonly ScoredFact[],
	days: ReadonlyMap<string, WorkingDay>,
	minimumReviews: number
): SystemFactors {
	const placed = place(scored, days);
	const inShift = ({ modality, shift }: Placed) => `${modality} ${shift}`;
	const options = { placed, minimumReviews };
	return {
		shift: steps({
			...options,
			names: shifts,
			stepOf: ({ shift }) => shift,
			stratumOf: ({ modality }) => modality
		}),
		hours: steps({ ...options, names: hourSteps, stepOf: ({ hours }) => hours, stratumOf: inShift }),
		volume: steps({
			...options,
			names: volumeSteps,
			reference: 'usual',
			stepOf: ({ volume }) => volume,
			stratumOf: inShift
		})
	};
}

function steps({
	placed,
	minimumReviews,
	names,
	reference = names[0],
	stepOf,
	stratumOf
}: {
	readonly placed: readonly Placed[];
	readonly minimumReviews: number;
	readonly names: readonly string[];
	readonly reference?: string | undefined;
	readonly stepOf: (fact: Placed) => string;
	readonly stratumOf: (fact: Placed) => string;
}): FactorStep[] {
	const strata = new Map<string, Map<string, { n: number; x: number }>>();
	const totals = new Map(names.map((name) => [name, { n: 0, x: 0 }]));
	for (const fact of placed) {
		const step = stepOf(fact);
		const stratum = strata.get(stratumOf(fact)) ?? new Map<string, { n: number; x: number }>();
		strata.set(stratumOf(fact), stratum);
		const cell = stratum.get(step) ?? { n: 0, x: 0 };
		stratum.set(step, cell);
		for (const count of [cell, totals.get(step)]) {
			if (!count) continue;
			count.n += 1;
			if (isDiscrepancy(fact.score)) count.x += 1;
		}
	}
	return names.map((step) => {
		const { n, x } = totals.get(step) ?? { n: 0, x: 0 };
		const isReference = step === reference;
		if (isReference) return { step, n, x, ratio: n === 0 ? null : 1, lower: null, upper: null, isReference };
		const none = { ratio: null, lower: null, upper: null };
		const isFew = n < minimumReviews || (totals.get(reference ?? '')?.n ?? 0) < minimumReviews;
		const compared = [...strata.values()].map((cells) => {
			const [one, base] = [cells.get(step) ?? { n: 0, x: 0 }, cells.get(reference ?? '') ?? { n: 0, x: 0 }];
			return { x1: one.x, n1: one.n, x0: base.x, n0: base.n };
		});
		return { step, n, x, ...(isFew ? none : mantelHaenszelRatio(compared, 0.95)), isReference };
	});
}

/** Each case with its place in its reader's working day; '' where the day is not known. */
function place(scored: readonly ScoredFact[], days: ReadonlyMap<string, WorkingDay>): Placed[] {
	const usual = new Map<string, number>();
	for (const [reader, own] of Map.groupBy(days.values(), (day) => day.reader)) {
		const median = sortedQuantile(sortedValues(own.map(({ n }) => n)), 0.5);
		if (median !== null) usual.set(reader, median);
	}
	return scored.map((fact) => {
		const day = days.get(dayKey(fact.reader, fact.day));
		const often = usual.get(fact.reader);
		if (!day || often === undefined) return { ...fact, hours: '', volume: '' };
		const step = Math.floor(Math.max(0, fact.minute - day.first) / MINUTES_A_STEP);
		const volume = day.n < often * 0.75 ? 'below-usual' : day.n > often * 1.25 ? 'above-usual' : 'usual';
		return { ...fact, hours: hourSteps[Math.min(step, hourSteps.length - 1)] ?? '', volume };
	});
}
