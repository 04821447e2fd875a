import type { FrameEncoder } from '#lib/core/demo/dicom/file.ts';
import { encodeRle } from '#lib/core/demo/dicom/rle-encode.ts';
import type { TransferSyntaxName } from '#lib/core/demo/studies/plan.ts';
import { loadWasmEncoder } from '#lib/server/dicom/wasm-encoders.ts';

/** A lossless encoder of single frames for a transfer syntax; uncompressed ones have none and throw when asked. */
export async function loadFrameEncoder(syntax: TransferSyntaxName): Promise<FrameEncoder> {
	if (syntax === 'rle') return encodeRle;
	if (syntax === 'explicit-little' || syntax === 'implicit-little') {
		return () => {
			throw new Error('Uncompressed frames are not encoded.');
		};
	}
	const encode = await loadWasmEncoder(syntax);
	return (samples, { columns, rows, bitsStored }) =>
		encode(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), {
			columns,
			rows,
			bitsPerSample: bitsStored,
			isSigned: samples instanceof Int16Array
		});
}
