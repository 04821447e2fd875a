import { formatInstant } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { Tone } from '#lib/ui/tone.ts';

/** A person as lists show them. */
export function personName(person: { familyName: string; givenName: string }): string {
	return [person.familyName, person.givenName].filter(Boolean).join(', ');
}

export type FacilityName = { readonly name: string; readonly code: string };

/** A facility by its name, with the group's code behind it. */
export function facilityText({ name, code }: FacilityName): string {
	return `${name} (${code})`;
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

/** A name, after the code where that is shown. */
export function nameWithCode(person: {
	readonly code: string | null;
	readonly familyName: string;
	readonly givenName: string;
}): string {
	return [person.code, personName(person)].filter(Boolean).join(' ');
}
