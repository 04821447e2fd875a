import type { Instant } from '#lib/core/instant.ts';
import { addMonths, monthOf, periodOfMonth } from '#lib/core/month.ts';
import type { Period } from '#lib/core/period.ts';
import type { FoundAt, FoundKind } from '#lib/core/turnaround/cell-scan.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { makeMeasured, questionOf, type Measured, type MeasureInput } from './measures.server.ts';
import { scanFound } from './scan.server.ts';
import { timelinesAt } from './timelines.server.ts';

/** A place in a list, behind which it goes on: the latest examinations first, and last those whose end is not known. */
export type ListPlace = FoundAt & { readonly id: string };

/** Where a read stands in a list. */
export function placeOf({ read: { id, memberAt, timeline } }: Measured): ListPlace {
	return { id, memberAt, isEndless: timeline.at.exam_completed === undefined };
}

/** Orders places as lists have them. */
export function comparePlaces(a: ListPlace, b: ListPlace): number {
	return (
		Number(a.isEndless) - Number(b.isEndless) ||
		b.memberAt - a.memberAt ||
		(a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
	);
}

type Wanted = {
	/** What belongs to the list, as cells tell it and as the read itself does. */
	readonly isWanted: (kind: FoundKind, isLate: boolean) => boolean;
	readonly belongs: (each: Measured) => boolean;
	readonly after: ListPlace | null;
	readonly most: number;
};

/**
 * The first reads of a list, as far as cells tell what belongs to it: month by month until there are enough, so that what is listed is
 * what is counted, and no more is read of the database than is shown.
 */
export async function foundReads(
	read: ReadHandle,
	input: MeasureInput,
	{ isWanted, belongs, after, most }: Wanted
): Promise<Measured[]> {
	const measured = makeMeasured(input);
	const found: Measured[] = [];
	for (const isEndless of after?.isEndless ? [true] : [false, true]) {
		const until = after?.isEndless === isEndless ? after.memberAt : null;
		for (const period of monthsBack(input.period, until)) {
			const first = makeFirst(most, until);
			const question = await questionOf(read, { ...input, period }, new Map());
			await scanFound(read, question, (at, kind, isLate) => {
				if (at.isEndless === isEndless && isWanted(kind, isLate)) first.add(at.memberAt);
			});
			const times = first.list();
			if (times.length === 0) continue;
			const reads = await timelinesAt(read, input.filter, {
				completed: isEndless ? [] : times,
				endless: isEndless ? times : []
			});
			found.push(
				...reads
					.flatMap(measured)
					.filter((each) => belongs(each) && (!after || comparePlaces(after, placeOf(each)) < 0))
					.toSorted((a, b) => comparePlaces(placeOf(a), placeOf(b)))
			);
			if (found.length >= most) return found;
		}
	}
	return found;
}

/** The months of a period, each as far as it is in it, the latest first; none that is all after `until`. */
function* monthsBack({ from, to }: Period, until: Instant | null): Generator<Period> {
	const first = monthOf(from);
	const last = monthOf(Math.min(to - 1, until ?? Infinity));
	for (let month = last; month >= first; month = addMonths(month, -1)) {
		const own = periodOfMonth(month);
		yield { from: Math.max(from, own.from), to: Math.min(to, own.to) };
	}
}

/** Keeps the latest instants, of those before `until` no fewer than `most`, and all at the least one that is kept. */
function makeFirst(most: number, until: Instant | null) {
	const kept = new Map<Instant, number>();
	let least = -Infinity;
	const trim = (): void => {
		let n = 0;
		least = -Infinity;
		for (const [at, times] of [...kept].sort(([a], [b]) => b - a)) {
			if (n >= most) kept.delete(at);
			else least = at;
			// Of those at the place itself some, or all, were shown.
			if (at !== until) n += times;
		}
		if (n < most) least = -Infinity;
	};
	return {
		add(at: Instant): void {
			if (at < least || (until !== null && at > until)) return;
			kept.set(at, (kept.get(at) ?? 0) + 1);
			if (kept.size >= most * 8) trim();
		},
		list(): Instant[] {
			trim();
			return [...kept.keys()];
		}
	};
}
