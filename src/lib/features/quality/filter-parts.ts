import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { FilterPart } from '#lib/ui/FilterSentence.svelte';
import { comparisonChoices, monthChoices, readKinds, type QualityFilter } from './filter.ts';
import type { QualityView } from './view.ts';

const text = messages.quality.filters;

type Shown = Pick<QualityView, 'filter' | 'choices'>;
type Option = { readonly value: string; readonly label: string };

/**
 * The filter as a sentence. There is no "all" of detection modes and blinding levels: what is measured differently is never
 * pooled. What only the address asked for stays in its place with its name, so that nobody wonders why nothing is shown.
 */
export function filterParts({ filter, choices }: Shown): FilterPart[] {
	const part = (name: keyof QualityFilter, options: readonly Option[]): FilterPart => ({
		name,
		label: text.labels[name],
		value: filter[name],
		options: options.some(({ value }) => value === filter[name])
			? options
			: [...options, { value: filter[name], label: text.unknown(filter[name]) }]
	});
	const any = (label: string, values: readonly string[], wordFor = (value: string) => value): Option[] => [
		{ value: '', label },
		...values.map((value) => ({ value, label: wordFor(value) }))
	];
	return [
		part(
			'mode',
			choices.modes.map(({ mode, n }) => ({
				value: mode,
				label: text.modeOption(wordOf(messages.quality.modes, mode), n)
			}))
		),
		part(
			'level',
			choices.levels.length === 0
				? [{ value: filter.level, label: text.noLevel }]
				: choices.levels.map(({ level, n }) => ({ value: level, label: text.levelOption(level, n) }))
		),
		part(
			'months',
			monthChoices.map((value) => ({ value, label: text.lastMonths(value) }))
		),
		part('facility', [
			{ value: '', label: text.allFacilities },
			...choices.facilities.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))
		]),
		part('modality', any(text.allModalities, choices.modalities)),
		part('region', any(text.allRegions, choices.regions)),
		part('subspecialty', any(text.allSubspecialties, choices.subspecialties)),
		part(
			'tier',
			any(text.allTiers, choices.tiers, (tier) =>
				wordOf(messages.admin.radiologists.tiers, tier).toLowerCase()
			)
		),
		part(
			'kind',
			readKinds.map((value) => ({ value, label: text.kinds[value] }))
		),
		part(
			'compare',
			comparisonChoices.map((value) => ({ value, label: text.comparisons[value] }))
		)
	];
}

/** The names of what the address asked for and was not understood. */
export function ignoredWords(ignored: readonly string[]): string[] {
	return ignored.map((name) => wordOf(text.labels, name).toLowerCase());
}
