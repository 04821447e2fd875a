import type { CmeStanding } from '#lib/core/credentials/cme/rule.ts';
import { formatCalendarDay, formatCount, UNDEFINED } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';

/** How somebody stands with a rule of continuing experience, in words for a table. An unverified rule says so. */
export function standingCells(standing: CmeStanding) {
	const text = messages.portfolio.experience;
	const { rule, result, earned, window, shortBy } = standing;
	const missing = typeof shortBy.total === 'number' ? `, ${text.shortBy(shortBy.total)}` : '';
	const doubts = rule.verified ? [] : [text.unverified];
	return {
		rule: rule.id,
		result: `${text.results[result] ?? result}${missing}`,
		counted: formatCount(earned.total),
		window: window ? `${formatCalendarDay(window.from)} – ${formatCalendarDay(window.to)}` : UNDEFINED,
		source: [text.sourceOf(rule.source, rule.asOf), ...doubts].join('; ')
	};
}
