import { scores, type Score } from '#lib/core/scoring/scale.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';

/** A score given to a known case, and the answer. */
export type Answered = { readonly score: Score; readonly answer: Score };

/** How scores stand to known answers: raw agreement and its direction, each of all answered, with Wilson intervals. */
export type Agreement = {
	readonly n: number;
	readonly exact: Rate;
	/** The answer or its neighbour on the scale 1, 2a, 2b, 3a, 3b. */
	readonly withinOne: Rate;
	/** Scored more severely than the answer, and less severely. */
	readonly above: Rate;
	readonly below: Rate;
};

const place = (score: Score): number => scores.indexOf(score);

/** Counts how scores stand to the known answers. The order of severity is that of the scale. */
export function agreementOf(answered: readonly Answered[]): Agreement {
	const n = answered.length;
	const steps = answered.map(({ score, answer }) => place(score) - place(answer));
	const rate = (fits: (step: number) => boolean): Rate => makeRate(steps.filter(fits).length, n);
	return {
		n,
		exact: rate((step) => step === 0),
		withinOne: rate((step) => Math.abs(step) <= 1),
		above: rate((step) => step > 0),
		below: rate((step) => step < 0)
	};
}

/** How often each score was given. */
export function countsOf(given: readonly Score[]): Record<Score, number> {
	const counts: Record<Score, number> = { '1': 0, '2a': 0, '2b': 0, '3a': 0, '3b': 0 };
	for (const score of given) counts[score] += 1;
	return counts;
}
