import { heldStates } from '#lib/core/case/life.ts';
import { committeeStates } from '#lib/core/committee/decision.ts';
import { MINUTE_MS, toUtcDay } from '#lib/core/instant.ts';
import {
	groupRows,
	noRows,
	numbers,
	sumOf,
	texts,
	where,
	type Selection
} from '#lib/core/rollups/selection.ts';

/** Where the sampled cases of a stratum or of a reader stand. */
export type CoverageRow = {
	/** Finished reads that the sample stands for; null where they are not counted (other modes than the random sample). */
	readonly reads: number | null;
	readonly sampled: number;
	/** Without a reviewer; with one; scored (those in committee among them); withdrawn: together all that was sampled. */
	readonly waiting: number;
	readonly assigned: number;
	readonly done: number;
	readonly withdrawn: number;
	/** Past their date, and of these done; the rest is overdue. */
	readonly due: number;
	readonly doneOfDue: number;
	readonly overdue: number;
	/** Questions of score or rebuttal before the committee, and the day since when the oldest waits (`YYYY-MM-DD`). */
	readonly inCommittee: number;
	readonly oldestInCommitteeOn: string | null;
};

export type Coverage = {
	readonly all: CoverageRow;
	readonly strata: readonly (CoverageRow & { readonly modality: string })[];
	/** By code. Rates are hidden where less than 80 % of what is due is done (statistics reference, 13). */
	readonly readers: readonly (CoverageRow & { readonly readerId: string; readonly code: string })[];
};

/** A radiologist as the page names one. */
export type Person = {
	readonly id: string;
	readonly code: string;
	readonly section: string;
	readonly tier: string;
};

/** Least share of due reviews that are done for a person's figures to be shown (statistics reference, 13). */
export const LEAST_COMPLETION = 0.8;

const ahead: readonly string[] = ['drawn', ...heldStates];

/** Where cases stand at a minute; `reads` is the size of what they were drawn from. */
export function coverageOf(cases: Selection, reads: number | null, nowMinute: number): CoverageRow {
	let [waiting, assigned, withdrawn, due, doneOfDue, inCommittee, oldest] = [0, 0, 0, 0, 0, 0, 0];
	const { words, codes } = texts(cases, 'state');
	const kinds = words.map((state) => ({
		isWithdrawn: state === 'withdrawn',
		isWaiting: state === 'drawn',
		isAhead: ahead.includes(state),
		isInCommittee: committeeStates.includes(state)
	}));
	const [dues, waits] = [numbers(cases, 'due'), numbers(cases, 'waitsSince')];
	for (const row of cases.rows) {
		const kind = kinds[codes[row] ?? 0];
		if (!kind) continue;
		if (kind.isWithdrawn) {
			withdrawn += 1;
			continue;
		}
		if (kind.isWaiting) waiting += 1;
		else if (kind.isAhead) assigned += 1;
		if ((dues[row] ?? 0) < nowMinute) {
			due += 1;
			if (!kind.isAhead) doneOfDue += 1;
		}
		if (!kind.isInCommittee) continue;
		inCommittee += 1;
		const waitsSince = waits[row] ?? 0;
		if (waitsSince > 0 && (oldest === 0 || waitsSince < oldest)) oldest = waitsSince;
	}
	return {
		reads,
		sampled: cases.size,
		waiting,
		assigned,
		done: cases.size - waiting - assigned - withdrawn,
		withdrawn,
		due,
		doneOfDue,
		overdue: due - doneOfDue,
		inCommittee,
		oldestInCommitteeOn: oldest === 0 ? null : toUtcDay(oldest * MINUTE_MS)
	};
}

/** Whether so little of what is due is done that a person's figures would mislead. */
export function isIncomplete({ due, doneOfDue }: CoverageRow): boolean {
	return due > 0 && doneOfDue / due < LEAST_COMPLETION;
}

/** Cases of one mode by modality and by radiologist; reads are counted for the random sample alone. */
export function coverage(
	cases: Selection,
	reads: Selection,
	{ mode, people, nowMinute }: { mode: string; people: readonly Person[]; nowMinute: number }
): Coverage {
	const own = where(cases, { mode: (word) => word === mode });
	const isCounted = mode === 'random';
	const row = (of: Selection | undefined, from: Selection | undefined) =>
		coverageOf(of ?? noRows(own), isCounted ? (from ? sumReads(from) : 0) : null, nowMinute);
	const by = (name: string) => ({
		own: groupRows(own, name),
		reads: isCounted ? groupRows(reads, name) : new Map<string, Selection>()
	});
	const [modality, reader] = [by('modality'), by('reader')];
	return {
		all: row(own, reads),
		strata: [...new Set([...modality.own.keys(), ...modality.reads.keys()])].sort().map((name) => ({
			modality: name,
			...row(modality.own.get(name), modality.reads.get(name))
		})),
		readers: people
			.filter(({ id }) => reader.own.has(id) || reader.reads.has(id))
			.map(({ id, code }) => ({
				readerId: id,
				code,
				...row(reader.own.get(id), reader.reads.get(id))
			}))
			.sort((a, b) => (a.code < b.code ? -1 : 1))
	};
}

/** Number of reads. */
export function sumReads(reads: Selection): number {
	return sumOf(reads, 'n');
}
