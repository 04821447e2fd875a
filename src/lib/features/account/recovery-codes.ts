// Without letters and digits that are read for one another.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const CODES = 10;
const CHARS = 10;

/** Ten codes of ten letters and digits, 49 bits each, in two groups: to be kept on paper. */
export function makeRecoveryCodes(random: (bytes: number) => Uint8Array): string[] {
	const usable = 256 - (256 % alphabet.length);
	const codes = new Set<string>();
	while (codes.size < CODES) {
		let text = '';
		while (text.length < CHARS) {
			for (const byte of random(CHARS)) {
				if (byte < usable && text.length < CHARS) text += alphabet[byte % alphabet.length];
			}
		}
		codes.add(`${text.slice(0, CHARS / 2)}-${text.slice(CHARS / 2)}`);
	}
	return [...codes];
}

/** A recovery code as it is compared: however it was typed. */
export function bareCode(typed: string): string {
	return typed.toLowerCase().replace(/[^a-z0-9]/g, '');
}
