/** Runs of positions that are ready, as fractions of the whole: what the scrubber paints under its thumb. */
export function readyRanges(ready: boolean[]): { from: number; to: number }[] {
	const ranges: { from: number; to: number }[] = [];
	for (const [position, isReady] of ready.entries()) {
		if (!isReady) continue;
		const last = ranges.at(-1);
		const from = position / ready.length;
		const to = (position + 1) / ready.length;
		if (last?.to === from) last.to = to;
		else ranges.push({ from, to });
	}
	return ranges;
}
