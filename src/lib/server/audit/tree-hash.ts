import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { TextHash } from '#lib/core/audit/chain.ts';
import type { TreeHash } from '#lib/core/audit/merkle.ts';

const HASH_BYTES = 32;

/** SHA-256 of a text, hex, by the engine's own code. */
export const textHash: TextHash = (text) => hash('sha256', text, 'hex');

// Texts cost less than buffers here: a buffer made for each result takes three times as long as the hash.
const leafBytes = Buffer.alloc(1 + HASH_BYTES);
const nodeBytes = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** The tree's hashes over hashes of 64 hex digits, by the engine's own code: four times as fast as the portable one. */
export const fastTreeHash: TreeHash = {
	leaf: (data) => {
		leafBytes.write(data, 1, 'hex');
		return hash('sha256', leafBytes, 'hex');
	},
	node: (left, right) => {
		nodeBytes.write(left, 1, 'hex');
		nodeBytes.write(right, 1 + HASH_BYTES, 'hex');
		return hash('sha256', nodeBytes, 'hex');
	}
};
