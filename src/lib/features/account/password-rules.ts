import { commonPasswords, commonWords } from './common-passwords.ts';

export const MINIMUM_CHARS = 12;
export const MAXIMUM_CHARS = 256;

export type PasswordFault =
	'password-too-short' | 'password-too-long' | 'password-common' | 'password-contains-identity';

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** One character over and over, or a block of up to four characters that repeats. */
const isRepetition = (text: string): boolean => /^(.{1,4})\1+.{0,3}$/.test(text);

/** A usual word with nothing but digits around it, or one usual word after another. */
const isUsualWord = (text: string): boolean => {
	const rest = commonWords.reduce((left, word) => left.replaceAll(word, ''), text);
	return rest !== text && /^\d*$/.test(rest);
};

/**
 * What is wrong with a new password, or null. After NIST SP 800-63B (revision 4, 3.1.1.2): length counts, composition does not;
 * values that are commonly used or say who the person is are refused.
 */
export function passwordFault(
	password: string,
	person: { name: string; email: string }
): PasswordFault | null {
	const normal = password.normalize('NFKC');
	const length = [...normal].length;
	if (length < MINIMUM_CHARS) return 'password-too-short';
	if (length > MAXIMUM_CHARS) return 'password-too-long';
	const text = bare(normal);
	if (commonPasswords.has(text) || isRepetition(normal.toLowerCase()) || isUsualWord(text)) {
		return 'password-common';
	}
	const parts = [...person.name.split(/\s+/), person.email.split('@')[0] ?? ''];
	const identity = parts.map(bare).filter((part) => part.length >= 4);
	return identity.some((part) => text.includes(part)) ? 'password-contains-identity' : null;
}

// Without letters and digits that are read for one another.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_CHARS = 5;

/** A password to be handed over once: 20 letters and digits in groups of five, 99 bits. */
export function makeOneTimePassword(random: (bytes: number) => Uint8Array): string {
	const usable = 256 - (256 % alphabet.length);
	let text = '';
	while (text.length < GROUPS * GROUP_CHARS) {
		for (const byte of random(32)) {
			if (byte < usable && text.length < GROUPS * GROUP_CHARS) text += alphabet[byte % alphabet.length];
		}
	}
	return text.replace(/.{5}(?=.)/g, '$&-');
}
