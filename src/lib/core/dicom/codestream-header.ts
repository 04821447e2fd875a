/** What a compressed frame says of itself, before anything is decoded. */
export type CodestreamHeader = {
	readonly process: 'jpeg-dct' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000' | 'jpeg-other';
	readonly rows: number;
	readonly columns: number;
	readonly components: number;
	readonly bitsPerSample: number;
};

/** Reads SOF (T.81 B.2.2, T.87 C.2.2) or SIZ (T.800 A.5.1) from the beginning of a frame; undefined where there is none. */
export function readCodestreamHeader(bytes: Uint8Array): CodestreamHeader | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const start = findCodestream(bytes);
	if (bytes[start] !== 0xff) return undefined;
	if (bytes[start + 1] === 0x4f) return readSiz(view, start + 2);
	if (bytes[start + 1] === 0xd8) return readSof(view, start + 2);
	return undefined;
}

/** Where the codestream begins: behind the boxes when an encoder wrapped it in a JP2 file (T.800 I.4). */
export function findCodestream(bytes: Uint8Array): number {
	const isBoxed = bytes[4] === 0x6a && bytes[5] === 0x50 && bytes[6] === 0x20 && bytes[7] === 0x20;
	if (!isBoxed) return 0;
	const codestream = boxesOf(bytes).find(({ type }) => type === 'jp2c');
	return codestream ? codestream.from : bytes.length;
}

/** A box of a JP2 or a JPEG XL file: its contents lie at `from` and end before `through`. */
export type Box = { readonly type: string; readonly from: number; readonly through: number };

/** The boxes of a wrapped codestream (T.800 I.4, ISO/IEC 18181-2 4), as far as they can be followed. The last may be cut off. */
export function boxesOf(bytes: Uint8Array): Box[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const boxes: Box[] = [];
	let at = 0;
	while (at + 8 <= bytes.length) {
		const short = view.getUint32(at);
		// A length of 1 stands for one of eight bytes behind the type, a length of 0 for all that is left.
		const isLong = short === 1 && at + 16 <= bytes.length;
		const head = isLong ? 16 : 8;
		const length = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? bytes.length - at : short;
		if (length < head) break;
		const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
		boxes.push({ type, from: at + head, through: Math.min(bytes.length, at + length) });
		at += length;
	}
	return boxes;
}

function readSiz(view: DataView, at: number): CodestreamHeader | undefined {
	if (at + 41 > view.byteLength || view.getUint16(at) !== 0xff51) return undefined;
	const columns = view.getUint32(at + 6) - view.getUint32(at + 14);
	const rows = view.getUint32(at + 10) - view.getUint32(at + 18);
	const bitsPerSample = (view.getUint8(at + 40) & 0x7f) + 1;
	return { process: 'jpeg-2000', rows, columns, components: view.getUint16(at + 38), bitsPerSample };
}

function readSof(view: DataView, from: number): CodestreamHeader | undefined {
	let at = from;
	while (at + 4 <= view.byteLength) {
		if (view.getUint8(at) !== 0xff) return undefined;
		const marker = view.getUint8(at + 1);
		if (marker === 0xff) {
			at += 1;
			continue;
		}
		if (marker === 0xda || marker === 0xd9) return undefined;
		const isFrame =
			marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));
		if (isFrame) {
			if (at + 10 > view.byteLength) return undefined;
			return {
				process: processOf(marker),
				rows: view.getUint16(at + 5),
				columns: view.getUint16(at + 7),
				components: view.getUint8(at + 9),
				bitsPerSample: view.getUint8(at + 4)
			};
		}
		at += 2 + view.getUint16(at + 2);
	}
	return undefined;
}

function processOf(marker: number): CodestreamHeader['process'] {
	if (marker === 0xf7) return 'jpeg-ls';
	if (marker === 0xc3) return 'jpeg-lossless';
	return marker <= 0xc2 ? 'jpeg-dct' : 'jpeg-other';
}

/** The colour transform that a JPEG's Adobe segment names (T.872 6.5.3): 0 for none, 1 for YCbCr; undefined without such a segment. */
export function adobeTransform(bytes: Uint8Array): number | undefined {
	if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
	let at = 2;
	while (at + 4 <= bytes.length && bytes[at] === 0xff) {
		const marker = bytes[at + 1] ?? 0;
		if (marker === 0xda || marker === 0xd9) return undefined;
		if (marker === 0xff) {
			at += 1;
			continue;
		}
		const isAdobe = marker === 0xee && String.fromCharCode(...bytes.subarray(at + 4, at + 9)) === 'Adobe';
		if (isAdobe) return bytes[at + 15];
		at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
	}
	return undefined;
}
