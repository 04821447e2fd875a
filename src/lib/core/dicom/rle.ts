import { err, ok, type Result } from '#lib/core/result.ts';

/**
 * Decodes one RLE frame (PS3.5 annex G): one PackBits segment for each byte of each sample, most significant first.
 * @returns samples interleaved by pixel, little endian; segments that end early leave zeros
 */
export function decodeRle(
	bytes: Uint8Array,
	shape: { readonly pixels: number; readonly samplesPerPixel: number; readonly bytesPerSample: number }
): Result<Uint8Array, 'rle-malformed'> {
	const { pixels, samplesPerPixel, bytesPerSample } = shape;
	const segments = samplesPerPixel * bytesPerSample;
	if (bytes.length < 64) return err('rle-malformed');
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (view.getUint32(0, true) !== segments || segments > 15) return err('rle-malformed');
	const output = new Uint8Array(pixels * segments);
	for (let segment = 0; segment < segments; segment++) {
		const start = view.getUint32(4 + segment * 4, true);
		const next = segment + 1 < segments ? view.getUint32(8 + segment * 4, true) : bytes.length;
		if (start < 64 || next < start || start > bytes.length) return err('rle-malformed');
		const sample = Math.floor(segment / bytesPerSample);
		const byteInSample = bytesPerSample - 1 - (segment % bytesPerSample);
		unpackSegment(bytes.subarray(start, next), {
			output,
			at: sample * bytesPerSample + byteInSample,
			step: segments
		});
	}
	return ok(output);
}

/** PackBits (PS3.5 G.3.1): every output byte goes `step` further. */
function unpackSegment(
	input: Uint8Array,
	target: { readonly output: Uint8Array; readonly at: number; readonly step: number }
): void {
	const { output, step } = target;
	let at = target.at;
	let from = 0;
	while (from < input.length && at < output.length) {
		const control = input[from++] ?? 0;
		if (control === 128) continue;
		const isRun = control > 128;
		const count = isRun ? 257 - control : control + 1;
		for (let i = 0; i < count && at < output.length; i++, at += step)
			output[at] = input[isRun ? from : from + i] ?? 0;
		from += isRun ? 1 : count;
	}
}
