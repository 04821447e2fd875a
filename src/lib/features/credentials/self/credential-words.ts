import { spanOf, type Credential } from '#lib/core/credentials/kinds.ts';
import type { Proposed } from '#lib/core/credentials/proposals.ts';
import { creditsText } from '#lib/features/credentials/cme/cme-words.ts';
import { formatCalendarDay } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { Tone } from '#lib/ui/tone.ts';
import { wordOf } from '#lib/i18n/word-of.ts';

const text = messages.ownCredentials;
const WATCH_DAYS = 90;
const LOOK_DAYS = 30;

/** What a credential is, in a few words: `Licence TX, full licence`. */
export function credentialTitle(credential: Credential, facility: string | null = null): string {
	const { kind, body } = credential;
	const more = ((): string => {
		switch (kind) {
			case 'licence':
				return `${body.jurisdiction}, ${wordOf(text.choices, body.pathway)}`;
			case 'board-certificate':
				return `${body.board}, ${body.certificate}`;
			case 'privilege':
				return facility ?? '';
			case 'malpractice':
				return body.carrier;
			case 'work-location':
				return body.state ?? body.country;
			case 'compact-letter':
				return body.splState;
			case 'board-order':
				return body.jurisdiction;
			case 'exclusion':
				return body.list;
			case 'mqsa':
			case 'verification':
			case 'person-fact':
				return '';
		}
	})();
	return more === '' ? text.kinds[kind] : `${text.kinds[kind]}: ${more}`;
}

/** What was sent in, in a few words. */
export function proposedTitle(proposed: Proposed): string {
	if (proposed.kind !== 'cme-activity') return credentialTitle(proposed);
	return `${text.kinds['cme-activity']}: ${proposed.body.record.title}`;
}

/** From when to when what was sent in stands, or when it was done and for how much, in words. */
export function proposedTerm(proposed: Proposed): string {
	if (proposed.kind !== 'cme-activity') return termText(proposed);
	const { completedOn, credits } = proposed.body.record;
	return text.completed(formatCalendarDay(completedOn), creditsText(credits));
}

/** From when to when, in words. */
export function termText(credential: Credential): string {
	const { fromOn, toOn } = spanOf(credential);
	return text.term(
		fromOn === null ? null : formatCalendarDay(fromOn),
		toOn === null ? null : formatCalendarDay(toOn)
	);
}

/** How pressing an end is; beside it the days are always said. */
export function endTone(daysLeft: number | null): Tone {
	if (daysLeft === null) return 'neutral';
	if (daysLeft <= LOOK_DAYS) return 'look';
	return daysLeft <= WATCH_DAYS ? 'watch' : 'good';
}

export const isEndingSoon = (daysLeft: number | null): boolean =>
	daysLeft !== null && daysLeft >= 0 && daysLeft <= WATCH_DAYS;
