/** A stretch of text to be removed, as code-unit offsets; `end` is exclusive. */
export type TextRange = { readonly start: number; readonly end: number };

/** Ranges in order, with those that touch or overlap, or have only blanks and commas between, made one. */
export function mergeRanges(ranges: readonly TextRange[], text: string): TextRange[] {
	const merged: { start: number; end: number }[] = [];
	for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
		if (end <= start) continue;
		const last = merged.at(-1);
		if (last && (start <= last.end || /^[ \t,]*$/.test(text.slice(last.end, start))))
			last.end = Math.max(last.end, end);
		else merged.push({ start, end });
	}
	return merged;
}

/** Every match of a global pattern; with a `d` flag, of its first group. */
export function* matchRanges(text: string, pattern: RegExp): Generator<TextRange> {
	for (const match of text.matchAll(pattern)) {
		const [start, end] = match.indices?.[1] ?? [match.index, match.index + match[0].length];
		yield { start, end };
	}
}
