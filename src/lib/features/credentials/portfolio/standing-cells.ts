import { formatCalendarDay, formatCount, UNDEFINED } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { NamedStanding } from './portfolio-view.server.ts';

/** How somebody stands with a rule of continuing experience, in words for a table. An unverified rule says so. */
export function standingCells(standing: NamedStanding) {
	const text = messages.portfolio.experience;
	const { rule, name, result, earned, window, shortBy, by } = standing;
	const missing = typeof shortBy.total === 'number' ? `, ${text.shortBy(shortBy.total)}` : '';
	// Somebody in maintenance of certification needs no number of exams.
	const instead = by.length > 0 ? ` (${by.map((fact) => text.facts[fact] ?? fact).join(', ')})` : '';
	const doubts = rule.verified ? [] : [text.unverified];
	return {
		rule: text.rules[rule.id] ?? name,
		code: rule.id,
		result: `${text.results[result] ?? result}${missing}${instead}`,
		counted: formatCount(earned.total),
		window: window ? `${formatCalendarDay(window.from)} – ${formatCalendarDay(window.to)}` : UNDEFINED,
		source: [text.sourceOf(rule.source, rule.asOf), ...doubts].join('; ')
	};
}
