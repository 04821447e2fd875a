import { toZonedDay, type Instant } from '#lib/core/instant.ts';
import { daysBetween, type CalendarDay } from './calendar-day.ts';

/** What can run out, each with a clock of its own (reference 1.7). */
export const expirableKinds = [
	'licence',
	'compact-letter',
	'board-certificate',
	'privilege',
	'proxy-agreement',
	'malpractice',
	'mqsa',
	'verification',
	'document'
] as const;
export type ExpirableKind = (typeof expirableKinds)[number];

/** One term of something that runs out. Terms of the same `of` are the same thing: one renews the other. */
export type ExpirableTerm = {
	readonly id: string;
	readonly holder: string;
	readonly kind: ExpirableKind;
	/** What it is a term of: jurisdiction and pathway, facility and category, carrier … as the caller names it. */
	readonly of: string;
	readonly from: CalendarDay;
	readonly expiresOn: CalendarDay;
	/** The day of a check at the source that found it as recorded; null: nobody has checked. */
	readonly verifiedOn: CalendarDay | null;
};

/** Days before the end at which somebody is reminded; after it every day. */
export const reminderLadder = [120, 90, 60, 30, 14, 7, 1, 0] as const;

/** Who is told besides the holder and the coordinator: at 30 days those who run the group, at 7 who answers for quality and the schedule. */
export const escalations = [
	{ fromDaysLeft: 30, to: 'group-admin' },
	{ fromDaysLeft: 7, to: 'qa-director' },
	{ fromDaysLeft: 7, to: 'scheduling' }
] as const;
export type EscalationTo = (typeof escalations)[number]['to'];

/** A reminder that went out: a rung, or a day after the end, which counts below zero. Acknowledged or not, it went out. */
export type SentReminder = { readonly termId: string; readonly daysLeft: number };

/** What is to be done about a term at an instant. */
export type ReminderState =
	| { readonly state: 'closed'; readonly by: string }
	| { readonly state: 'quiet'; readonly daysLeft: number; readonly nextRung: number | null }
	| {
			readonly state: 'due';
			readonly daysLeft: number;
			/** The rung to send now: the lowest that is reached. Below zero: so many days after the end. */
			readonly rung: number;
			/** Rungs that were passed without being sent, as when the product stood still; they are not sent after. */
			readonly missed: readonly number[];
			readonly escalateTo: readonly EscalationTo[];
	  };

/** The rung that a count of days has come down to; null above the ladder. */
function rungAt(daysLeft: number): number | null {
	if (daysLeft < 0) return daysLeft;
	return reminderLadder.findLast((rung) => daysLeft <= rung) ?? null;
}

/**
 * The newer term that closes another one: of the same thing and holder, that ends later and was checked at the source. Nothing else
 * closes it: no click, no acknowledgement, no term that nobody has verified.
 */
export function closingTerm(term: ExpirableTerm, all: readonly ExpirableTerm[]): ExpirableTerm | null {
	return (
		all.find(
			(other) =>
				other.id !== term.id &&
				other.holder === term.holder &&
				other.kind === term.kind &&
				other.of === term.of &&
				other.expiresOn > term.expiresOn &&
				other.verifiedOn !== null
		) ?? null
	);
}

/**
 * Which reminder of a term is due at an instant, in whole days of the holder's zone: the day of the end is rung 0. A rung is due
 * once; after the end each day has its own.
 */
export function reminderState(given: {
	term: ExpirableTerm;
	all: readonly ExpirableTerm[];
	sent: readonly SentReminder[];
	now: Instant;
	timeZone: string;
}): ReminderState {
	const { term, all, sent, now, timeZone } = given;
	const closing = closingTerm(term, all);
	if (closing) return { state: 'closed', by: closing.id };
	const daysLeft = daysBetween(toZonedDay(now, timeZone), term.expiresOn);
	const rung = rungAt(daysLeft);
	const done = new Set(sent.filter(({ termId }) => termId === term.id).map((one) => rungAt(one.daysLeft)));
	if (rung === null || done.has(rung)) return { state: 'quiet', daysLeft, nextRung: nextRung(daysLeft) };
	return {
		state: 'due',
		daysLeft,
		rung,
		missed: reminderLadder.filter((other) => other > rung && !done.has(other)),
		escalateTo: escalations.filter(({ fromDaysLeft }) => rung <= fromDaysLeft).map(({ to }) => to)
	};
}

function nextRung(daysLeft: number): number | null {
	if (daysLeft <= 0) return daysLeft - 1;
	return reminderLadder.find((rung) => rung < daysLeft) ?? null;
}
