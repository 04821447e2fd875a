import { formatMonth } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { CaseListView } from './list.ts';

/** What the listed cases have in common, in words: `random sample, any discrepancy, reader R07`. */
export function narrowingWords({ filter, narrowing }: Pick<CaseListView, 'filter' | 'narrowing'>): string {
	const words = messages.qualityPages.cases.narrowed;
	const { outcome, standing, month, reader, reviewer, cause, shift, modality, double } = narrowing;
	const parts = [
		wordOf(messages.quality.modes, filter.mode),
		...(filter.level ? [filter.level] : []),
		...(outcome ? [words.outcome[outcome]] : []),
		...(standing ? [words.standing[standing]] : []),
		...(month ? [words.month(formatMonth(month))] : [messages.quality.filters.lastMonths(filter.months)]),
		...(reader ? [words.reader(reader)] : []),
		...(reviewer ? [words.reviewer(reviewer)] : []),
		...(cause ? [words.cause(cause)] : []),
		...(shift ? [wordOf(messages.quality.system.steps.shift, shift)] : []),
		...(modality ? [modality] : filter.modality ? [filter.modality] : []),
		...(double ? [words.double] : [])
	];
	return parts.join(', ');
}
