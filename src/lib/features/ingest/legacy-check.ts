import type { LegacyPlan } from './legacy-plan.server.ts';

/** What a file of earlier scores would bring, for the page: counts, columns and the first refusals, and no line itself. */
export type LegacyCheck = Omit<LegacyPlan, 'rows'> & {
	/** Scores that would be kept. */
	readonly fresh: number;
};

/** The part of a plan that the page shows. */
export function checkOf({ rows, ...plan }: LegacyPlan): LegacyCheck {
	return { ...plan, fresh: rows.length };
}
