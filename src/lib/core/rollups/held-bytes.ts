/** The memory behind all columns in a value: beside it the rest is small. */
export function buffersIn(value: unknown, found = new Set<ArrayBufferLike>()): Set<ArrayBufferLike> {
	if (ArrayBuffer.isView(value)) return found.add(value.buffer);
	if (value instanceof Map) for (const each of value.values()) buffersIn(each, found);
	else if (typeof value === 'object' && value !== null) {
		for (const each of Object.values(value)) buffersIn(each, found);
	}
	return found;
}

/** Bytes of some sets of buffers; what several hold is counted once. */
export function bytesOf(held: Iterable<ReadonlySet<ArrayBufferLike>>): number {
	const all = new Set<ArrayBufferLike>();
	for (const buffers of held) for (const buffer of buffers) all.add(buffer);
	let sum = 0;
	for (const { byteLength } of all) sum += byteLength;
	return sum;
}
