/** Times of the rows of a cell (`cell.ts`); 0 where one is not known. */
type Column = Uint32Array;
type Rows = { readonly first: number; readonly end: number };

/** The latest of the times of each row, 0 where one of the needed ones is not known. */
export function lastOf(
	needed: readonly (Column | null)[],
	also: readonly Column[],
	{ first, end }: Rows
): Column {
	const times = needed[0]?.slice(first, end) ?? new Uint32Array(end - first);
	for (const column of needed.slice(1)) {
		for (let at = 0; at < times.length; at++) {
			const [time, other] = [times[at] ?? 0, column?.[first + at] ?? 0];
			if (other === 0 || (time !== 0 && other > time)) times[at] = other;
		}
	}
	for (const column of also) {
		for (let at = 0; at < times.length; at++) {
			const [time, other] = [times[at] ?? 0, column[first + at] ?? 0];
			if (time !== 0 && other > time) times[at] = other;
		}
	}
	return times;
}

/** The earliest of the known times of each row, 0 where none is. */
export function firstOf(columns: readonly Column[], { first, end }: Rows): Column {
	const times = columns[0]?.slice(first, end) ?? new Uint32Array(end - first);
	for (const column of columns.slice(1)) {
		for (let at = 0; at < times.length; at++) {
			const [time, other] = [times[at] ?? 0, column[first + at] ?? 0];
			if (time === 0 || (other !== 0 && other < time)) times[at] = other;
		}
	}
	return times;
}
