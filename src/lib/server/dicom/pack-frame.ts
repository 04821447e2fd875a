import type { PixelShape } from '#lib/core/dicom/describe.ts';
import { loadWasmEncoder } from './wasm-encoders.ts';

/** What packing depends on; plain data, since a frame is packed in another thread. */
export type PackShape = Pick<PixelShape, 'rows' | 'columns' | 'bitsAllocated' | 'bitsStored'>;

/** Larger frames would take the encoder more memory than they save of a line. */
export const mostPackedBytes = 64 * 1024 * 1024;

/** Whether frames of this shape can be packed: grey, in bytes or words. */
export function canPack(shape: PixelShape): boolean {
	const { samplesPerPixel, photometricInterpretation, bitsAllocated } = shape;
	return (
		samplesPerPixel === 1 &&
		/^MONOCHROME[12]$/.test(photometricInterpretation) &&
		(bitsAllocated === 8 || bitsAllocated === 16) &&
		frameBytes(shape) > 0 &&
		frameBytes(shape) <= mostPackedBytes
	);
}

export const frameBytes = ({ rows, columns, bitsAllocated }: PackShape): number =>
	(rows * columns * bitsAllocated) / 8;

/**
 * A plain little endian frame as lossless JPEG-LS (ISO 14495-1). All bits come back as they were, those above the stored ones and the
 * sign's too: a codestream knows no sign, so that values below zero are coded as the words that they are. Throws where the encoder gives up,
 * which it does with noise that would become larger.
 */
export async function packFrame(bytes: Uint8Array, shape: PackShape): Promise<Uint8Array> {
	const encode = await loadWasmEncoder('jpeg-ls');
	const bitsPerSample = bitsNeeded(bytes, shape);
	return encode(bytes, { rows: shape.rows, columns: shape.columns, bitsPerSample, isSigned: false });
}

/** Bits stored, where no value uses more; words stay words, since a decoder gives bytes for eight bits. */
function bitsNeeded(bytes: Uint8Array, { bitsAllocated, bitsStored }: PackShape): number {
	if (bitsAllocated === 8 || bitsStored <= 8 || bitsStored >= 16) return bitsAllocated;
	for (let high = 1; high < bytes.length; high += 2) {
		if ((bytes[high] ?? 0) >> (bitsStored - 8) !== 0) return 16;
	}
	return bitsStored;
}
