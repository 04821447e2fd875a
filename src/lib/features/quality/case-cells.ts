import { caseStates, finalStates, heldStates, type CaseState } from '#lib/core/case/life.ts';
import { committeeStates } from '#lib/core/committee/decision.ts';
import { isDiscrepancy, isScore, type Score } from '#lib/core/scoring/scale.ts';

/** How many cases agree in all of this. `pastDue` of them had their due date before now. */
export type CaseCell = {
	readonly readerId: string;
	readonly modality: string;
	readonly mode: string;
	readonly level: string;
	readonly state: string;
	readonly score: string | null;
	readonly n: number;
	readonly pastDue: number;
};

/** Where the sampled cases of some reads stand. Waiting, assigned, done and withdrawn add up to sampled. */
export type Health = {
	/** Finished reads: what the sample stands for. */
	readonly reads: number;
	readonly sampled: number;
	/** Drawn, without a reviewer. */
	readonly waiting: number;
	readonly assigned: number;
	/** Scored; those that wait for the committee are among them. */
	readonly done: number;
	/** Scores and rebuttals that the committee has to decide. */
	readonly inCommittee: number;
	readonly withdrawn: number;
	/** Past their due date, and of these how many are done: the rest is overdue. */
	readonly due: number;
	readonly doneOfDue: number;
	readonly overdue: number;
};

/** Where the random-sample cases among the cells stand; `reads` is the size of the frame they were drawn from. */
export function healthOf(cells: readonly CaseCell[], reads: number): Health {
	const random = cells.filter(({ mode }) => mode === 'random');
	const total = (states: readonly string[], of: 'n' | 'pastDue' = 'n'): number =>
		random.reduce((sum, cell) => (states.includes(cell.state) ? sum + cell[of] : sum), 0);
	const ahead: readonly CaseState[] = ['drawn', ...heldStates];
	// A score that is thought over again stands until another supersedes it.
	const done = caseStates.filter((state) => !ahead.includes(state) && state !== 'withdrawn');
	const doneOfDue = total(done, 'pastDue');
	const overdue = total(ahead, 'pastDue');
	return {
		reads,
		sampled: random.reduce((sum, { n }) => sum + n, 0),
		waiting: total(['drawn']),
		assigned: total(heldStates),
		done: total(done),
		inCommittee: total(committeeStates),
		withdrawn: total(['withdrawn']),
		due: doneOfDue + overdue,
		doneOfDue,
		overdue
	};
}

/** Random-sample cells with a final score: what a rate may rest on. */
export type ScoredCell = Omit<CaseCell, 'score'> & { readonly score: Score };

/** The cells of the random sample whose score is final. */
export function scoredCells(cells: readonly CaseCell[]): ScoredCell[] {
	return cells.flatMap((cell) => {
		const { mode, state, score } = cell;
		const isFinal = finalStates.some((each) => each === state);
		return mode === 'random' && isFinal && score !== null && isScore(score) ? { ...cell, score } : [];
	});
}

/** Blinding levels of scored cells with their n, the most frequent first. */
export function levelsOf(cells: readonly ScoredCell[]): { level: string; n: number }[] {
	const byLevel = [...Map.groupBy(cells, ({ level }) => level)];
	return byLevel.map(([level, group]) => ({ level, n: sumOf(group) })).sort((a, b) => b.n - a.n);
}

/** Number of cases. */
export function sumOf(cells: readonly { readonly n: number }[]): number {
	return cells.reduce((sum, { n }) => sum + n, 0);
}

/** Number of cases scored 2 or 3. */
export function discrepanciesOf(cells: readonly ScoredCell[]): number {
	return sumOf(cells.filter(({ score }) => isDiscrepancy(score)));
}
