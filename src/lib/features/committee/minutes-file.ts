import type { Minutes, MinutesRow } from '#lib/core/committee/minutes.ts';
import { csvCell } from '#lib/core/csv/write-csv.ts';
import { messages } from '#lib/i18n/messages.ts';

const text = messages.committee.minutes;
const words = messages.committee;

/** The columns of the minutes in words, as page, Markdown and CSV show them. */
export const minutesColumns: readonly {
	readonly key: keyof typeof text.columns;
	readonly isNumeric: boolean;
	readonly of: (row: MinutesRow) => string;
}[] = [
	{ key: 'number', isNumeric: true, of: ({ number }) => String(number) },
	{ key: 'question', isNumeric: false, of: ({ question }) => words.questions[question] },
	{ key: 'before', isNumeric: false, of: ({ scoreBefore }) => scoreBefore },
	{ key: 'outcome', isNumeric: false, of: ({ outcome }) => words.case.outcomes[outcome] },
	{ key: 'after', isNumeric: false, of: ({ scoreAfter }) => scoreAfter ?? text.noScore },
	{ key: 'quorum', isNumeric: true, of: ({ quorum }) => String(quorum) },
	// Two columns: “2 / 2” is a day of February to a spreadsheet.
	{ key: 'votesFor', isNumeric: true, of: ({ votesFor }) => String(votesFor) },
	{ key: 'votesCast', isNumeric: true, of: ({ votesCast }) => String(votesCast) },
	{ key: 'recusals', isNumeric: true, of: ({ recusals }) => String(recusals) },
	{ key: 'attribution', isNumeric: false, of: ({ attribution }) => words.case.attributions[attribution] },
	{ key: 'action', isNumeric: false, of: ({ action }) => words.case.actions[action] },
	{ key: 'days', isNumeric: true, of: ({ daysWaited }) => String(daysWaited) },
	{ key: 'remarks', isNumeric: false, of: remarksOf }
];

function remarksOf({ isChairs, isReconsidered }: MinutesRow): string {
	return [isChairs ? text.byChair : '', isReconsidered ? text.reconsidered : ''].filter(Boolean).join(', ');
}

/** The month in one sentence. */
export function summaryOf({ rows }: Minutes): string {
	const changed = rows.filter(({ scoreBefore, scoreAfter }) => scoreBefore !== scoreAfter).length;
	return text.summary(rows.length, changed, rows.filter(({ question }) => question === 'rebuttal').length);
}

/** The minutes as a Markdown document. */
export function minutesMarkdown(minutes: Minutes): string {
	const { month, rows, present, policy } = minutes;
	const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
	return [
		`# ${text.titleOf(month)}`,
		`_${text.privilege}_`,
		summaryOf(minutes),
		text.policy(policy.version, policy.quorum, policy.dueDays),
		`## ${text.present}`,
		present.length === 0 ? text.nobody : present.map((name) => `- ${escapeMarkdown(name)}`).join('\n'),
		`## ${text.caption}`,
		rows.length === 0
			? text.empty
			: [
					line(minutesColumns.map(({ key }) => text.columns[key])),
					`|${minutesColumns.map(({ isNumeric }) => (isNumeric ? ' --: |' : ' --- |')).join('')}`,
					...rows.map((row) => line(minutesColumns.map(({ of }) => of(row))))
				].join('\n')
	]
		.map((part) => `${part}\n`)
		.join('\n');
}

/** The decided questions as CSV (RFC 4180) with the month and the privilege line in every row, so that neither gets lost. */
export function minutesCsv({ month, rows }: Minutes): string {
	const header = ['month', ...minutesColumns.map(({ key }) => key), 'notice'];
	const records = rows.map((row) => [month, ...minutesColumns.map(({ of }) => of(row)), text.privilege]);
	return [header, ...records].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

function escapeMarkdown(words: string): string {
	return words.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_[\]<>|]/g, (mark) => `\\${mark}`);
}
