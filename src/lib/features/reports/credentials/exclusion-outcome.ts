import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { CredentialBody } from '#lib/core/credentials/kinds.ts';

/** What came of a match with a list, as of a day. */
export type ExclusionOutcome = 'stands' | 'cleared' | 'reinstated';

/** Somebody else, reinstated by the day, or excluded. */
export function exclusionOutcome(
	{ isCleared, to }: Pick<CredentialBody<'exclusion'>, 'isCleared' | 'to'>,
	day: CalendarDay
): ExclusionOutcome {
	if (isCleared) return 'cleared';
	return to !== null && to <= day ? 'reinstated' : 'stands';
}
