import {
	explicitLittleEndian,
	implicitLittleEndian,
	transferSyntax,
	type TransferSyntax
} from '#lib/core/dicom/transfer-syntax.ts';
import {
	concatBytes,
	encodeDataset,
	encodeFileMeta,
	encodeHeader,
	itemHeader
} from '#lib/core/dicom/write.ts';
import type { DemoImage } from '#lib/core/demo/phantom/image.ts';
import type { TransferSyntaxName } from '#lib/core/demo/studies/plan.ts';
import { getValue } from '#lib/core/result.ts';
import { type HeaderContext, makeHeader } from './header.ts';

const pixelData = 0x7fe00010;
const root = '1.2.840.10008.1.2';

export const demoTransferSyntaxes: Readonly<Record<TransferSyntaxName, TransferSyntax>> = {
	'explicit-little': explicitLittleEndian,
	'implicit-little': implicitLittleEndian,
	rle: transferSyntax(`${root}.5`),
	'jpeg-ls': transferSyntax(`${root}.4.80`),
	'jpeg-2000': transferSyntax(`${root}.4.90`),
	htj2k: transferSyntax(`${root}.4.201`)
};

/** Encodes one frame in a compressed transfer syntax. */
export type FrameEncoder = (samples: Int16Array | Uint16Array | Uint8Array, image: DemoImage) => Uint8Array;

/** A Part 10 file of one picture; `encodeFrame` is needed for compressed transfer syntaxes only. */
export function makeFile(
	context: HeaderContext,
	image: DemoImage,
	syntaxName: TransferSyntaxName,
	encodeFrame: FrameEncoder
): Uint8Array {
	const syntax = demoTransferSyntaxes[syntaxName];
	const header = makeHeader(context, image);
	const meta = getValue(encodeFileMeta(header, syntax));
	const body = encodeDataset(header, syntax);
	const pixels = syntax.encapsulated
		? encapsulate(
				framesOf(image).map((frame) => encodeFrame(frame, image)),
				syntax
			)
		: nativePixels(image, syntax);
	return concatBytes([meta, body, ...pixels]);
}

function framesOf(image: DemoImage): (Int16Array | Uint16Array | Uint8Array)[] {
	const length = image.columns * image.rows;
	return Array.from({ length: image.frames }, (_, frame) =>
		image.pixels.subarray(frame * length, (frame + 1) * length)
	);
}

function nativePixels(image: DemoImage, syntax: TransferSyntax): Uint8Array[] {
	const { buffer, byteOffset, byteLength } = image.pixels;
	const vr = image.pixels.BYTES_PER_ELEMENT === 2 ? 'OW' : 'OB';
	return [encodeHeader(pixelData, vr, byteLength, syntax), new Uint8Array(buffer, byteOffset, byteLength)];
}

/** One fragment a frame, with a basic offset table (PS3.5 A.4). */
function encapsulate(frames: readonly Uint8Array[], syntax: TransferSyntax): Uint8Array[] {
	const table = new DataView(new ArrayBuffer(frames.length * 4));
	const items: Uint8Array[] = [];
	let offset = 0;
	for (const [at, frame] of frames.entries()) {
		table.setUint32(at * 4, offset, true);
		const even = frame.length + (frame.length % 2);
		items.push(itemHeader(0xe000, even, true), frame);
		if (even > frame.length) items.push(Uint8Array.of(0));
		offset += 8 + even;
	}
	return [
		encodeHeader(pixelData, 'OB', undefined, syntax),
		itemHeader(0xe000, table.byteLength, true),
		new Uint8Array(table.buffer),
		...items,
		itemHeader(0xe0dd, 0, true)
	];
}
