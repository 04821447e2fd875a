import { messages } from '#lib/i18n/messages.ts';
import type { PowerSentence } from '#lib/features/quality/measures/power.ts';
import type { QualityView } from '#lib/features/quality/view.ts';

const text = messages.quality.limits;

/** A probability in whole percent, never claimed as certain or as impossible. */
export function wholePercent(probability: number): string {
	const percent = Math.round(probability * 100);
	if (percent === 0) return text.under;
	return percent === 100 ? text.over : `${percent}\u00a0%`;
}

/** What the sampling can see of one radiologist. */
export function powerSentences({
	double,
	twoAndAHalf,
	neededForDouble,
	reviewsPerYear
}: PowerSentence): string[] {
	if (double === null) return [text.noPower];
	return [
		text.power(wholePercent(double.signal)),
		...(twoAndAHalf === null
			? []
			: [text.powerMore(wholePercent(double.again), wholePercent(twoAndAHalf.signal))]),
		...(neededForDouble === null || reviewsPerYear === null
			? []
			: [text.needed(neededForDouble, Math.round(reviewsPerYear))])
	];
}

/** What the numbers of the page cannot see, in plain sentences. */
export function limitSentences({ power, readers }: Pick<QualityView, 'power' | 'readers'>): string[] {
	return [...powerSentences(power), text.falseSignals(readers.expectedFalseSignals.toFixed(2)), text.lenient];
}
