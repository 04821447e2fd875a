import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const usable = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * The code under which a facility stands on frames and reports: what its sender writes, or where that has blanks and the
 * like, a readable form of it with four digits of its hash, so that two names never become one.
 */
export function facilityCodeOf(written: string): string {
	if (usable.test(written)) return written;
	const readable = written
		.normalize('NFKD')
		.replace(/[^A-Za-z0-9]+/g, '-')
		.replace(/^-|-$/g, '')
		.slice(0, 40);
	const hash = bytesToHex(sha256(utf8ToBytes(written))).slice(0, 4);
	return readable === '' ? `site-${hash}` : `${readable}-${hash}`;
}

/** Whether a sender's number for a reader is a short label such as R07, fit to stand on reports as it is. */
export function isShortLabel(code: string): boolean {
	return /^[A-Za-z]{1,3}-?\d{1,4}$/.test(code);
}

const PREFIX = 'RX';

/** The next free code for a reader whom a message names for the first time: RX001, RX002 … */
export function nextReaderCode(taken: ReadonlySet<string>): string {
	for (let number = 1; ; number++) {
		const code = `${PREFIX}${String(number).padStart(3, '0')}`;
		if (!taken.has(code)) return code;
	}
}

/** Text as both engines can keep it: without NUL and without halves of characters. */
export function storableText(text: string): string {
	return text.replaceAll('\u0000', '').toWellFormed();
}
