import { findCodestream } from './codestream-header.ts';

/** Resolution first, in whatever order within: RLCP, RPCL; LRCP too, where it has one layer (T.800 A.6.1). */
const [lrcp, rlcp, rpcl] = [0, 1, 2];

/**
 * How often a JPEG 2000 or HTJ2K image can be halved, where its codestream holds all of a coarser image before any of the finer one: its
 * beginning then is a whole image. 0 where it is in another order or in tiles, or where the header is not all there.
 */
export function coarserImages(bytes: Uint8Array): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let at = findCodestream(bytes) + 2;
	if (at < 2 || at + 4 > bytes.length || view.getUint16(at - 2) !== 0xff4f) return 0;
	let isOneTile = false;
	while (at + 4 <= bytes.length && view.getUint16(at) !== 0xff90) {
		const [marker, length] = [view.getUint16(at), view.getUint16(at + 2)];
		if (at + 2 + length > bytes.length) return 0;
		if (marker === 0xff51 && length >= 41) {
			// Xsiz against XTOsiz + XTsiz, and the same downward (T.800 A.5.1).
			const reach = (offset: number) => view.getUint32(at + 30 + offset) + view.getUint32(at + 22 + offset);
			isOneTile = reach(0) >= view.getUint32(at + 6) && reach(4) >= view.getUint32(at + 10);
		}
		if (marker === 0xff52 && length >= 12) {
			const [order, layers] = [view.getUint8(at + 5), view.getUint16(at + 6)];
			const isCoarseFirst = order === rlcp || order === rpcl || (order === lrcp && layers === 1);
			return isOneTile && isCoarseFirst ? view.getUint8(at + 9) : 0;
		}
		at += 2 + length;
	}
	return 0;
}
