import type { BlindedCase } from '#lib/core/case/blinding.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import { examinationText, procedureText } from '#lib/i18n/examination.ts';
import { formatRelative } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';

const text = messages.reviews;

/** What was examined, in coded words: `CT head without contrast`, or modality and region where no procedure is known. */
export function caseTitle(view: Pick<BlindedCase, 'modality' | 'bodyRegion' | 'procedure'>): string {
	const { modality, bodyRegion, procedure } = view;
	return procedure === null
		? procedureText([wordOf(text.modalities, modality), bodyRegion].filter(Boolean).join(' '))
		: examinationText({ modality, procedure });
}

/** Who was examined, as far as it may be told: `ED · 54 F`. */
export function patientLine(view: Pick<BlindedCase, 'patientClass' | 'age' | 'sex' | 'priority'>): string {
	const person = [view.age, view.sex].filter(Boolean).join(' ');
	return [
		view.priority === 'stat' || view.priority === 'urgent' ? text.priorities[view.priority] : '',
		view.patientClass === null ? '' : wordOf(text.patientClasses, view.patientClass),
		person
	]
		.filter(Boolean)
		.join(' · ');
}

/** When a case is due, in whole days: `in 3 d`, `today`, `2 d ago`. */
export function dueWords(dueOn: Instant, now: Instant): string {
	const today = startOfUtcDay(now);
	return dueOn === today ? text.queue.today : formatRelative(dueOn, today);
}

/** Whether the day on which a case is due is over. */
export function isPastDue(dueOn: Instant, now: Instant): boolean {
	return dueOn < startOfUtcDay(now);
}

/** A score in words, both axes. */
export function scoreWords(score: Score): string {
	return text.scores[score];
}
