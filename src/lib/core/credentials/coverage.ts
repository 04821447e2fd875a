import { addDays, type CalendarDay } from './calendar-day.ts';
import { evaluateGateOn, type GateResult } from './gate/evaluate.ts';
import { staleDays } from './gate/licence-check.ts';
import type { GatePolicy } from './gate/policy.ts';
import type { GateQuestion } from './gate/question.ts';
import { mayRead } from './gate/reasons.ts';
import type { CredentialRecords } from './gate/records.ts';
import { lastValidDay } from './gate/standing.ts';

/** A radiologist with records as they are known. */
export type Holder = { readonly id: string; readonly records: CredentialRecords };

/** A stretch of days with one answer of the gate; `through` null: as far as anything is recorded. */
export type CoverageSpan = {
	readonly from: CalendarDay;
	readonly through: CalendarDay | null;
	readonly result: GateResult;
};

/** How somebody stands for one kind of read at one facility from a day on. */
export type Coverage = {
	readonly id: string;
	readonly today: GateResult;
	readonly mayRead: boolean;
	/** The first day on which what they may do turns; null: nothing that is recorded turns it. */
	readonly turnsOn: CalendarDay | null;
	/** The answer on that day. */
	readonly then: GateResult | null;
};

/**
 * Every day on which some answer of the gate may change: the first day of each term and the one after each last, of licences with
 * their nominal end and their grace, orders, privileges, agreements, MQSA, exclusions, cover and places; and where a check goes stale.
 */
export function turningDays(records: CredentialRecords, policy: GatePolicy): CalendarDay[] {
	const days = new Set<CalendarDay>();
	const span = (from: CalendarDay, through: CalendarDay | null | undefined): void => {
		days.add(from);
		if (through) days.add(addDays(through, 1));
	};
	for (const term of records.licences ?? []) {
		span(term.issuedOn, term.expiresOn);
		span(term.issuedOn, lastValidDay(term));
	}
	for (const order of records.boardOrders ?? []) span(order.effectiveOn, order.endsOn);
	for (const term of records.privileges ?? []) {
		span(term.from, term.to);
		if (!term.byProxy) continue;
		span(term.byProxy.agreementFrom, term.byProxy.agreementTo);
		span(term.from, term.byProxy.privilegedThereUntil);
	}
	for (const term of [
		...(records.mqsa ?? []),
		...(records.malpractice ?? []),
		...(records.workLocations ?? [])
	])
		span(term.from, term.to);
	for (const row of records.exclusions ?? []) {
		days.add(row.from);
		// The day of reinstatement is the first on which it no longer stands.
		if (row.to) days.add(row.to);
	}
	for (const { since } of policy.compactUncertain) if (since) days.add(since);
	if (policy.verificationMaxAgeDays !== null)
		for (const day of staleDays(records, policy.verificationMaxAgeDays)) days.add(day);
	return [...days].sort();
}

/** The answers from a day on, each stretch with one outcome and one set of reasons, the last one open. */
export function coverageSpans(given: {
	question: GateQuestion;
	records: CredentialRecords;
	policy: GatePolicy;
	from: CalendarDay;
}): CoverageSpan[] {
	const { question, records, policy, from } = given;
	const starts = [from, ...turningDays(records, policy).filter((day) => day > from)];
	const changes: { from: CalendarDay; result: GateResult }[] = [];
	for (const day of starts) {
		const result = evaluateGateOn(day, question, records, policy);
		const last = changes.at(-1);
		if (!last || last.result.reasons.join() !== result.reasons.join()) changes.push({ from: day, result });
	}
	return changes.map((change, at) => {
		const next = changes[at + 1];
		return { ...change, through: next ? addDays(next.from, -1) : null };
	});
}

/**
 * Who may read at a facility on a day, and who may not from when (or may again): in the order of the holders. The reader's location
 * is as attested, unless the question says one.
 */
export function coverageOf(given: {
	question: GateQuestion;
	holders: readonly Holder[];
	policy: GatePolicy;
	day: CalendarDay;
}): Coverage[] {
	const { question, holders, policy, day } = given;
	return holders.flatMap(({ id, records }) => {
		const [first, ...later] = coverageSpans({ question, records, policy, from: day });
		if (!first) return [];
		const may = mayRead(first.result.outcome);
		const turn = later.find(({ result }) => mayRead(result.outcome) !== may);
		return [
			{ id, today: first.result, mayRead: may, turnsOn: turn?.from ?? null, then: turn?.result ?? null }
		];
	});
}
