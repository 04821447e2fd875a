import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { turningDays } from '#lib/core/credentials/coverage.ts';
import type { Instant } from '#lib/core/instant.ts';
import { recordsAsKnown } from './as-known.ts';
import { evaluateGateOn, type GateResult } from './evaluate.ts';
import type { GatePolicy } from './policy.ts';
import type { GateQuestion } from './question.ts';
import type { CredentialRecords } from './records.ts';

/** What the gate answers for a stretch of days; the day itself is the asker's. */
export type StretchResult = Omit<GateResult, 'day'>;

/** One person at the gate: asked of many reads, each kind of question is answered once for each stretch in which nothing turns. */
export type PersonGate = {
	/** With all that is known now. */
	on(question: GateQuestion, day: CalendarDay): StretchResult;
	/** With what was known at an instant. */
	asKnown(question: GateQuestion, day: CalendarDay, at: Instant): StretchResult;
};

/** Answers that are kept for a person, of whom a run holds a thousand; all of them are forgotten when there are more. */
const MOST_KEPT = 400;

/** Makes the gate of one person from all that was ever recorded of them. */
export function makePersonGate(records: CredentialRecords, policy: GatePolicy): PersonGate {
	const now = recordsAsKnown(records, null);
	const turns = turningDays(now, policy);
	const kept = new Map<string, StretchResult>();
	return {
		on(question, day) {
			const key = `${stretchOf(turns, day)}|${question.facility}|${question.serviceState ?? ''}|${question.modality}|${question.kind}|${question.payer}`;
			const known = kept.get(key);
			if (known) return known;
			if (kept.size >= MOST_KEPT) kept.clear();
			const result = evaluateGateOn(day, question, now, policy);
			kept.set(key, result);
			return result;
		},
		asKnown: (question, day, at) => evaluateGateOn(day, question, recordsAsKnown(records, at), policy)
	};
}

/** How many of the days on which something turns have come by a day. */
function stretchOf(turns: readonly CalendarDay[], day: CalendarDay): number {
	let [from, to] = [0, turns.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if ((turns[middle] ?? '') <= day) from = middle + 1;
		else to = middle;
	}
	return from;
}
