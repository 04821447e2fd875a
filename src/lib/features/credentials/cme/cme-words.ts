import type { CmeResult } from '#lib/core/credentials/cme/evaluate.ts';
import { formatCalendarDay, formatMonth } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { CmeCell } from './matrix.server.ts';

const text = messages.cme;

const tones: Readonly<Record<CmeResult, Tone>> = {
	met: 'good',
	short: 'watch',
	'at-risk': 'look',
	'not-applicable': 'neutral',
	'cannot-tell': 'watch'
};

/** The tone of a result. */
export function resultTone(result: CmeResult): Tone {
	return tones[result];
}

/** A topic's code as words. */
export function topicWords(code: string): string {
	return wordOf(text.topicNames, code).replaceAll('-', ' ');
}

/** An amount in the unit of a rule: `12.5 h`, `3 exams`. */
export function amountText(amount: number, unit: string): string {
	return unit === 'credits'
		? text.hours(amount)
		: `${amount} ${wordOf(amount === 1 ? text.oneOf : text.units, unit)}`;
}

/** What is missing, in words: total and category 1 before topics. Hours of category 1 are hours of the total as well: none is said twice. */
export function shortText(shortBy: CmeCell['shortBy'], unit: string): string {
	const { total, category1 } = shortBy;
	const isBoth = typeof total === 'number' && typeof category1 === 'number';
	const isAllCategory1 = isBoth && category1 >= total;
	return Object.entries(shortBy)
		.filter(([key]) => !(key === 'total' && isAllCategory1))
		.map(([key, by]) => {
			const what = by === 'course' ? text.aCourse : amountText(by, unit);
			if (key.startsWith('topic:')) return `${what} ${topicWords(key.slice(6))}`;
			if (key === 'total') return what;
			const words = `${what} ${wordOf(text.shortKinds, key)}`;
			return key === 'category1' && isBoth && !isAllCategory1 ? text.ofWhich(words) : words;
		})
		.join(', ');
}

/** Facts that are not known, in words. */
export function missingText(missing: readonly string[]): string {
	return missing.map((fact) => wordOf(text.facts, fact)).join(', ');
}

/** The result of a cell in a word or two. */
export function cellWord({ result, isOnPace }: CmeCell): string {
	return isOnPace ? text.onPace : text.results[result];
}

/** The tone of a cell: what comes at the pace so far asks for nothing. */
export function cellTone({ result, isOnPace }: CmeCell): Tone {
	return isOnPace ? 'neutral' : tones[result];
}

/** What stands in a cell. */
export function cellText(cell: CmeCell | null): string {
	if (cell === null) return '';
	const parts = [cellWord(cell)];
	if (cell.result === 'cannot-tell') parts.push(missingText(cell.missing));
	else if (Object.keys(cell.shortBy).length > 0) parts.push(shortText(cell.shortBy, cell.unit));
	if (cell.dueOn !== null) parts.push(text.by(formatCalendarDay(cell.dueOn)));
	return parts.filter((part) => part !== '').join(', ');
}

/** Credits as people write them: `15 AMA PRA Category 1; 2 AOA 2-A`. */
export function creditsText(credits: readonly { category: string; amount: number }[]): string {
	return credits.map(({ category, amount }) => `${amount} ${wordOf(text.categories, category)}`).join('; ');
}

/** A month of exams, whose id is `reads-2026-03-CT`, in words. */
export function examMonthText(id: string): string {
	const [, kind, month, modality] = /^(reads|looks)-(\d{4}-\d{2})-(\w+)$/.exec(id) ?? [];
	if (!kind || !month || !modality) return id;
	return text.examMonths[kind === 'reads' ? 'reads' : 'looks'](modality, formatMonth(month));
}
