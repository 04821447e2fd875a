/** What the header says of plain numbers, and how they are rescaled. */
export type PlainHeader = {
	bitsAllocated: number;
	bitsStored: number;
	isSigned: boolean;
	slope: number;
	intercept: number;
};

export type PlainValues = {
	values: Uint8Array | Uint16Array | Int16Array | Float32Array;
	/** Smallest and largest value after rescaling. */
	min: number;
	max: number;
};

/**
 * The rescaled values of an uncompressed little-endian frame (PS3.5 8.1.1). Slope and intercept are whole numbers. Values that fit
 * are written over the frame's own bytes: room for each of hundreds of frames costs more than reading them.
 */
export function readPlainValues(
	frame: Uint8Array<ArrayBuffer>,
	count: number,
	header: PlainHeader
): PlainValues {
	const stored = storedValues(frame, count, header);
	let [low, high] = [Infinity, -Infinity];
	for (let at = 0; at < count; at++) {
		// Within its length an array of numbers has no gaps; to provide for one takes a third of the time of the loop.
		const value = stored[at] as number;
		if (value < low) low = value;
		if (value > high) high = value;
	}
	const { slope, intercept } = header;
	if (slope === 1 && intercept === 0) return { values: stored, min: low, max: high };
	const ends = [low * slope + intercept, high * slope + intercept];
	const [min, max] = [Math.min(...ends), Math.max(...ends)];
	const values = roomFor(stored, min, max);
	for (let at = 0; at < count; at++) values[at] = (stored[at] as number) * slope + intercept;
	return { values, min, max };
}

function roomFor(stored: Stored, min: number, max: number): PlainValues['values'] {
	const { buffer, byteOffset, length, BYTES_PER_ELEMENT: width } = stored;
	if (min >= 0 && max < 256 && width === 1) return stored;
	if (min >= -32_768 && max <= 32_767)
		return width === 2 ? new Int16Array(buffer, byteOffset, length) : new Int16Array(length);
	if (min >= 0 && max <= 65_535)
		return width === 2 ? new Uint16Array(buffer, byteOffset, length) : new Uint16Array(length);
	return new Float32Array(length);
}

type Stored = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int16Array<ArrayBuffer>;

function storedValues(
	frame: Uint8Array<ArrayBuffer>,
	count: number,
	{ bitsAllocated, bitsStored, isSigned }: PlainHeader
): Stored {
	if (bitsAllocated === 8) return frame.subarray(0, count);
	// Two-byte numbers begin at even addresses only, and a part of an answer may begin anywhere.
	const even = frame.byteOffset % 2 === 0 ? frame : frame.slice(0, 2 * count);
	if (!isSigned) return new Uint16Array(even.buffer, even.byteOffset, count);
	const values = new Int16Array(even.buffer, even.byteOffset, count);
	const shift = 32 - bitsStored;
	if (bitsStored < 16)
		for (let at = 0; at < count; at++) values[at] = ((values[at] as number) << shift) >> shift; // no gaps, as above
	return values;
}
