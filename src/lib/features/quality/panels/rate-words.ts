import { formatCount, formatPoints, formatRate, formatRatio, UNDEFINED } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { OutcomeChange } from '#lib/features/quality/measures/periods.ts';
import type { WeightedRate } from '#lib/features/quality/measures/rates.ts';
import type { RatioEstimate } from '#lib/features/quality/measures/readers.ts';
import type { Share } from '#lib/features/quality/measures/reviewers.ts';

const text = messages.quality;

/** A weighted rate in the product's one shape; its counts where they are fewer than the minimum, or that it is not enough for one. */
export function weightedText({ x, n, rate, lower, upper }: WeightedRate, minimumN: number): string {
	if (n > 0 && n < minimumN) return text.fewForRate(x, n);
	if (rate === null || lower === null || upper === null) return text.notEnough;
	return formatRate({ x, n, estimate: rate, lower, upper });
}

/** A share with its interval and n in the same shape. */
export function shareText({ x, n, share, lower, upper }: Share): string {
	return formatRate({ x, n, estimate: share, lower, upper });
}

/** Observed over expected with its interval: `2.40 × (1.70–3.30)`; none observed is `0 (up to 1.47 ×)`. */
export function ratioText({ ratio, lower, upper }: Pick<RatioEstimate, 'ratio' | 'lower' | 'upper'>): string {
	if (ratio === null) return UNDEFINED;
	if (lower === null || upper === null) return formatRatio(ratio);
	// Nothing found is not the same as nothing there.
	if (ratio === 0) return text.readers.ratioNone(formatRatio(upper));
	return text.readers.ratio(formatRatio(ratio), lower.toFixed(2), upper.toFixed(2));
}

/** The difference of two rates in percentage points with its interval: `+0.8 points (−0.2 to +1.9)`. */
export function differenceText(
	{ now, then, difference, lower, upper }: OutcomeChange,
	minimumN: number
): string {
	const isEnough = now.n >= minimumN && then.n >= minimumN;
	if (!isEnough || difference === null || lower === null || upper === null) return text.notEnough;
	return text.compare.difference(formatPoints(difference), formatPoints(lower), formatPoints(upper));
}

/** A count, or that it is too small to be shown. */
export function cellText(n: number | null): string {
	return n === null ? text.causes.hiddenCell : formatCount(n);
}
