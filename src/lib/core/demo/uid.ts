import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** A UID under 2.25 from a UUID (PS3.5 B.2) of version 8, which is the hash of the words: the same words give the same UID. */
export function demoUid(...words: readonly (string | number)[]): string {
	const bytes = sha256(utf8ToBytes(words.join('\u0000'))).slice(0, 16);
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	let value = 0n;
	for (const byte of bytes) value = (value << 8n) | BigInt(byte);
	return `2.25.${value}`;
}
