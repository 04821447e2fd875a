import { decodeJpeg } from '#lib/core/dicom/jpeg/frame.ts';

export type JpegTask = { id: number; bytes: Uint8Array<ArrayBuffer>; rows: number; columns: number };
/** Samples of 16 bits, or why there are none. */
export type JpegDone = { id: number; samples: Uint16Array | null; isWhole: boolean; reason: string };

addEventListener('message', ({ data }: MessageEvent<JpegTask>) => {
	const decoded = decodeJpeg(data.bytes, data);
	const done: JpegDone = decoded.ok
		? { id: data.id, samples: decoded.value.samples, isWhole: decoded.value.isWhole, reason: '' }
		: { id: data.id, samples: null, isWhole: false, reason: decoded.error };
	postMessage(done);
});
