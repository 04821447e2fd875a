import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** A key that is the same for the same parts and differs when any differs: 128 bits of SHA-256, in hex. */
export function versionKey(parts: readonly string[]): string {
	const bytes = new TextEncoder().encode(parts.join('\u0000'));
	return bytesToHex(sha256(bytes)).slice(0, 32);
}
