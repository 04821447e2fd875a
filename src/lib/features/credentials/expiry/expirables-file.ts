import { csvCell } from '#lib/core/csv/write-csv.ts';
import { toIso } from '#lib/core/instant.ts';
import type { ExpirableLine } from './expirables-view.server.ts';

const columns = [
	'radiologist',
	'kind',
	'what',
	'ends_on',
	'days_left',
	'checked_on',
	'newer_term_ends_on',
	'newer_term_checked_on',
	'state',
	'reminders_sent',
	'last_reminder_at',
	'escalated_to',
	'acknowledged_at'
] as const;

/** The list as CSV under machine names, a line a term. */
export function expirablesCsv(lines: readonly ExpirableLine[]): string {
	const rows = lines.map((line) => [
		line.name,
		line.kind,
		line.what,
		line.expiresOn,
		line.daysLeft,
		line.verifiedOn,
		line.newer?.expiresOn ?? null,
		line.newer?.verifiedOn ?? null,
		line.isClosed ? 'closed' : line.daysLeft < 0 ? 'overdue' : 'open',
		line.sent?.rungs.join(' ') ?? null,
		line.sent ? toIso(line.sent.lastAt) : null,
		line.sent?.escalatedTo.join(' ') ?? null,
		line.sent?.acknowledgedAt ? toIso(line.sent.acknowledgedAt) : null
	]);
	return [columns, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
