import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The id of the correction of a case. It follows from the case, and unlike other ids tells nobody at what hour it was made: that is
 * the hour at which somebody reviewed, and the reader may be one who looks after corrections.
 */
export function correctionIdOf(caseId: string): string {
	return shortHash(`correction ${caseId}`);
}

/** A key that is the same for the same words, and does not hold them. */
export function wordsKeyOf(words: string): string {
	return shortHash(`words ${words}`);
}

function shortHash(text: string): string {
	return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32);
}
