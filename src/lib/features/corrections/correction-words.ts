import { isPending } from '#lib/core/corrections/life.ts';
import { formatDay, formatRelative } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { CorrectionStep, CorrectionView } from './correction-view.server.ts';
import type { CorrectionLine } from './queries.server.ts';
import { timeText } from '#lib/features/reads/words.ts';

const text = messages.corrections;

/** A correction's standing as a badge. */
export function standing({
	status,
	isOverdue,
	isUnfounded
}: Pick<CorrectionLine, 'status' | 'isOverdue' | 'isUnfounded'>): { tone: Tone; label: string } {
	if (isUnfounded && isPending(status)) return { tone: 'watch', label: text.unfoundedStatus };
	if (isOverdue) return { tone: 'look', label: text.overdue };
	const tones = {
		open: 'accent',
		informed: 'watch',
		received: 'watch',
		closed: 'good',
		'not-needed': 'neutral'
	} as const;
	return { tone: tones[status], label: text.statuses[status] };
}

/** How much time is left to inform the facility, in words. */
export function dueText(
	{ status, dueAt, isUnfounded }: Pick<CorrectionLine, 'status' | 'dueAt' | 'isUnfounded'>,
	now: number
): string {
	if (status === 'open' && isUnfounded) return text.noLonger;
	return status === 'open' ? text.dueLine(formatRelative(dueAt, now)) : text.inTime;
}

/** When something happened, to the minute, or where only that is told, by its UTC day. */
export function toldAt(at: number, timeZone: string, isDay: boolean): string {
	return isDay ? formatDay(at, 'UTC') : timeText(at, timeZone);
}

/** How the facility was told, in words. */
export function wayText(how: string): string {
	return wordOf(text.inform.ways, how);
}

/** What a step of the history says besides its name: whom, how, when it happened, and whether it was late. */
export function stepDetail(view: CorrectionView, step: CorrectionStep): string {
	const zone = view.facility.timeZone;
	if (step.type === 'correction.informed' && view.informed) {
		const { whom, how, at, isLate, isEnteredLate } = view.informed;
		const said = text.history.informed(whom, wayText(how).toLowerCase(), timeText(at, zone));
		return withMarks(said, isLate, isEnteredLate);
	}
	if (step.type === 'correction.received' && view.received) {
		const { from, at, isEnteredLate } = view.received;
		return withMarks(text.history.received(from, timeText(at, zone)), false, isEnteredLate);
	}
	if (step.type === 'correction.closed') return view.ended?.words ?? '';
	return '';
}

function withMarks(said: string, isLate: boolean, isEnteredLate: boolean): string {
	const marks = [isLate ? text.history.afterDue : '', isEnteredLate ? text.history.enteredLate : ''];
	return [said, ...marks.filter(Boolean)].join(' · ');
}
