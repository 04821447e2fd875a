import { requireInside, requireNonNegative } from './inputs.ts';

/** The bucket a value falls into, and the value that stands for all of it. Zero has a bucket of its own (index null). */
export type SketchBucket = { readonly index: number | null; readonly representative: number };

// A value this near, relatively, to a bucket's upper edge is on it: rounding must not lift it into the next.
const EDGE = 1e-13;

/**
 * Bucket of a value at relative accuracy alpha in (0, 1): index = ⌈log x / log γ⌉ with γ = (1+α)/(1-α), representative
 * 2γ^index/(γ+1), which is within α of every value of the bucket. Masson, Rim & Lee (2019) PVLDB 12:2195.
 * Throws on a negative value: a negative duration is an error of the data.
 */
export function sketchBucket(alpha: number, x: number): SketchBucket {
	requireInside(alpha, 'alpha');
	requireNonNegative(x, 'x');
	if (x === 0) return { index: null, representative: 0 };
	const position = Math.log(x) / logGamma(alpha);
	const nearest = Math.round(position);
	const isEdge = Math.abs(position - nearest) * logGamma(alpha) <= EDGE;
	// Adding 0 turns -0, which ceil gives just below 0, into 0.
	const index = (isEdge ? nearest : Math.ceil(position)) + 0;
	return { index, representative: representativeOf(alpha, index) };
}

/** The value that stands for a bucket: 2γ^index/(γ+1) = γ^index (1-α). */
export function representativeOf(alpha: number, index: number): number {
	return Math.exp(index * logGamma(alpha)) * (1 - alpha);
}

function logGamma(alpha: number): number {
	return Math.log1p(alpha) - Math.log1p(-alpha);
}
