import type { GateOutcome, GateReason } from '#lib/core/credentials/gate/reasons.ts';
import { formatCalendarDay } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { Stretch } from './coverage-view.server.ts';

const text = messages.expirables.coverage;

const outcomes: Readonly<Record<GateOutcome, { readonly words: string; readonly tone: Tone }>> = {
	pass: { words: text.may, tone: 'good' },
	'pass-with-warning': { words: text.warns, tone: 'watch' },
	fail: { words: text.mayNot, tone: 'look' },
	'not-determinable': { words: text.unknown, tone: 'neutral' }
};

/** What an outcome means for somebody who would read now, and its tone. */
export function outcomeWords(outcome: GateOutcome): { readonly words: string; readonly tone: Tone } {
	return outcomes[outcome];
}

/** Reasons of the gate in words, gravest first. */
export function reasonWords(reasons: readonly GateReason[]): string {
	return reasons.map((reason) => messages.expirables.reasons[reason]).join('; ');
}

/** A stretch of days in words: from when to when, what, and why. */
export function stretchWords({ from, through, outcome, reasons }: Stretch): string {
	const why = reasonWords(reasons);
	const words = outcomes[outcome].words + (why === '' ? '' : ` (${why})`);
	return text.stretch(formatCalendarDay(from), formatCalendarDay(through), words);
}
