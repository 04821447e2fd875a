import { messages } from '#lib/i18n/messages.ts';

/** The word of a code; the code itself where it has none. */
export function wordOf(words: Readonly<Record<string, string>>, code: string): string {
	return words[code] ?? code;
}

/** An examination; many procedures begin with the modality already. */
export function examinationOf({ modality, procedure }: { modality: string; procedure: string }): string {
	return procedure.split(' ')[0] === modality ? procedure : `${modality} · ${procedure}`;
}

/** How the pages name a known case. */
export function caseName({ number }: { number: number }): string {
	return messages.calibration.number(number);
}
