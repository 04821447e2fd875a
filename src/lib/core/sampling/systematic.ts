/**
 * Fractional-interval systematic sample of k of N, 0-based: floor((j + u) N / k), j = 0 … k-1: Cochran, Sampling
 * Techniques, chapter 8. Only for a list in random (HMAC) order.
 * @param u start in [0, 1)
 */
export function systematicSample(N: number, k: number, u: number): number[] {
	for (const count of [N, k]) {
		if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is not a count`);
	}
	if (k > N) throw new RangeError(`${k} of ${N} cannot be taken`);
	if (!(u >= 0 && u < 1)) throw new RangeError(`u must be in [0, 1), not ${u}`);
	return Array.from({ length: k }, (_, j) => Math.floor(((j + u) * N) / k));
}
