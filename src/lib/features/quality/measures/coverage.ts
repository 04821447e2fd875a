import { heldStates } from '#lib/core/case/life.ts';
import { committeeStates } from '#lib/core/committee/decision.ts';
import { MINUTE_MS, toUtcDay } from '#lib/core/instant.ts';
import type { TextColumn } from '#lib/core/rollups/column-table.ts';
import { numbers, sumOf, sumWords, texts, where, type Selection } from '#lib/core/rollups/selection.ts';

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

/** Where cases of a group stand. */
type Standing = {
	sampled: number;
	waiting: number;
	assigned: number;
	withdrawn: number;
	due: number;
	doneOfDue: number;
	inCommittee: number;
	/** The minute since which the oldest in committee waits; 0 for none. */
	oldest: number;
};

const noStanding = (): Standing => ({
	...{ sampled: 0, waiting: 0, assigned: 0, withdrawn: 0, due: 0, doneOfDue: 0 },
	...{ inCommittee: 0, oldest: 0 }
});

/** Where cases stand at a minute; `reads` is the size of what they were drawn from. */
export function coverageOf(cases: Selection, reads: number | null, nowMinute: number): CoverageRow {
	const whole = noStanding();
	addStandings(cases, nowMinute, () => [whole]);
	return rowOf(whole, reads);
}

/** Adds each case to the standings of the groups that it is in, all in one pass. */
function addStandings(
	cases: Selection,
	nowMinute: number,
	groupsOf: (row: number) => readonly (Standing | undefined)[]
): void {
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
		for (const sums of groupsOf(row)) {
			if (!sums) continue;
			sums.sampled += 1;
			if (kind.isWithdrawn) {
				sums.withdrawn += 1;
				continue;
			}
			if (kind.isWaiting) sums.waiting += 1;
			else if (kind.isAhead) sums.assigned += 1;
			if ((dues[row] ?? 0) < nowMinute) {
				sums.due += 1;
				if (!kind.isAhead) sums.doneOfDue += 1;
			}
			if (!kind.isInCommittee) continue;
			sums.inCommittee += 1;
			sums.oldest = earlier(sums.oldest, waits[row] ?? 0);
		}
	}
}

/** The earlier of two minutes, 0 being none. */
function earlier(one: number, other: number): number {
	return one === 0 || (other > 0 && other < one) ? other : one;
}

function addTo(sums: Standing, one: Standing): Standing {
	return {
		sampled: sums.sampled + one.sampled,
		waiting: sums.waiting + one.waiting,
		assigned: sums.assigned + one.assigned,
		withdrawn: sums.withdrawn + one.withdrawn,
		due: sums.due + one.due,
		doneOfDue: sums.doneOfDue + one.doneOfDue,
		inCommittee: sums.inCommittee + one.inCommittee,
		oldest: earlier(sums.oldest, one.oldest)
	};
}

function rowOf(
	{ sampled, waiting, assigned, withdrawn, due, doneOfDue, inCommittee, oldest }: Standing,
	reads: number | null
): CoverageRow {
	return {
		...{ reads, sampled, waiting, assigned, withdrawn, due, doneOfDue, inCommittee },
		done: sampled - waiting - assigned - withdrawn,
		overdue: due - doneOfDue,
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
	const [modality, reader] = [texts(own, 'modality'), texts(own, 'reader')];
	const ofModality = modality.words.map(noStanding);
	const ofReader = reader.words.map(noStanding);
	addStandings(own, nowMinute, (row) => [
		ofModality[modality.codes[row] ?? 0],
		ofReader[reader.codes[row] ?? 0]
	]);
	const by = (name: string, { words }: TextColumn, standings: readonly Standing[]) => {
		const counted = isCounted ? sumWords(reads, name, 'n') : new Map<string, number>();
		const known = new Map(words.map((word, code) => [word, standings[code] ?? noStanding()]));
		return {
			isIn: (word: string) => (known.get(word)?.sampled ?? 0) > 0 || counted.has(word),
			words: [...new Set([...words, ...counted.keys()])],
			row: (word: string) =>
				rowOf(known.get(word) ?? noStanding(), isCounted ? (counted.get(word) ?? 0) : null)
		};
	};
	const byModality = by('modality', modality, ofModality);
	const byReader = by('reader', reader, ofReader);
	return {
		all: rowOf(ofModality.reduce(addTo, noStanding()), isCounted ? sumReads(reads) : null),
		strata: byModality.words
			.filter(byModality.isIn)
			.sort()
			.map((name) => ({ modality: name, ...byModality.row(name) })),
		readers: people
			.filter(({ id }) => byReader.isIn(id))
			.map(({ id, code }) => ({ readerId: id, code, ...byReader.row(id) }))
			.sort((a, b) => (a.code < b.code ? -1 : 1))
	};
}

/** Number of reads. */
export function sumReads(reads: Selection): number {
	return sumOf(reads, 'n');
}
