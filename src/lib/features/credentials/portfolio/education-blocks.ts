import type { CmeRecord } from '#lib/core/credentials/cme/record.ts';
import { creditsText, missingText, shortText } from '#lib/features/credentials/cme/cme-words.ts';
import { formatCalendarDay } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { PdfBlock } from '#lib/server/pdf/model.ts';
import type { CmeResultRow } from './holder.server.ts';
import { ruleName, ruleUnit } from './rule-name.server.ts';

const all = messages.portfolio;
const text = all.document;

/** An activity as a portfolio lists it. */
export type DoneActivity = Pick<
	CmeRecord,
	'title' | 'provider' | 'completedOn' | 'credits' | 'verifiedOn' | 'duplicateOf'
> & { readonly hasDocument: boolean };

/** A result in plain words, with what makes it one: what is missing, what stands in place of credits, what nobody knows. */
export function resultText({ rule, result, shortBy, by, missing, verified }: CmeResultRow): string {
	const short = shortText(shortBy, ruleUnit(rule));
	const word = all.experience.results[result] ?? result;
	const why =
		result === 'cannot-tell'
			? text.notKnown(missingText(missing))
			: by.length > 0
				? text.metBy(missingText(by))
				: short === ''
					? ''
					: text.stillToCome(short);
	const said = why === '' ? word : `${word}: ${why}`;
	return verified ? said : `${said}; ${all.experience.unverified}`;
}

function shownBy({ duplicateOf, verifiedOn, hasDocument }: DoneActivity): string {
	if (duplicateOf !== undefined) return text.copy;
	if (verifiedOn !== undefined) return text.seen;
	return hasDocument ? text.certificate : text.ownWord;
}

/** Continuing education: how its holder stands with each rule, and every activity that is recorded. */
export function educationBlocks(
	results: readonly CmeResultRow[],
	activities: readonly DoneActivity[]
): PdfBlock[] {
	return [
		{ kind: 'heading', level: 1, text: text.education },
		{
			kind: 'table',
			caption: text.education,
			columns: [
				{ title: all.experience.rule, width: 3 },
				{ title: all.experience.result, width: 5 },
				{ title: text.asOf, width: 2 },
				{ title: text.version, width: 3 }
			],
			rows: results.map((row) => [
				ruleName(row.rule),
				resultText(row),
				formatCalendarDay(row.asOf),
				row.ruleVersion
			]),
			empty: text.noEducation
		},
		...(results.length > 0 ? [{ kind: 'text', text: text.educationNote, tone: 'quiet' } as const] : []),
		{ kind: 'heading', level: 2, text: text.activities },
		{
			kind: 'table',
			caption: text.activities,
			columns: [
				{ title: text.completed, width: 2 },
				{ title: text.activity, width: 6 },
				{ title: text.credits, width: 4 },
				{ title: text.shown, width: 3 }
			],
			rows: activities.map((one) => [
				formatCalendarDay(one.completedOn),
				`${one.title}, ${one.provider}`,
				creditsText(one.credits),
				shownBy(one)
			]),
			empty: text.noActivities
		}
	];
}
