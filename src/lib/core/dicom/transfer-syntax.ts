/** How one frame's bytes are coded. */
export type Codec =
	| 'native'
	| 'rle'
	| 'jpeg'
	| 'jpeg-lossless'
	| 'jpeg-ls'
	| 'jpeg-2000'
	| 'htj2k'
	| 'jpeg-xl'
	| 'deflated-frame'
	| 'video'
	| 'jpip'
	| 'unknown';

/** What reading and showing depend on (PS3.5 annex A). `viewer`: delivered as stored, as plain pixels, or not at all. */
export type TransferSyntax = {
	readonly uid: string;
	readonly name: string;
	readonly explicit: boolean;
	readonly littleEndian: boolean;
	readonly deflated: boolean;
	readonly encapsulated: boolean;
	readonly codec: Codec;
	readonly viewer: 'as-stored' | 'as-native' | 'never';
};

type Row = readonly [uid: string, name: string, codec: Codec, viewer: TransferSyntax['viewer']];

const root = '1.2.840.10008.1.2';
const encapsulated: readonly Row[] = [
	['.1.98', 'Encapsulated Uncompressed Explicit VR Little Endian', 'native', 'as-native'],
	['.4.50', 'JPEG Baseline (Process 1)', 'jpeg', 'as-stored'],
	['.4.51', 'JPEG Extended (Process 2 and 4)', 'jpeg', 'as-stored'],
	['.4.52', 'JPEG Extended (Process 3 and 5)', 'unknown', 'never'],
	['.4.53', 'JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)', 'jpeg', 'as-stored'],
	['.4.55', 'JPEG Full Progression, Non-Hierarchical (Process 10 and 12)', 'jpeg', 'as-stored'],
	['.4.57', 'JPEG Lossless, Non-Hierarchical (Process 14)', 'jpeg-lossless', 'as-stored'],
	['.4.70', 'JPEG Lossless, Non-Hierarchical, First-Order Prediction', 'jpeg-lossless', 'as-stored'],
	['.4.80', 'JPEG-LS Lossless', 'jpeg-ls', 'as-stored'],
	['.4.81', 'JPEG-LS Lossy (Near-Lossless)', 'jpeg-ls', 'as-stored'],
	['.4.90', 'JPEG 2000 (Lossless Only)', 'jpeg-2000', 'as-stored'],
	['.4.91', 'JPEG 2000', 'jpeg-2000', 'as-stored'],
	['.4.92', 'JPEG 2000 Part 2 Multi-component (Lossless Only)', 'unknown', 'never'],
	['.4.93', 'JPEG 2000 Part 2 Multi-component', 'unknown', 'never'],
	['.4.94', 'JPIP Referenced', 'jpip', 'never'],
	['.4.95', 'JPIP Referenced Deflate', 'jpip', 'never'],
	['.4.100', 'MPEG2 Main Profile / Main Level', 'video', 'never'],
	['.4.100.1', 'Fragmentable MPEG2 Main Profile / Main Level', 'video', 'never'],
	['.4.101', 'MPEG2 Main Profile / High Level', 'video', 'never'],
	['.4.101.1', 'Fragmentable MPEG2 Main Profile / High Level', 'video', 'never'],
	['.4.102', 'MPEG-4 AVC/H.264 High Profile', 'video', 'never'],
	['.4.103', 'MPEG-4 AVC/H.264 BD-compatible High Profile', 'video', 'never'],
	['.4.104', 'MPEG-4 AVC/H.264 High Profile for 2D Video', 'video', 'never'],
	['.4.105', 'MPEG-4 AVC/H.264 High Profile for 3D Video', 'video', 'never'],
	['.4.106', 'MPEG-4 AVC/H.264 Stereo High Profile', 'video', 'never'],
	['.4.107', 'HEVC/H.265 Main Profile', 'video', 'never'],
	['.4.108', 'HEVC/H.265 Main 10 Profile', 'video', 'never'],
	['.4.110', 'JPEG XL Lossless', 'jpeg-xl', 'as-stored'],
	['.4.111', 'JPEG XL JPEG Recompression', 'jpeg-xl', 'as-stored'],
	['.4.112', 'JPEG XL', 'jpeg-xl', 'as-stored'],
	['.4.201', 'High-Throughput JPEG 2000 (Lossless Only)', 'htj2k', 'as-stored'],
	['.4.202', 'High-Throughput JPEG 2000 with RPCL Options (Lossless Only)', 'htj2k', 'as-stored'],
	['.4.203', 'High-Throughput JPEG 2000', 'htj2k', 'as-stored'],
	['.5', 'RLE Lossless', 'rle', 'as-stored'],
	['.8.1', 'Deflated Image Frame Compression', 'deflated-frame', 'as-native']
];

const plain = { deflated: false, encapsulated: false, codec: 'native', viewer: 'as-native' } as const;

export const implicitLittleEndian: TransferSyntax = {
	uid: root,
	name: 'Implicit VR Little Endian',
	explicit: false,
	littleEndian: true,
	...plain
};
export const explicitLittleEndian: TransferSyntax = {
	uid: `${root}.1`,
	name: 'Explicit VR Little Endian',
	explicit: true,
	littleEndian: true,
	...plain
};
export const explicitBigEndian: TransferSyntax = {
	uid: `${root}.2`,
	name: 'Explicit VR Big Endian',
	explicit: true,
	littleEndian: false,
	...plain
};
const deflatedLittleEndian: TransferSyntax = {
	...explicitLittleEndian,
	uid: `${root}.1.99`,
	name: 'Deflated Explicit VR Little Endian',
	deflated: true
};

const known: ReadonlyMap<string, TransferSyntax> = new Map(
	[
		implicitLittleEndian,
		explicitLittleEndian,
		explicitBigEndian,
		deflatedLittleEndian,
		...encapsulated.map(([suffix, name, codec, viewer]) =>
			encapsulatedSyntax(root + suffix, name, codec, viewer)
		)
	].map((syntax) => [syntax.uid, syntax])
);

function encapsulatedSyntax(
	uid: string,
	name: string,
	codec: Codec,
	viewer: TransferSyntax['viewer']
): TransferSyntax {
	return {
		uid,
		name,
		explicit: true,
		littleEndian: true,
		deflated: false,
		encapsulated: true,
		codec,
		viewer
	};
}

/**
 * The transfer syntax of a UID. One nobody knows is read as explicit little endian, as PS3.5 10 asks, and never shown. What is no UID
 * at all could be anything, a name or the head of an answer: it goes no further than here, and `0` stands for it.
 */
export function transferSyntax(uid: string): TransferSyntax {
	const isUid = /^[\d.]{1,64}$/.test(uid);
	return known.get(uid) ?? encapsulatedSyntax(isUid ? uid : '0', 'Unknown', 'unknown', 'never');
}
