import { blindingLevels, detectionModes, type DetectionMode } from '#lib/core/case/detection.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';

/** How many calendar months the quality page looks at; the last one is the present one. */
export const monthChoices = ['3', '6', '12', '24'] as const;
export type MonthChoice = (typeof monthChoices)[number];

/** A known case says something of its reviewer and nothing of its reader, so calibration has no rates here. */
export const rateModes: readonly DetectionMode[] = detectionModes.filter((mode) => mode !== 'calibration');

/** With what a period is compared: the months before it, or the same months a year earlier. */
export const comparisonChoices = ['', 'previous', 'year'] as const;
export type ComparisonChoice = (typeof comparisonChoices)[number];

export const readKinds = ['final', 'preliminary'] as const;
export type ReadKind = (typeof readKinds)[number];

/**
 * What the quality page shows, as it stands in the URL; empty means all, except for the blinding level, where it means the
 * most frequent one: levels and detection modes measure different things and are never pooled.
 */
export type QualityFilter = {
	readonly months: MonthChoice;
	readonly mode: DetectionMode;
	readonly level: string;
	readonly facility: string;
	readonly modality: string;
	readonly region: string;
	readonly subspecialty: string;
	readonly tier: string;
	readonly kind: ReadKind;
	readonly compare: ComparisonChoice;
};

function oneOf<T extends string>(allowed: readonly T[], text: string | null, usual: T): T {
	return allowed.find((each) => each === text) ?? usual;
}

/** The filter that a URL asks for; what is unknown in it counts as not asked. */
export function parseQualityFilter(query: URLSearchParams): QualityFilter {
	return {
		months: oneOf(monthChoices, query.get('months'), '12'),
		mode: oneOf(rateModes, query.get('mode'), 'random'),
		level: oneOf(['', ...blindingLevels], query.get('level'), ''),
		facility: query.get('facility') ?? '',
		modality: oneOf(['', ...modalities], query.get('modality'), ''),
		region: query.get('region') ?? '',
		subspecialty: query.get('subspecialty') ?? '',
		tier: query.get('tier') ?? '',
		kind: oneOf(readKinds, query.get('kind'), 'final'),
		compare: oneOf(comparisonChoices, query.get('compare'), '')
	};
}

/** The query of a URL that asks for a filter; what is usual is left out. */
export function qualityQuery(filter: QualityFilter): URLSearchParams {
	const usual = parseQualityFilter(new URLSearchParams());
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(filter)) {
		if (value !== usual[name as keyof QualityFilter]) query.set(name, value); // names of the same type
	}
	return query;
}

/** Names in a URL whose values were not understood: what the page shows is not limited by them. */
export function ignoredParts(
	query: URLSearchParams,
	understood: QualityFilter,
	/** What else the page asks for in its address. */
	others: readonly string[] = []
): string[] {
	const misunderstood = Object.entries(understood)
		.filter(([name, value]) => {
			const asked = query.get(name);
			return asked !== null && asked !== '' && asked !== value;
		})
		.map(([name]) => name);
	return [...misunderstood, ...unknownParameters(query, [...Object.keys(understood), ...others])];
}

/** So many names, and so much of each, are said back. */
const NAMES_SAID = 5;
const NAME_LENGTH = 40;

/** Names in a URL that a page knows nothing of; that of an action, which begins with a slash, is none of them. */
export function unknownParameters(query: URLSearchParams, known: readonly string[]): string[] {
	const names = [...new Set(query.keys())].filter((name) => !known.includes(name) && !name.startsWith('/'));
	return names.slice(0, NAMES_SAID).map((name) => name.slice(0, NAME_LENGTH));
}
