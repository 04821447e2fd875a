import { requireNonNegative } from './inputs.ts';
import { makeRate } from './rate.ts';

/** A read by its age and its turnaround in minutes; `tat` is null while it is open. */
export type TimedRead = { readonly age: number; readonly tat: number | null };

/** Compliance with a turnaround target among the reads whose deadline has passed. */
export type Sla = {
	readonly eligible: number;
	readonly met: number;
	readonly missed: number;
	readonly notDue: number;
	readonly compliance: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
	/** On time among the finished: biased upwards, for contrast only. */
	readonly naive: number | null;
};

/**
 * A read enters once its deadline has passed (age ≥ threshold) and is missed unless finished in time, open reads too;
 * that avoids the length bias of "on time among the finished". Wilson limits.
 */
export function slaCompliance(cases: readonly TimedRead[], threshold: number, level: number): Sla {
	requireNonNegative(threshold, 'threshold');
	const isMet = ({ tat }: TimedRead) => tat !== null && tat <= threshold;
	const due = cases.filter(({ age }) => age >= threshold);
	const met = due.filter(isMet).length;
	const finished = cases.filter(({ tat }) => tat !== null);
	const { estimate, lower, upper } = makeRate(met, due.length, level);
	return {
		eligible: due.length,
		met,
		missed: due.length - met,
		notDue: cases.length - due.length,
		compliance: estimate,
		lower,
		upper,
		naive: finished.length === 0 ? null : finished.filter(isMet).length / finished.length
	};
}
