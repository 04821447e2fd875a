import type { Attribution, Question, Outcome } from './decision.ts';
import type { RecommendedAction } from './vote.ts';

/**
 * One decided question as the minutes hold it: a number of its own in the month, codes and counts. No id, no day, no name, and nothing
 * of the case: minutes are kept and shown where cases are not.
 */
export type MinutesRow = {
	/** From 1, in the order of decision within the month. */
	readonly number: number;
	readonly question: Question;
	readonly scoreBefore: string;
	readonly outcome: Outcome;
	/** Null where the case could not be judged. */
	readonly scoreAfter: string | null;
	readonly quorum: number;
	readonly votesCast: number;
	readonly votesFor: number;
	readonly recusals: number;
	/** Equal votes, decided by the chair. */
	readonly isChairs: boolean;
	/** Whose the discrepancy was. */
	readonly attribution: Attribution;
	readonly action: RecommendedAction;
	/** Whole days from the question to its decision. */
	readonly daysWaited: number;
	/** Whether the reviewer had thought the score over. */
	readonly isReconsidered: boolean;
};

/** What the committee did in one calendar month of the group's time zone. */
export type Minutes = {
	/** `YYYY-MM` */
	readonly month: string;
	readonly rows: readonly MinutesRow[];
	/** Names of those who voted in the month, sorted; not who voted on what, or how. */
	readonly present: readonly string[];
	readonly policy: { readonly version: number; readonly quorum: number; readonly dueDays: number };
};

/** Whether a text is a calendar month as `YYYY-MM`. */
export function isMonth(text: string): boolean {
	return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** The month after one, as `YYYY-MM`. */
export function monthAfter(month: string): string {
	const [year = 0, number = 0] = month.split('-').map(Number);
	return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
