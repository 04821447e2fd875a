/** No table has more entries (PS3.3 C.7.6.3.1.5). */
const mostEntries = 65_536;

type Segments = { readonly unit: (at: number) => number; readonly total: number };

/**
 * The entries of a segmented palette table (PS3.3 C.7.9.2): runs of values, straight lines from the value before, and copies
 * of earlier segments. `bytes` are little endian; null where they are not that.
 */
export function expandSegments(bytes: Uint8Array, bits: number): number[] | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const size = bits > 8 ? 2 : 1;
	const segments: Segments = {
		unit: (at) => (size === 2 ? view.getUint16(2 * at, true) : view.getUint8(at)),
		total: Math.floor(bytes.length / size)
	};
	const entries: number[] = [];
	let at = 0;
	// A byte of padding may follow the last segment of 8 bits.
	while (at + 2 < segments.total) {
		if (segments.unit(at) !== 2) {
			const next = readSegment(segments, at, entries);
			if (next === null) return null;
			at = next;
			continue;
		}
		const words = 4 / size;
		if (at + 2 + words > segments.total) return null;
		let from = 0;
		for (let word = words - 1; word >= 0; word--)
			from = from * 2 ** (8 * size) + segments.unit(at + 2 + word);
		const copied = copySegments(segments, { from: from / size, count: segments.unit(at + 1) }, entries);
		if (!copied) return null;
		at += 2 + words;
	}
	return entries.length > 0 ? entries : null;
}

function copySegments(
	segments: Segments,
	{ from, count }: { from: number; count: number },
	entries: number[]
): boolean {
	let at = from;
	for (let index = 0; index < count; index++) {
		// A copy of a copy is not allowed, and could have no end.
		const next = at + 2 < segments.total ? readSegment(segments, at, entries) : null;
		if (next === null) return false;
		at = next;
	}
	return true;
}

/** Reads a run or a line; gives where the next segment begins, null where this is neither. */
function readSegment({ unit, total }: Segments, at: number, entries: number[]): number | null {
	if (!Number.isInteger(at)) return null;
	const [code, length] = [unit(at), unit(at + 1)];
	const end = at + 2 + (code === 0 ? length : 1);
	if (code > 1 || end > total || entries.length + length > mostEntries) return null;
	const before = entries.at(-1);
	if (code === 1 && before === undefined) return null;
	for (let step = 1; step <= length; step++) {
		if (code === 0) entries.push(unit(at + 1 + step));
		else entries.push(Math.round((before ?? 0) + ((unit(at + 2) - (before ?? 0)) * step) / length));
	}
	return end;
}
