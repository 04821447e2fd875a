import type { LearningFacts } from '#lib/core/learning/anonymous.ts';
import type { ConferenceStatus, LearningStatus } from '#lib/core/learning/kinds.ts';
import { caseTitle } from '#lib/features/reviews/case-words.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { Tone } from '#lib/ui/tone.ts';

const text = messages.learning;

/** What was examined: `CT head without contrast`; that there are no images where nothing was. */
export function examination(facts: LearningFacts | null): string {
	return facts === null ? text.noImages : caseTitle(facts);
}

/** Whom it was done on, as far as it may be told: `50–59 years · F`. */
export function patient(facts: LearningFacts | null): string {
	if (facts === null) return '';
	return [facts.ageBand === null ? '' : text.years(facts.ageBand), facts.sex ?? '']
		.filter(Boolean)
		.join(' · ');
}

/** Both in one line. */
export function factsLine(facts: LearningFacts | null): string {
	return [examination(facts), patient(facts)].filter(Boolean).join(' · ');
}

/** The tone of a submission's state. */
export const statusTones = {
	submitted: 'watch',
	accepted: 'accent',
	shown: 'good',
	'set-aside': 'neutral'
} as const satisfies Record<LearningStatus, Tone>;

/** The tone of a meeting's state. */
export const conferenceTones = {
	planned: 'accent',
	running: 'watch',
	held: 'good',
	cancelled: 'neutral'
} as const satisfies Record<ConferenceStatus, Tone>;
