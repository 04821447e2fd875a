import { MINUTE_MS } from '#lib/core/instant.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { durationSlots } from './durations.ts';
import type { MeasuresTally, PlacedRead } from './measures.ts';
import { serviceClasses } from './service-class.ts';
import type { Targets } from './tally.ts';

/** How a finished read stands to its target, as a column says it. */
export const standingCodes = { none: 0, met: 1, missed: 2, notDue: 3 } as const;

/** Finished reads of one facility by columns: of millions, an object each would cost more than all that is counted of it. */
export type FinishedRows = {
	size: number;
	/** Places among the groups of `groupFinished`: a class and a modality each. */
	readonly group: Uint8Array;
	readonly spanMs: Uint32Array;
	/** The hour of the week in which the clock began. */
	readonly hour: Uint8Array;
	readonly standing: Uint8Array;
};

/** So many are counted at once. */
export const MOST_FINISHED = 8192;

export function makeFinishedRows(): FinishedRows {
	return {
		size: 0,
		group: new Uint8Array(MOST_FINISHED),
		spanMs: new Uint32Array(MOST_FINISHED),
		hour: new Uint8Array(MOST_FINISHED),
		standing: new Uint8Array(MOST_FINISHED)
	};
}

// What is scanned is scanned in one go, so that one place is enough for all.
const gathered = makeFinishedRows();

type FinishedRead = Pick<PlacedRead, 'classIndex' | 'modalityIndex' | 'spanMs' | 'ageMs' | 'hour'> & {
	readonly trait: number;
};

/** Gathers the finished reads of one facility and counts them by many; `end` counts the last of them. `causes` are those of traits. */
export function gatherFinished(
	count: MeasuresTally['countFinished'],
	{ targets, causes }: { readonly targets: Targets; readonly causes: readonly string[] }
) {
	const late = new Uint32Array(causes.length);
	// Nothing is more or less than what a clock without targets has.
	const targetMs = Float64Array.from(targets, (target) => (target === null ? NaN : target * MINUTE_MS));
	const { group, spanMs: spansMs, hour: hours, standing } = gathered;
	gathered.size = 0;
	const end = (): void => {
		if (gathered.size === 0) return;
		const byCause = new Map<string, number>();
		for (const [trait, n] of late.entries()) {
			const cause = causes[trait] ?? '';
			if (n > 0) byCause.set(cause, (byCause.get(cause) ?? 0) + n);
		}
		count(gathered, { targets, causes: byCause });
		late.fill(0);
		gathered.size = 0;
	};
	return {
		add({ trait, classIndex, modalityIndex, spanMs, ageMs, hour }: FinishedRead): void {
			if (gathered.size === MOST_FINISHED) end();
			const row = gathered.size;
			gathered.size = row + 1;
			group[row] = classIndex * modalities.length + modalityIndex;
			spansMs[row] = spanMs;
			hours[row] = hour;
			const target = targetMs[classIndex] ?? NaN;
			if (ageMs < target) standing[row] = standingCodes.notDue;
			else if (spanMs <= target) standing[row] = standingCodes.met;
			else if (spanMs > target) {
				standing[row] = standingCodes.missed;
				late[trait] = (late[trait] ?? 0) + 1;
			} else standing[row] = standingCodes.none;
		},
		end
	};
}

/** The durations of one class and modality, with the buckets that they are counted in (`durations.ts`). */
export type FinishedGroup = {
	readonly classIndex: number;
	readonly modalityIndex: number;
	readonly spanMs: Uint32Array;
	readonly slots: Uint16Array;
};

/** The class of a group. */
export const classOfGroup = (group: number): number => Math.floor(group / modalities.length);

/** Fewer than 256. */
const GROUPS = serviceClasses.length * modalities.length;
const ends = new Uint32Array(GROUPS);
const spans = new Uint32Array(MOST_FINISHED);
const slots = new Uint16Array(MOST_FINISHED);

/** Rows by class and modality: views of what the next call writes over. */
export function groupFinished({ size, group: groupOf, spanMs }: FinishedRows): FinishedGroup[] {
	ends.fill(0);
	for (let row = 0; row < size; row++) {
		const group = groupOf[row] ?? 0;
		ends[group] = (ends[group] ?? 0) + 1;
	}
	const counts = ends.slice();
	let end = 0;
	for (let group = 0; group < GROUPS; group++) {
		const count = ends[group] ?? 0;
		ends[group] = end;
		end += count;
	}
	for (let row = 0; row < size; row++) {
		const group = groupOf[row] ?? 0;
		const place = ends[group] ?? 0;
		ends[group] = place + 1;
		spans[place] = spanMs[row] ?? 0;
	}
	durationSlots(spans, slots, size);
	const groups: FinishedGroup[] = [];
	for (const [group, count] of counts.entries()) {
		if (count === 0) continue;
		const last = ends[group] ?? 0;
		groups.push({
			classIndex: classOfGroup(group),
			modalityIndex: group % modalities.length,
			spanMs: spans.subarray(last - count, last),
			slots: slots.subarray(last - count, last)
		});
	}
	return groups;
}
