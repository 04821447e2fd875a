import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { FilterPart } from '#lib/ui/FilterSentence.svelte';
import type { QualityView } from './dashboard.server.ts';
import { monthChoices } from './filter.ts';

const text = messages.quality.filters;

type Shown = Pick<QualityView, 'filter' | 'levels' | 'otherModes' | 'facilities' | 'modalities'>;

/**
 * The filter as a sentence. Detection mode can only be the random sample, and there is no "all" of blinding levels: what is
 * measured differently is listed with its count and not pooled.
 */
export function filterParts({ filter, levels, otherModes, facilities, modalities }: Shown): FilterPart[] {
	return [
		{
			name: 'mode',
			label: text.mode,
			value: 'random',
			options: [
				{ value: 'random', label: text.random },
				...otherModes.map(({ mode, n }) => ({
					value: mode,
					label: text.otherMode(wordOf(messages.quality.other.modes, mode), n),
					disabled: true
				}))
			]
		},
		{
			name: 'level',
			label: text.level,
			value: filter.level,
			options:
				levels.length === 0
					? [{ value: '', label: text.noLevel }]
					: levels.map(({ level, n }) => ({ value: level, label: text.levelOption(level, n) }))
		},
		{
			name: 'months',
			label: text.months,
			value: filter.months,
			options: monthChoices.map((value) => ({ value, label: text.lastMonths(value) }))
		},
		{
			name: 'facility',
			label: text.facility,
			value: filter.facility,
			options: [
				{ value: '', label: text.allFacilities },
				...facilities.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))
			]
		},
		{
			name: 'modality',
			label: text.modality,
			value: filter.modality,
			options: [
				{ value: '', label: text.allModalities },
				...modalities.map((value) => ({ value, label: value }))
			]
		}
	];
}
