import { messages } from '#lib/i18n/messages.ts';

type Words = Readonly<Record<string, string>>;

/** The word of a code; the code itself where it has none. */
export function wordOf(words: Words, code: string): string {
	return words[code] ?? code;
}

/** A way into review, in words. */
export function modeWords(mode: string): string {
	return wordOf(messages.referrals.modes, mode);
}

/** An examination; many procedures begin with the modality already. */
export function examinationOf({ modality, procedure }: { modality: string; procedure: string }): string {
	return procedure.split(' ')[0] === modality ? procedure : `${modality} · ${procedure}`;
}
