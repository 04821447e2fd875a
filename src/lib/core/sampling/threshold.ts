import { prefixOf, tagOf, type Tagger } from './rank.ts';

/** The permanent random number of a case in [0, 1): the first 13 hex digits of its tag over 2^52. */
export function uniformOf(tagger: Tagger, caseId: string): number {
	return prefixOf(tagOf(tagger, caseId)) / 2 ** 52;
}

/**
 * Poisson sampling with permanent random numbers (Ohlsson 1995): a case is kept when u < pi, so raising a rate only adds
 * cases. `u` and `selected` follow the order of `items`.
 */
export function thresholdSample(
	tagger: Tagger,
	items: readonly { id: string; pi: number }[]
): { u: number[]; selected: string[] } {
	for (const { id, pi } of items) {
		if (!(pi >= 0 && pi <= 1)) throw new RangeError(`the inclusion probability of ${id} is ${pi}`);
	}
	const u = items.map(({ id }) => uniformOf(tagger, id));
	return { u, selected: items.filter(({ pi }, i) => (u[i] ?? 1) < pi).map(({ id }) => id) };
}
