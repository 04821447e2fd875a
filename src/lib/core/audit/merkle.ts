import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** How a Merkle tree is hashed (RFC 9162, section 2.1.1): all values are hex digits. The server has a faster one of the same results. */
export type TreeHash = {
	/** Of a leaf: SHA-256(0x00 || data). */
	readonly leaf: (data: string) => string;
	/** Of a node: SHA-256(0x01 || left || right). */
	readonly node: (left: string, right: string) => string;
};

const digest = (hex: string): string => bytesToHex(sha256(hexToBytes(hex)));

export const treeHash: TreeHash = {
	leaf: (data) => digest(`00${data}`),
	node: (left, right) => digest(`01${left}${right}`)
};

/** The root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot = digest('');

/** A complete subtree: 2^height leaves from index × 2^height on. */
export type Subtree = { readonly height: number; readonly index: number };
/** A complete subtree with its root. */
export type Peak = { readonly height: number; readonly hash: string };
/** Leaves from `begin` up to, and without, `end`. */
export type LeafRange = { readonly begin: number; readonly end: number };

/** Adds what follows a list of peaks, joining equal ones. Throws where it is larger than what it follows: then it cannot follow. */
export function addPeak(peaks: Peak[], next: Peak, hash: TreeHash = treeHash): void {
	let { height, hash: root } = next;
	for (let last = peaks.at(-1); last && last.height <= height; last = peaks.at(-1)) {
		if (last.height < height) throw new Error('a larger subtree cannot follow a smaller one');
		root = hash.node(last.hash, root);
		height += 1;
		peaks.pop();
	}
	peaks.push({ height, hash: root });
}

/** The root over peaks from left to right. */
export function rootOfPeaks(peaks: readonly Peak[], hash: TreeHash = treeHash): string {
	const [last, ...before] = peaks.toReversed();
	if (!last) return emptyRoot;
	return before.reduce((root, peak) => hash.node(peak.hash, root), last.hash);
}

/** The root of a tree of these leaves, each as the data that it holds. */
export function rootOfLeaves(leaves: readonly string[], hash: TreeHash = treeHash): string {
	const peaks: Peak[] = [];
	for (const data of leaves) addPeak(peaks, { height: 0, hash: hash.leaf(data) }, hash);
	return rootOfPeaks(peaks, hash);
}

/** The complete subtrees, from left to right, that a range of leaves consists of; a range of a proof begins where the largest may. */
export function subtreesOf({ begin, end }: LeafRange): Subtree[] {
	const found: Subtree[] = [];
	for (let at = begin; at < end;) {
		let height = 0;
		while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= end) height += 1;
		found.push({ height, index: at / 2 ** height });
		at += 2 ** height;
	}
	return found;
}

/** The largest power of two below n, for n above 1. */
function splitOf(n: number): number {
	let split = 1;
	while (split * 2 < n) split *= 2;
	return split;
}

/** The subtrees whose roots are the inclusion proof of a leaf (RFC 9162, section 2.1.3.1), from the leaf upwards. */
export function inclusionPath(index: number, size: number): LeafRange[] {
	if (!(index >= 0 && index < size)) throw new RangeError('no such leaf');
	const path: LeafRange[] = [];
	let range: LeafRange = { begin: 0, end: size };
	while (range.end - range.begin > 1) {
		const middle: number = range.begin + splitOf(range.end - range.begin);
		const left = { begin: range.begin, end: middle };
		const right = { begin: middle, end: range.end };
		path.push(index < middle ? right : left);
		range = index < middle ? left : right;
	}
	return path.reverse();
}

/** The subtrees whose roots are the proof that a tree begins with a smaller one (RFC 9162, section 2.1.4.1). */
export function consistencyPath(first: number, second: number): LeafRange[] {
	if (!(first > 0 && first <= second)) throw new RangeError('no such trees');
	const path: LeafRange[] = [];
	let range: LeafRange = { begin: 0, end: second };
	// The smaller tree as a whole is known to who checks.
	let isKnown = true;
	while (range.end !== first) {
		const middle: number = range.begin + splitOf(range.end - range.begin);
		const left = { begin: range.begin, end: middle };
		const right = { begin: middle, end: range.end };
		if (first <= middle) {
			path.push(right);
			range = left;
		} else {
			path.push(left);
			range = right;
			isKnown = false;
		}
	}
	if (!isKnown) path.push(range);
	return path.reverse();
}

export type Inclusion = {
	readonly index: number;
	readonly size: number;
	/** Hash of the leaf, as `TreeHash.leaf` gives it. */
	readonly leaf: string;
	readonly proof: readonly string[];
	readonly root: string;
};

/** Whether a proof shows that a leaf is in a tree (RFC 9162, section 2.1.3.2). */
export function isIncluded(
	{ index, size, leaf, proof, root }: Inclusion,
	hash: TreeHash = treeHash
): boolean {
	if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
	let fn = index;
	let sn = size - 1;
	let r = leaf;
	for (const p of proof) {
		if (sn === 0) return false;
		if (fn % 2 === 1 || fn === sn) {
			r = hash.node(p, r);
			while (fn % 2 === 0 && fn !== 0) {
				fn = Math.floor(fn / 2);
				sn = Math.floor(sn / 2);
			}
		} else r = hash.node(r, p);
		fn = Math.floor(fn / 2);
		sn = Math.floor(sn / 2);
	}
	return sn === 0 && r === root;
}

export type Consistency = {
	readonly first: number;
	readonly second: number;
	readonly firstRoot: string;
	readonly secondRoot: string;
	readonly proof: readonly string[];
};

/** Whether a proof shows that the second tree begins with all leaves of the first one (RFC 9162, section 2.1.4.2). */
export function isConsistent(
	{ first, second, firstRoot, secondRoot, proof }: Consistency,
	hash: TreeHash = treeHash
): boolean {
	if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first <= 0 || first > second)
		return false;
	if (first === second) return proof.length === 0 && firstRoot === secondRoot;
	const isPower = Number.isInteger(Math.log2(first));
	const [start, ...rest] = isPower ? [firstRoot, ...proof] : proof;
	if (start === undefined) return false;
	let fn = first - 1;
	let sn = second - 1;
	while (fn % 2 === 1) {
		fn = Math.floor(fn / 2);
		sn = Math.floor(sn / 2);
	}
	let fr = start;
	let sr = start;
	for (const c of rest) {
		if (sn === 0) return false;
		if (fn % 2 === 1 || fn === sn) {
			fr = hash.node(c, fr);
			sr = hash.node(c, sr);
			while (fn % 2 === 0 && fn !== 0) {
				fn = Math.floor(fn / 2);
				sn = Math.floor(sn / 2);
			}
		} else sr = hash.node(sr, c);
		fn = Math.floor(fn / 2);
		sn = Math.floor(sn / 2);
	}
	return sn === 0 && fr === firstRoot && sr === secondRoot;
}
