import { shifts } from '#lib/core/reads/shift.ts';
import { texts, type Selection } from '#lib/core/rollups/selection.ts';
import { isDiscrepancy, isScore } from '#lib/core/scoring/scale.ts';
import { mantelHaenszelRatio } from '#lib/core/statistics/mantel-haenszel.ts';
import type { MonthSpan } from '#lib/features/quality/view.ts';
import { workingDaysOf } from './working-days.ts';

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
/**
 * Rate ratios of discrepancies by shift, by hours since the first signature of the working day, and by how many reads the day had
 * (Mantel–Haenszel, modalities and shifts held equal). They tell of rosters: nothing here belongs to a person, and too few cases for
 * a radiologist's figures are too few here.
 */
export function systemFactors(
	scored: Selection,
	reads: Selection,
	{ months, minimumReviews }: { readonly months: MonthSpan; readonly minimumReviews: number }
): SystemFactors {
	const [modality, shift] = [texts(scored, 'modality'), texts(scored, 'shift')];
	const inModality = codesOf(scored, (row) => modality.codes[row] ?? 0);
	const inShift = codesOf(
		scored,
		(row) => (modality.codes[row] ?? 0) * shift.words.length + (shift.codes[row] ?? 0)
	);
	const { hours, volume } = placesInDays(scored, reads, months);
	const options = { scored, minimumReviews };
	const stepOfShift = shift.words.map((word) => shifts.findIndex((name) => name === word));
	return {
		shift: steps({
			...options,
			names: shifts,
			stepOf: codesOf(scored, (row) => stepOfShift[shift.codes[row] ?? 0] ?? NO_STEP),
			stratumOf: inModality
		}),
		hours: steps({ ...options, names: hourSteps, stepOf: hours, stratumOf: inShift }),
		volume: steps({
			...options,
			names: volumeSteps,
			reference: 'usual',
			stepOf: volume,
			stratumOf: inShift
		})
	};
}

const MINUTES_A_STEP = 120;
const NO_STEP = -1;

function codesOf(scored: Selection, of: (row: number) => number): Int32Array {
	return scored.rows.map(of);
}

/** `stepOf` and `stratumOf` hold the place of each case's step, or `NO_STEP`, and its stratum. */
function steps({
	scored,
	minimumReviews,
	names,
	reference = names[0],
	stepOf,
	stratumOf
}: {
	readonly scored: Selection;
	readonly minimumReviews: number;
	readonly names: readonly string[];
	readonly reference?: string | undefined;
	readonly stepOf: Int32Array;
	readonly stratumOf: Int32Array;
}): FactorStep[] {
	const score = texts(scored, 'score');
	const isEvent = score.words.map((word) => isScore(word) && isDiscrepancy(word));
	const width = names.length;
	const strata = stratumOf.reduce((most, stratum) => Math.max(most, stratum + 1), 0);
	const counts = { n: new Int32Array(strata * width), x: new Int32Array(strata * width) };
	for (let at = 0; at < scored.size; at++) {
		const step = stepOf[at] ?? NO_STEP;
		if (step === NO_STEP) continue;
		const place = (stratumOf[at] ?? 0) * width + step;
		counts.n[place] = (counts.n[place] ?? 0) + 1;
		if (isEvent[score.codes[scored.rows[at] ?? 0] ?? 0] === true)
			counts.x[place] = (counts.x[place] ?? 0) + 1;
	}
	const countOf = (step: number, stratum: number) => {
		const place = stratum * width + step;
		return { n: counts.n[place] ?? 0, x: counts.x[place] ?? 0 };
	};
	const all = Array.from({ length: strata }, (_, stratum) => stratum);
	const totals = names.map((_, step) => {
		const own = all.map((stratum) => countOf(step, stratum));
		return { n: own.reduce((sum, { n }) => sum + n, 0), x: own.reduce((sum, { x }) => sum + x, 0) };
	});
	const base = names.indexOf(reference ?? '');
	return names.map((step, place) => {
		const { n, x } = totals[place] ?? { n: 0, x: 0 };
		const isReference = place === base;
		if (isReference) return { step, n, x, ratio: n === 0 ? null : 1, lower: null, upper: null, isReference };
		const isFew = n < minimumReviews || (totals[base]?.n ?? 0) < minimumReviews;
		const compared = all.map((stratum) => {
			const [one, other] = [countOf(place, stratum), countOf(base, stratum)];
			return { x1: one.x, n1: one.n, x0: other.x, n0: other.n };
		});
		const ratio = isFew ? { ratio: null, lower: null, upper: null } : mantelHaenszelRatio(compared, 0.95);
		return { step, n, x, ...ratio, isReference };
	});
}

/** Each case's place in its reader's working day, as places of steps; `NO_STEP` where the day is not known. */
function placesInDays(
	scored: Selection,
	reads: Selection,
	months: MonthSpan
): { hours: Int32Array; volume: Int32Array } {
	const dayOf = workingDaysOf(scored, reads, months);
	const minutes = scored.table.numbers.minute ?? new Int32Array(scored.table.size);
	const [hours, volume] = [
		new Int32Array(scored.size).fill(NO_STEP),
		new Int32Array(scored.size).fill(NO_STEP)
	];
	for (let at = 0; at < scored.size; at++) {
		const row = scored.rows[at] ?? 0;
		const day = dayOf(row);
		if (!day) continue;
		const step = Math.floor(Math.max(0, (minutes[row] ?? 0) - day.first) / MINUTES_A_STEP);
		hours[at] = Math.min(step, hourSteps.length - 1);
		volume[at] = day.n < day.usual * 0.75 ? 0 : day.n > day.usual * 1.25 ? 2 : 1;
	}
	return { hours, volume };
}
