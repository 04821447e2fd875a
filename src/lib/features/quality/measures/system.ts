import { shifts } from '#lib/core/reads/shift.ts';
import { remembered } from '#lib/core/rollups/remembered.ts';
import { numbers, texts, type Selection } from '#lib/core/rollups/selection.ts';
import { isDiscrepancy, isScore } from '#lib/core/scoring/scale.ts';
import { mantelHaenszelRatio } from '#lib/core/statistics/mantel-haenszel.ts';
import type { MonthSpan } from '#lib/features/quality/view.ts';
import { workingDaysOf, type WorkingDay } from './working-days.ts';

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
	const counts = countSteps(scored, reads, months);
	const stepsOf = (of: StepCounts, reference = of.names[0]) => steps(of, { minimumReviews, reference });
	return {
		shift: stepsOf(counts.shift),
		hours: stepsOf(counts.hours),
		volume: stepsOf(counts.volume, 'usual')
	};
}

const MINUTES_A_STEP = 120;
const NO_STEP = -1;

/** Cases, and discrepancies among them, by stratum and step. */
type StepCounts = {
	readonly names: readonly string[];
	readonly strata: number;
	readonly n: Int32Array;
	readonly x: Int32Array;
};

function noSteps(names: readonly string[], strata: number): StepCounts {
	const length = strata * names.length;
	return { names, strata, n: new Int32Array(length), x: new Int32Array(length) };
}

/** All factors in one pass: steps of shifts by modality, those of working days by modality and shift. */
function countSteps(
	scored: Selection,
	reads: Selection,
	months: MonthSpan
): Readonly<Record<keyof SystemFactors, StepCounts>> {
	const [modality, shift] = [texts(scored, 'modality'), texts(scored, 'shift')];
	const score = texts(scored, 'score');
	const isEvent = Uint8Array.from(score.words, (word) => (isScore(word) && isDiscrepancy(word) ? 1 : 0));
	const stepOfShift = Int32Array.from(shift.words, (word) => shifts.findIndex((name) => name === word));
	const strata = modality.words.length * shift.words.length;
	const counts = {
		shift: noSteps(shifts, modality.words.length),
		hours: noSteps(hourSteps, strata),
		volume: noSteps(volumeSteps, strata)
	};
	const add = ({ names, n, x }: StepCounts, stratum: number, step: number, event: number): void => {
		if (step === NO_STEP) return;
		const place = stratum * names.length + step;
		n[place] = (n[place] ?? 0) + 1;
		x[place] = (x[place] ?? 0) + event;
	};
	const placeIn = placesInDays(scored, reads, months);
	for (let at = 0; at < scored.size; at++) {
		const row = scored.rows[at] ?? 0;
		const [inModality, inShift] = [modality.codes[row] ?? 0, shift.codes[row] ?? 0];
		const event = isEvent[score.codes[row] ?? 0] ?? 0;
		const place = placeIn(row);
		const stratum = inModality * shift.words.length + inShift;
		add(counts.shift, inModality, stepOfShift[inShift] ?? NO_STEP, event);
		if (place === NO_DAY) continue;
		add(counts.hours, stratum, Math.floor(place / volumeSteps.length), event);
		add(counts.volume, stratum, place % volumeSteps.length, event);
	}
	return counts;
}

function steps(
	{ names, strata, ...counts }: StepCounts,
	{ minimumReviews, reference }: { readonly minimumReviews: number; readonly reference: string | undefined }
): FactorStep[] {
	const width = names.length;
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

/** Places are found when they are first asked for, and stay while readers, days, minutes and reads do. */
const NOT_FOUND = -2;
const NO_DAY = -1;

/**
 * The place of a case's row in its reader's working day: the step of hours times the number of volumes, plus that of the volume; `NO_DAY`
 * where the day is not known.
 */
function placesInDays(scored: Selection, reads: Selection, months: MonthSpan): (row: number) => number {
	const minutes = numbers(scored, 'minute');
	const columns = [
		...['reader', 'day'].map((name) => texts(scored, name).codes),
		...['reader', 'day', 'month'].map((name) => texts(reads, name).codes),
		...['n', 'firstMinute'].map((name) => numbers(reads, name))
	];
	const days = workingDaysOf(scored, reads, months);
	const places = remembered(minutes, columns, `days ${months.from} ${months.through}`, () =>
		new Int8Array(scored.table.size).fill(NOT_FOUND)
	);
	return (row) => {
		const known = places[row] ?? NO_DAY;
		if (known !== NOT_FOUND) return known;
		const day = days(row);
		const place = day ? placeIn(day, minutes[row] ?? 0) : NO_DAY;
		places[row] = place;
		return place;
	};
}

function placeIn({ n, first, usual }: WorkingDay, minute: number): number {
	const step = Math.floor(Math.max(0, minute - first) / MINUTES_A_STEP);
	const volume = n < usual * 0.75 ? 0 : n > usual * 1.25 ? 2 : 1;
	return Math.min(step, hourSteps.length - 1) * volumeSteps.length + volume;
}
