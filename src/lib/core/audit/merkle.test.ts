import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addPeak,
	consistencyPath,
	emptyRoot,
	inclusionPath,
	isConsistent,
	isIncluded,
	rootOfLeaves,
	rootOfPeaks,
	subtreesOf,
	treeHash,
	type LeafRange,
	type Peak
} from './merkle.ts';

/** Leaves and roots of the reference tests of Certificate Transparency (github.com/google/certificate-transparency). */
const leaves = [
	'',
	'00',
	'10',
	'2021',
	'3031',
	'40414243',
	'5051525354555657',
	'606162636465666768696a6b6c6d6e6f'
];
const roots = [
	'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
	'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
	'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
	'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
	'4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
	'76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
	'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
	'5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'
];

/** RFC 9162, section 2.1.1, word by word. */
function definedRoot(data: readonly string[]): string {
	const [only] = data;
	if (only === undefined) return emptyRoot;
	if (data.length === 1) return treeHash.leaf(only);
	let k = 1;
	while (k * 2 < data.length) k *= 2;
	return treeHash.node(definedRoot(data.slice(0, k)), definedRoot(data.slice(k)));
}

const rangeRoot =
	(data: readonly string[]) =>
	({ begin, end }: LeafRange): string =>
		definedRoot(data.slice(begin, end));

describe('the Merkle tree', () => {
	it('has the roots of the reference tests', () => {
		expect(roots.map((_, at) => rootOfLeaves(leaves.slice(0, at + 1)))).toEqual(roots);
		expect(rootOfLeaves([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
	});

	it('has the inclusion proof of the reference tests', () => {
		expect(inclusionPath(0, 8).map(rangeRoot(leaves))).toEqual([
			'96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
			'5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
			'6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'
		]);
	});

	const tree = fc
		.array(
			fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString('hex')),
			{
				minLength: 1,
				maxLength: 70
			}
		)
		.chain((data) => fc.tuple(fc.constant(data), fc.nat(data.length - 1), fc.nat(data.length - 1)));

	it('is what the standard defines, and proves each leaf and no other', () => {
		fc.assert(
			fc.property(tree, ([data, index, other]) => {
				const root = rootOfLeaves(data);
				expect(root).toBe(definedRoot(data));
				const proof = inclusionPath(index, data.length).map(rangeRoot(data));
				const leaf = treeHash.leaf(data[index] ?? '');
				const given = { index, size: data.length, leaf, proof, root };
				expect(isIncluded(given)).toBe(true);
				expect(isIncluded({ ...given, leaf: treeHash.leaf('ffffffffff') })).toBe(false);
				expect(isIncluded({ ...given, proof: [...proof, root] })).toBe(false);
				if (proof.length > 0) expect(isIncluded({ ...given, proof: proof.slice(1) })).toBe(false);
				if (data[other] !== data[index] && other !== index)
					expect(isIncluded({ ...given, index: other })).toBe(false);
			})
		);
	});

	it('proves that it begins with a smaller one, and with no other', () => {
		fc.assert(
			fc.property(tree, ([data, at]) => {
				const first = at + 1;
				const proof = consistencyPath(first, data.length).map(rangeRoot(data));
				const given = {
					first,
					second: data.length,
					firstRoot: definedRoot(data.slice(0, first)),
					secondRoot: definedRoot(data),
					proof
				};
				expect(isConsistent(given)).toBe(true);
				const altered = definedRoot([...data.slice(0, at), 'ffffffffff']);
				expect(isConsistent({ ...given, firstRoot: altered })).toBe(false);
				expect(isConsistent({ ...given, proof: [...proof, emptyRoot] })).toBe(false);
			})
		);
	});

	it('is joined from the complete subtrees of any range that a proof asks for', () => {
		fc.assert(
			fc.property(tree, ([data, index]) => {
				for (const range of [{ begin: 0, end: data.length }, ...inclusionPath(index, data.length)]) {
					const peaks: Peak[] = [];
					for (const { height, index: nth } of subtreesOf(range)) {
						const begin = nth * 2 ** height;
						addPeak(peaks, { height, hash: definedRoot(data.slice(begin, begin + 2 ** height)) });
					}
					expect(rootOfPeaks(peaks)).toBe(rangeRoot(data)(range));
				}
			})
		);
	});

	it('refuses what is no leaf, no tree and no number, without an end that never comes', () => {
		expect(() => inclusionPath(3, 3)).toThrow(RangeError);
		expect(() => consistencyPath(4, 3)).toThrow(RangeError);
		const given = { index: 0, size: 1, leaf: emptyRoot, proof: [], root: emptyRoot };
		expect(isIncluded(given)).toBe(true);
		for (const wrong of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1])
			expect(isIncluded({ ...given, index: wrong })).toBe(false);
		const same = { first: 2, second: 2, firstRoot: 'a', secondRoot: 'a', proof: [] };
		expect(isConsistent(same)).toBe(true);
		expect(isConsistent({ ...same, secondRoot: 'b' })).toBe(false);
		for (const first of [0, -1, 1.5, Number.NaN, 3]) expect(isConsistent({ ...same, first })).toBe(false);
	});
});
