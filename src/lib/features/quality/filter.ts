import { blindingLevels } from '#lib/core/case/detection.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';

/** How far back the quality page looks, in months. */
export const monthChoices = ['3', '6', '12', '24'] as const;
export type MonthChoice = (typeof monthChoices)[number];

/**
 * What the quality page shows, as it stands in the URL; empty means all, except for the blinding level, where it means the
 * most frequent one: levels measure different things and are never pooled. The detection mode is always the random sample.
 */
export type QualityFilter = {
	readonly months: MonthChoice;
	readonly facility: string;
	readonly modality: string;
	readonly level: string;
};

function oneOf<T extends string>(allowed: readonly T[], text: string | null, usual: T): T {
	return allowed.find((each) => each === text) ?? usual;
}

/** The filter that a URL asks for; what is unknown in it counts as not asked. */
export function parseQualityFilter(query: URLSearchParams): QualityFilter {
	return {
		months: oneOf(monthChoices, query.get('months'), '12'),
		facility: query.get('facility') ?? '',
		modality: oneOf(['', ...modalities], query.get('modality'), ''),
		level: oneOf(['', ...blindingLevels], query.get('level'), '')
	};
}
