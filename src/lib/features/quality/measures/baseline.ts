import { where } from '#lib/core/rollups/selection.ts';
import { scoredFacts } from './facts.ts';
import { factsOf, type FiguresInput } from './figures.ts';
import { countOutcome } from './rates.ts';

export type BaselineInput = FiguresInput & {
	readonly mode: string;
	readonly level: string;
	readonly baselineMonths: readonly string[];
};

/** Discrepancies and reviews. */
export type BaselineAnswer = { readonly x: number; readonly n: number };

/** What a baseline of these months rests on, in one mode and level. */
export function baselineCounts(input: BaselineInput): BaselineAnswer {
	const { mode, level, baselineMonths } = input;
	const own = where(scoredFacts(factsOf(input).cases, { mode, level }), {
		month: (word) => baselineMonths.includes(word)
	});
	return { x: countOutcome(own, 'any'), n: own.size };
}
