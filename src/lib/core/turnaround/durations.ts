import { MINUTE_MS } from '#lib/core/instant.ts';
import { sketchBucket } from '#lib/core/statistics/ddsketch-index.ts';
import {
	rankedQuantileInterval,
	rankedValues,
	type QuantileInterval
} from '#lib/core/statistics/quantile-interval.ts';
import { sketchQuantileInterval, type QuantileSketch } from '#lib/core/statistics/quantile-sketch.ts';
import { makeNumbers, type Numbers } from './numbers.ts';

/** Quantiles of up to so many durations are exact (statistics reference, section 12), of more they are those of a sketch. */
export const EXACT_UP_TO = 1_000_000;
/** The relative error of a quantile from a sketch. */
export const SKETCH_ALPHA = 0.01;

/**
 * Durations that are added one by one, in whole milliseconds. They are counted in the buckets of a DDSketch; of up to `exactUpTo` the values
 * are kept beside, and a quantile is looked for only in the buckets that hold its ranks.
 */
export function makeDurations(exactUpTo = EXACT_UP_TO): Durations {
	return durationsFrom(exactUpTo, { counts: new Uint32Array(SLOTS), kept: [], n: 0, sumMs: 0 });
}

/** Values that are there to stay, and in ascending order those of the buckets that were ever asked for. */
type Piece = { readonly values: Float64Array; readonly bySlot: Map<number, Float64Array> };

/** What is counted already; `kept` is null where there were too many to be kept. Never changed once something goes on from it. */
type Counted = {
	readonly counts: Uint32Array;
	readonly kept: readonly Piece[] | null;
	readonly n: number;
	readonly sumMs: number;
};

function durationsFrom(exactUpTo: number, before: Counted): Durations {
	const counts = before.counts;
	let values: Numbers | null = before.kept === null ? null : makeNumbers();
	let own: Piece = pieceOf(new Float64Array());
	let { n } = before;
	// A number in a closure that is no small integer would be made anew with each read.
	const sumMs = Float64Array.of(before.sumMs);
	/** All values; what was looked up in them before is found again where none has come since. */
	const pieces = (): Piece[] => {
		const view = values?.view() ?? new Float64Array();
		if (own.values.length !== view.length) own = pieceOf(view);
		return [...(before.kept ?? []), own];
	};
	const minutesAt = (ranks: readonly number[]): Map<number, number> => {
		const found = new Map<number, number>();
		const slots = slotsOf(counts, ranks);
		const all = pieces();
		for (const piece of all) lookUp(piece, [...slots.keys()]);
		for (const [slot, { before: earlier, ranks: wanted }] of slots) {
			const sorted = all.map(({ bySlot }) => bySlot.get(slot) ?? none).reduce(merged, none);
			for (const rank of wanted) found.set(rank, (sorted[rank - 1 - earlier] ?? NaN) / MINUTE_MS);
		}
		return found;
	};
	return {
		add(ms: number): void {
			const slot = slotOf(ms);
			counts[slot] = (counts[slot] ?? 0) + 1;
			n += 1;
			sumMs[0] = (sumMs[0] ?? 0) + ms;
			if (values === null) return;
			if (n > exactUpTo) values = null;
			else values.add(ms);
		},
		addAll(spans: Uint32Array, slots: Uint16Array): void {
			let sum = 0;
			for (let at = 0; at < spans.length; at++) {
				const slot = slots[at] ?? 0;
				counts[slot] = (counts[slot] ?? 0) + 1;
				sum += spans[at] ?? 0;
			}
			sumMs[0] = (sumMs[0] ?? 0) + sum;
			n += spans.length;
			if (values === null) return;
			if (n > exactUpTo) values = null;
			else values.addAll(spans);
		},
		get n() {
			return n;
		},
		get isSketched() {
			return values === null;
		},
		meanMinutes: (): number | null => (n === 0 ? null : (sumMs[0] ?? 0) / n / MINUTE_MS),
		/** Quantiles in minutes, with their order-statistic intervals. */
		quantiles(ps: readonly number[], level: number): QuantileInterval[] {
			if (values === null) return ps.map((p) => sketchQuantileInterval(sketchOf(counts), p, level));
			const found = minutesAt(ps.flatMap((p) => rankedValues(n, p, level)));
			const valueAt = (rank: number) => found.get(rank) ?? null;
			return ps.map((p) => rankedQuantileInterval(n, { p, level, valueAt }));
		},
		/** How many took each time, in minutes, the shortest first: the times themselves, or those that stand for a bucket of the sketch. */
		countedMinutes(): { readonly minutes: number; readonly count: number }[] {
			if (values === null) {
				const { zeros, buckets } = sketchOf(counts);
				const known = buckets.map(([index, count]) => ({ minutes: minutesOf(index), count }));
				return zeros > 0 ? [{ minutes: 0, count: zeros }, ...known] : known;
			}
			const rows: { minutes: number; count: number }[] = [];
			const all = Float64Array.from(pieces().flatMap((piece) => [...piece.values])).sort();
			for (const ms of all) {
				const last = rows.at(-1);
				if (last?.minutes === ms / MINUTE_MS) last.count += 1;
				else rows.push({ minutes: ms / MINUTE_MS, count: 1 });
			}
			return rows;
		},
		/** Others that go on from these, which stay as they are. */
		fork: (): Durations =>
			durationsFrom(exactUpTo, {
				...{ counts: counts.slice(), n, sumMs: sumMs[0] ?? 0 },
				kept: values === null ? null : pieces()
			})
	};
}

export type Durations = {
	add(ms: number): void;
	/** Many at once, with what `durationSlots` says of them. */
	addAll(spansMs: Uint32Array, slots: Uint16Array): void;
	readonly n: number;
	readonly isSketched: boolean;
	meanMinutes(): number | null;
	quantiles(ps: readonly number[], level: number): QuantileInterval[];
	countedMinutes(): { readonly minutes: number; readonly count: number }[];
	fork(): Durations;
};

const none = new Float64Array();

const pieceOf = (values: Float64Array): Piece => ({ values, bySlot: new Map() });

/** Puts the values of some buckets beside, in one pass for those that were never asked for. */
function lookUp({ values, bySlot }: Piece, slots: readonly number[]): void {
	const wanted = slots.filter((slot) => !bySlot.has(slot));
	if (wanted.length === 0) return;
	const found: Numbers[] = [];
	for (const slot of wanted) found[slot] = makeNumbers();
	for (const ms of values) found[slotOf(ms)]?.add(ms);
	for (const slot of wanted) bySlot.set(slot, found[slot]?.sorted() ?? none);
}

/** The values of two lists in ascending order, both of which are. */
function merged(one: Float64Array, other: Float64Array): Float64Array {
	if (one.length === 0) return other;
	if (other.length === 0) return one;
	const all = new Float64Array(one.length + other.length);
	all.set(one);
	all.set(other, one.length);
	return all.sort();
}

/** Which buckets hold some ranks, and how many values lie before each. */
function slotsOf(
	counts: Uint32Array,
	ranks: readonly number[]
): Map<number, { readonly before: number; readonly ranks: readonly number[] }> {
	const sorted = [...new Set(ranks)].sort((a, b) => a - b);
	const slots = new Map<number, { before: number; ranks: number[] }>();
	let [before, at] = [0, 0];
	for (let slot = 0; slot < SLOTS && at < sorted.length; slot++) {
		const through = before + (counts[slot] ?? 0);
		for (let rank = sorted[at]; rank !== undefined && rank <= through; rank = sorted[++at]) {
			const known = slots.get(slot);
			if (known) known.ranks.push(rank);
			else slots.set(slot, { before, ranks: [rank] });
		}
		before = through;
	}
	return slots;
}

/** The first slot is for a duration of nothing; the others are buckets from that of a millisecond on. */
const FIRST_INDEX = indexOf(1);
const SLOTS = 1600;

function indexOf(ms: number): number {
	return sketchBucket(SKETCH_ALPHA, ms / MINUTE_MS).index ?? 0;
}

const minutesOf = (index: number): number => {
	const gamma = Math.log1p(SKETCH_ALPHA) - Math.log1p(-SKETCH_ALPHA);
	return Math.exp(index * gamma) * (1 - SKETCH_ALPHA);
};

function sketchOf(counts: Uint32Array): QuantileSketch {
	const buckets: [number, number][] = [];
	for (let slot = 1; slot < SLOTS; slot++) {
		const count = counts[slot] ?? 0;
		if (count > 0) buckets.push([slot - 1 + FIRST_INDEX, count]);
	}
	return { alpha: SKETCH_ALPHA, zeros: counts[0] ?? 0, buckets };
}

const plainSlot = (ms: number): number =>
	ms <= 0 ? 0 : Math.min(SLOTS - 1, indexOf(Math.max(1, ms)) - FIRST_INDEX + 1);

/** Steps of less than the width of a bucket, 128 to a doubling: at most one edge of a bucket lies in each. */
const STEP_BITS = 7;
const PER_OCTAVE = 1 << STEP_BITS;
const LARGEST = 2 ** 31 - 1;

function stepOf(ms: number): number {
	const octave = 31 - Math.clz32(ms);
	return octave < STEP_BITS
		? ms
		: ((octave - STEP_BITS + 1) << STEP_BITS) | ((ms >>> (octave - STEP_BITS)) & (PER_OCTAVE - 1));
}

/** The bucket of the least value of each step, and the greatest value of the step that is still in it. */
const { leastSlot, through } = makeSteps();

function makeSteps() {
	const size = stepOf(LARGEST) + 1;
	const [slots, ends] = [new Uint16Array(size), new Uint32Array(size)];
	for (let step = 0; step < size; step++) {
		const octave = step < PER_OCTAVE ? 0 : (step >>> STEP_BITS) - 1;
		const least = step < PER_OCTAVE ? step : (PER_OCTAVE | (step & (PER_OCTAVE - 1))) * 2 ** octave;
		let [low, high] = [least, least + 2 ** octave - 1];
		const slot = plainSlot(least);
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if (plainSlot(middle) === slot) low = middle;
			else high = middle - 1;
		}
		slots[step] = slot;
		ends[step] = low;
	}
	return { leastSlot: slots, through: ends };
}

/** The slots that some durations are counted in. */
export function durationSlots(spansMs: Uint32Array, slots: Uint16Array, size: number): void {
	for (let at = 0; at < size; at++) slots[at] = slotOf(spansMs[at] ?? 0);
}

/** The slot of a duration: by a table where it has less than 31 bits, which is some three weeks. */
function slotOf(ms: number): number {
	if (ms > LARGEST || ms < 0 || !Number.isInteger(ms)) return plainSlot(ms);
	const step = stepOf(ms);
	return (leastSlot[step] ?? 0) + (ms > (through[step] ?? 0) ? 1 : 0);
}
