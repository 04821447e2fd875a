import { csvCell } from '#lib/core/csv/write-csv.ts';
import type { YearPage } from './year-queries.server.ts';

export const yearFormats = ['csv', 'json'] as const;
export type YearFormat = (typeof yearFormats)[number];

/** Whether a text names a format of the year's counts. */
export function isYearFormat(text: string | undefined): text is YearFormat {
	return yearFormats.some((format) => format === text);
}

/** The counts of a year under machine names: no person, no case, no word of either. */
export function yearCounts(page: YearPage): Readonly<Record<string, string | number | null>> {
	const { statement, policy } = page;
	const { submissions, meetsAttendance, meetsSubmissions, meetsBoth } = statement;
	return {
		year: page.year,
		as_of: page.asOf,
		year_is_over: page.isOver ? 'yes' : 'no',
		policy_version: page.policyVersion,
		policy_meetings_per_year: policy.meetingsPerYear,
		policy_attendance_share: policy.attendanceShare,
		policy_submissions_per_year: policy.submissionsPerYear,
		submissions_total: statement.totalSubmissions,
		submissions_opportunity: submissions.opportunity,
		submissions_great_catch: submissions['great-catch'],
		submissions_near_miss: submissions['near-miss'],
		submissions_from_reviews: statement.fromReviews,
		meetings_held: statement.meetingsHeld,
		attendances_total: statement.attendances.reduce((sum, n) => sum + n, 0),
		cases_shown: statement.casesShown,
		learning_points_sent: statement.pointsSent,
		radiologists: meetsBoth.n,
		radiologists_meeting_attendance: meetsAttendance.met,
		radiologists_meeting_attendance_share: meetsAttendance.share,
		radiologists_meeting_submissions: meetsSubmissions.met,
		radiologists_meeting_submissions_share: meetsSubmissions.share,
		radiologists_meeting_both: meetsBoth.met,
		radiologists_meeting_both_share: meetsBoth.share,
		improvement_actions_opened: statement.actionsOpened,
		improvement_actions_closed: statement.actionsClosed,
		improvement_actions_overdue: statement.actionsOverdue,
		policy_verdict: statement.verdict
	};
}

/** The counts as a file's text: a CSV of two columns, or a JSON object. */
export function renderYear(page: YearPage, format: YearFormat): string {
	const counts = yearCounts(page);
	if (format === 'json') return `${JSON.stringify(counts, null, '\t')}\n`;
	const lines = [['count', 'value'], ...Object.entries(counts)];
	return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
