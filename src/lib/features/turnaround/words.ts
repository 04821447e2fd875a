import { differenceNewcombe } from '#lib/core/statistics/difference-newcombe.ts';
import { binomialTails } from '#lib/core/statistics/binomial.ts';
import { EXACT_UP_TO, SKETCH_ALPHA } from '#lib/core/turnaround/durations.ts';
import type { ClassTurnaround } from '#lib/core/turnaround/tally.ts';
import { formatCount, formatMinutes, formatRate } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { filterNames } from './filter.ts';
import {
	keptOutKinds,
	LEAST_OUTSIDE,
	type KeptOutCounts,
	type ShownClass,
	type ShownHour
} from './outside.ts';

const text = messages.turnaround;

/** The target of a class in words; two where contracts differ. */
export function targetText({ targets }: Pick<ClassTurnaround, 'targets'>): string {
	if (targets === null) return text.table.none;
	const [from, to] = [formatMinutes(targets.from), formatMinutes(targets.to)];
	return targets.from === targets.to ? from : text.table.range(from, to);
}

/** What the table of classes shows, as a sentence. */
export function tableTitle(classes: readonly ShownClass[], hasTarget: boolean): string {
	const late = sumOf(classes.map(({ openLate }) => openLate));
	if (!hasTarget) return text.table.titlePlain;
	if (late === null) return text.table.titleSomeLate;
	return late > 0 ? text.table.titleLate(late) : text.table.title;
}

/** What counts come to; null where one of them is not told, for the sum would tell it. */
export function sumOf(counts: readonly ShownClass['n'][]): number | null {
	return counts.reduce<number | null>(
		(sum, n) => (sum === null || typeof n === 'string' ? null : sum + n),
		0
	);
}

/** A count in words. */
export function countText(n: ShownClass['n']): string {
	if (n === 'untold') return text.table.untold;
	return n === 'few' ? text.fewerThan(LEAST_OUTSIDE) : formatCount(n);
}

/** Fewer reads have no interval of their median, of their P90 or P95 no upper limit (statistics reference, section 4). */
export const minimumReads = { median: 6, p90: 36, p95: 72 } as const;
/** How exact a quantile is that comes from a sketch: it stands wherever one does. */
export const sketchNote = text.table.sketched(EXACT_UP_TO, SKETCH_ALPHA * 100);
/** Of fewer due reads no share is shown. */
export const MINIMUM_DUE = 30;

/** The class with the most of what can carry a sentence; none where no class has enough. */
export function largestClass(
	rows: readonly ClassTurnaround[],
	nOf: (row: ClassTurnaround) => number,
	minimum: number
): ClassTurnaround | undefined {
	return rows.filter((row) => nOf(row) >= minimum).toSorted((one, other) => nOf(other) - nOf(one))[0];
}

/** A class in two periods. */
export type ClassPair = { readonly now: ShownClass; readonly then: ShownClass };

/** By how much the share in target differs between the periods of a class, in [−1, 1], with a 95 % interval (Newcombe). */
export function targetDifference({ now, then }: ClassPair): ReturnType<typeof differenceNewcombe> {
	const countsOf = ({ inTarget }: ShownClass) => (inTarget === 'few' ? { x: 0, n: 0 } : inTarget);
	const [one, two] = [countsOf(now), countsOf(then)];
	return differenceNewcombe({ x1: one.x, n1: one.n, x2: two.x, n2: two.n }, 0.95);
}

/** What the comparison of two periods shows, as a sentence: only what chance does not explain. */
export function compareTitle(pairs: readonly ClassPair[]): string {
	const namesOf = (isSo: (limits: ReturnType<typeof targetDifference>) => boolean) =>
		pairs
			.filter((pair) => isSo(targetDifference(pair)))
			.map(({ now }) => text.classes[now.serviceClass])
			.join(', ');
	const more = namesOf(({ lower }) => lower !== null && lower > 0);
	const less = namesOf(({ upper }) => upper !== null && upper < 0);
	const found = [...(less ? [text.before.less(less)] : []), ...(more ? [text.before.more(more)] : [])];
	return found.join('. ') || text.before.alike;
}

/** An hour of the week as people say it: `Monday 07:00`. */
export function hourText(hour: number): string {
	return text.heat.at(
		text.heat.days[Math.floor(hour / 24)] ?? '',
		`${String(hour % 24).padStart(2, '0')}:00`
	);
}

/** Below this many due reads an hour of the week is not judged: its interval would be wider than the scale. */
export const MINIMUM_HOUR_N = 10;

/** Hours whose rate may be shown. */
export function judgedHours(hours: readonly ShownHour[]): ShownHour[] {
	return hours.filter(({ inTarget }) => inTarget.n >= MINIMUM_HOUR_N);
}

/**
 * What the heat map shows, as a sentence: the hour that is in target least often, where that cannot be chance. Flagged by the exact tail
 * (statistics reference, section 1); many hours are looked at, so each at its share of 2.5 % (Bonferroni).
 */
export function heatTitle(hours: readonly ShownHour[], hasTarget: boolean): string {
	if (!hasTarget) return text.heat.titleArrivals;
	const due = hours.reduce((sum, { inTarget }) => sum + inTarget.n, 0);
	const met = hours.reduce((sum, { inTarget }) => sum + inTarget.x, 0);
	const judged = judgedHours(hours).map((hour) => ({
		hour,
		tail: binomialTails(hour.inTarget.x, hour.inTarget.n, met / due).lower
	}));
	const [worst] = judged.toSorted((a, b) => a.tail - b.tail);
	if (!worst || worst.tail > 0.025 / judged.length) return text.heat.titleEven;
	return text.heat.title(hourText(worst.hour.hour), formatRate(worst.hour.inTarget));
}

/** The names of what an address asks for and cannot have. */
export function unknownNames(unknown: readonly string[]): string[] {
	return unknown.map((name) => {
		const label = name === 'show' ? text.list.show : isFilterName(name) ? text.filters[name] : name;
		return label.toLowerCase();
	});
}

function isFilterName(name: string): name is (typeof filterNames)[number] {
	return filterNames.some((each) => each === name);
}

/** Which reads are kept out and why, a sentence each. */
export function keptOutSentences(counts: KeptOutCounts): string[] {
	return keptOutKinds.flatMap((kind) => {
		const n = counts[kind];
		if (n === 0) return [];
		return [text.keptOut[kind](n === 'few' ? text.keptOut.few(LEAST_OUTSIDE) : text.keptOut.reads(n))];
	});
}
