/**
 * The smallest whole number in low…high for which `holds` is true, or null. `holds` must turn from false to true once.
 * Widens from `guess`, so that a good guess costs few calls.
 */
export function firstTrue(options: {
	low: number;
	high: number;
	guess: number;
	holds: (count: number) => boolean;
}): number | null {
	const { holds } = options;
	let low = options.low;
	let high = options.high;
	if (low > high) return null;
	let step = 1;
	let at = Math.min(Math.max(Math.round(options.guess), low), high);
	if (holds(at)) {
		high = at;
		for (; at > low; step *= 2) {
			at = Math.max(low, at - step);
			if (!holds(at)) break;
			high = at;
		}
		if (high === low) return low;
		low = at + 1;
	} else {
		low = at + 1;
		for (; at < high; step *= 2) {
			at = Math.min(high, at + step);
			if (holds(at)) break;
			low = at + 1;
		}
		if (low > high) return null;
		high = at;
	}
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if (holds(middle)) high = middle;
		else low = middle + 1;
	}
	return low;
}
