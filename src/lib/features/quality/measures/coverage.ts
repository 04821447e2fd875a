import { heldStates } from '#lib/core/case/life.ts';
import { committeeStates } from '#lib/core/committee/decision.ts';
import { MINUTE_MS, toUtcDay } from '#lib/core/instant.ts';
import type { CaseFact, ReadFact } from './facts.ts';

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
export function coverageOf(cases: readonly CaseFact[], reads: number | null, nowMinute: number): CoverageRow {
	let [waiting, assigned, withdrawn, due, doneOfDue, inCommittee, oldest] = [0, 0, 0, 0, 0, 0, 0];
	for (const { state, due: dueMinute, waitsSince } of cases) {
		if (state === 'withdrawn') {
			withdrawn += 1;
			continue;
		}
		const isAhead = ahead.includes(state);
		if (state === 'drawn') waiting += 1;
		else if (isAhead) assigned += 1;
		if (dueMinute < nowMinute) {
			due += 1;
			if (!isAhead) doneOfDue += 1;
		}
		if (!committeeStates.includes(state)) continue;
		inCommittee += 1;
		if (waitsSince > 0 && (oldest === 0 || waitsSince < oldest)) oldest = waitsSince;
	}
	return {
		reads,
		sampled: cases.length,
		waiting,
		assigned,
		done: cases.length - waiting - assigned - withdrawn,
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
	cases: readonly CaseFact[],
	reads: readonly ReadFact[],
	{ mode, people, nowMinute }: { mode: string; people: readonly Person[]; nowMinute: number }
): Coverage {
	const own = cases.filter((fact) => fact.mode === mode);
	const counted = mode === 'random' ? reads : null;
	const row = (of: readonly CaseFact[], from: readonly ReadFact[] | null) =>
		coverageOf(of, from && sumReads(from), nowMinute);
	const byModality = Map.groupBy(own, ({ modality }) => modality);
	const readsByModality = Map.groupBy(counted ?? [], ({ modality }) => modality);
	const byReader = Map.groupBy(own, ({ reader }) => reader);
	const readsByReader = Map.groupBy(counted ?? [], ({ reader }) => reader);
	return {
		all: row(own, counted),
		strata: [...new Set([...byModality.keys(), ...readsByModality.keys()])].sort().map((modality) => ({
			modality,
			...row(byModality.get(modality) ?? [], counted && (readsByModality.get(modality) ?? []))
		})),
		readers: people
			.filter(({ id }) => byReader.has(id) || readsByReader.has(id))
			.map(({ id, code }) => ({
				readerId: id,
				code,
				...row(byReader.get(id) ?? [], counted && (readsByReader.get(id) ?? []))
			}))
			.sort((a, b) => (a.code < b.code ? -1 : 1))
	};
}

/** Number of reads. */
export function sumReads(reads: readonly ReadFact[]): number {
	return reads.reduce((sum, { n }) => sum + n, 0);
}
