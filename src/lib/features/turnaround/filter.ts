import { modalities } from '#lib/core/reads/incoming-read.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { clockEnds, type ClockEnd } from '#lib/core/turnaround/clock.ts';

/** How far back the turnaround page looks, in days. */
export const dayChoices = ['7', '30', '90', '365'] as const;
export type DayChoice = (typeof dayChoices)[number];

/** What the turnaround page shows, as it stands in the URL; empty means all. */
export type TurnaroundFilter = {
	readonly days: DayChoice;
	readonly facility: string;
	readonly modality: string;
	readonly kind: ClockEnd;
};

function oneOf<T extends string>(allowed: readonly T[], text: string | null, usual: T): T {
	return allowed.find((each) => each === text) ?? usual;
}

/** The filter that a URL asks for; what is unknown in it counts as not asked. */
export function parseTurnaroundFilter(query: URLSearchParams): TurnaroundFilter {
	return {
		days: oneOf(dayChoices, query.get('days'), '30'),
		facility: query.get('facility') ?? '',
		modality: oneOf(['', ...modalities], query.get('modality'), ''),
		kind: oneOf(clockEnds, query.get('kind'), 'final')
	};
}

/** The examinations that ended within the chosen days before `now`. */
export function filterPeriod(filter: TurnaroundFilter, now: Instant): Period {
	return { from: now - Number(filter.days) * DAY_MS, to: now };
}
