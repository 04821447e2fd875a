import { formatInstant } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { Tone } from '#lib/ui/tone.ts';

type Words = Readonly<Record<string, string>>;

/** The word of a code; the code itself where it has none. */
export function wordOf(words: Words, code: string): string {
	return words[code] ?? code;
}

/** A person as lists show them. */
export function personName(person: { familyName: string; givenName: string }): string {
	return [person.familyName, person.givenName].filter(Boolean).join(', ');
}

/** An instant in a facility's time, or that none was given. */
export function timeText(at: number | null, timeZone: string): string {
	return at === null ? messages.reads.unknown : formatInstant(at, timeZone);
}

/** A version's standing as a tone: what still says something is good, what is gone is neutral. */
export function statusTone(status: string): Tone {
	if (status === 'current') return 'good';
	return status === 'corrected' ? 'watch' : 'neutral';
}
