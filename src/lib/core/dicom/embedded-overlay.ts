import type { Dataset } from './dataset.ts';
import type { PixelShape } from './describe.ts';

/** Stored values of one frame as a decoder gives them. */
type Samples = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;

/**
 * Whether a plane of graphics lies in the bits of the pixels that no value uses, as PS3.3-2004 C.9.2 allowed: an overlay group
 * (60xx) with a bit position and no data of its own. What is drawn there may be a name.
 */
export function hasEmbeddedOverlay(dataset: Dataset): boolean {
	for (let group = 0x6000; group <= 0x601e; group += 2) {
		const position = dataset.elements.get(group * 0x10000 + 0x0102);
		const hasOwnData = dataset.elements.has(group * 0x10000 + 0x3000);
		if (position && position.vr !== 'SQ' && !hasOwnData && position.bytes.some((byte) => byte !== 0))
			return true;
	}
	return false;
}

/** Takes from each sample, in place, the bits above those stored; a signed one keeps its sign. */
export function clearUnusedBits(
	samples: Samples,
	{ bitsStored, bitsAllocated, pixelRepresentation }: PixelShape
): void {
	const shift = 32 - Math.min(bitsStored, bitsAllocated);
	if (bitsAllocated > 16 || shift >= 32) return;
	for (let at = 0; at < samples.length; at++) {
		const raised = (samples[at] ?? 0) << shift;
		samples[at] = pixelRepresentation === 1 ? raised >> shift : raised >>> shift;
	}
}
