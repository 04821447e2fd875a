import { reasonEffects } from '#lib/core/credentials/gate/reasons.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { Tone } from '#lib/ui/tone.ts';

/** An outcome with its standing as a tone: what fails and stands open asks to be looked at. */
export function outcomeTone(outcome: string, standing = 'open'): Tone {
	if (outcome === 'fail') return standing === 'excepted' ? 'neutral' : 'look';
	if (outcome === 'pass') return 'good';
	return 'watch';
}

/** An outcome in words, and that it was let stand. */
export function outcomeWord(outcome: string, standing = 'open'): string {
	const word = wordOf(messages.gate.outcomes, outcome);
	return outcome === 'fail' && standing === 'excepted'
		? `${word}, ${messages.gate.standings.excepted}`
		: word;
}

/** Reasons in words. */
export function reasonWords(reasons: readonly string[]): string[] {
	return reasons.map((reason) => wordOf(messages.gate.reasons, reason));
}

/** What a reason does to a read, as a tone. */
export function reasonTone(reason: string): Tone {
	const effect = Object.entries(reasonEffects).find(([name]) => name === reason)?.[1];
	return effect === 'fail' ? 'look' : 'watch';
}
