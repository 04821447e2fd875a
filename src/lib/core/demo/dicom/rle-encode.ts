/** Encodes one frame as RLE (PS3.5 annex G): a PackBits segment for each byte of a sample, the most significant first. */
export function encodeRle(samples: Int16Array | Uint16Array | Uint8Array): Uint8Array {
	const bytesPerSample = samples.BYTES_PER_ELEMENT;
	const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
	const segments = Array.from({ length: bytesPerSample }, (_, nth) =>
		packBits(bytes, bytesPerSample - 1 - nth, bytesPerSample)
	);
	const header = new DataView(new ArrayBuffer(64));
	header.setUint32(0, segments.length, true);
	let offset = 64;
	for (const [nth, segment] of segments.entries()) {
		header.setUint32(4 + nth * 4, offset, true);
		offset += segment.length;
	}
	const out = new Uint8Array(offset);
	out.set(new Uint8Array(header.buffer));
	let at = 64;
	for (const segment of segments) {
		out.set(segment, at);
		at += segment.length;
	}
	return out;
}

/** Runs of two or more become a count and a value, the rest stands literally; padded to an even length. */
function packBits(bytes: Uint8Array, first: number, step: number): Uint8Array {
	const count = Math.floor((bytes.length - first + step - 1) / step);
	const out = new Uint8Array(count + Math.ceil(count / 128) + 2);
	const at = (index: number): number => bytes[first + index * step] ?? 0;
	let size = 0;
	let index = 0;
	while (index < count) {
		const value = at(index);
		let run = 1;
		while (run < 128 && index + run < count && at(index + run) === value) run++;
		if (run > 1) {
			out[size++] = 257 - run;
			out[size++] = value;
			index += run;
			continue;
		}
		const from = index++;
		while (index < count && index - from < 128 && !(index + 1 < count && at(index) === at(index + 1)))
			index++;
		out[size++] = index - from - 1;
		for (let literal = from; literal < index; literal++) out[size++] = at(literal);
	}
	return out.slice(0, size + (size % 2));
}
