import { isCalendarDay, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { categoryWords, type CreditCategory } from './reference/category-words.ts';
import { topicCodes, type TopicCode } from './reference/topic-codes.ts';

/** A word as it was read, or the code of why it cannot be. */
export type Read<T> = Result<T, string>;

const firstPlausible: CalendarDay = '1950-01-01';

/**
 * `YYYY-MM-DD`, `YYYYMMDD` or `M/D/YYYY` (the month first, as in US exports). A time is refused, not cut off: at its edge it may
 * belong to the day before.
 */
export function readDay(written: string, asOf: CalendarDay): Read<CalendarDay> {
	if (/[T ]\d{1,2}:\d/.test(written)) return err('has-a-time');
	const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(written);
	const plain = /^(\d{4})(\d{2})(\d{2})$/.exec(written);
	const [year, month, day] = us ? [us[3], us[1], us[2]] : plain ? plain.slice(1) : [];
	const found = year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : written;
	if (!isCalendarDay(found)) return err('not-a-day');
	if (found > asOf) return err('in-the-future');
	return found < firstPlausible ? err('too-long-ago') : ok(found);
}

/** Credits as a decimal with a point. A comma may mean thousands or decimals, so it is refused. */
export function readCredits(written: string): Read<number> {
	if (!/^\d{1,6}(\.\d{1,6})?$/.test(written)) return err('not-a-number');
	if (/\.\d{4,}$/.test(written)) return err('too-exact');
	const value = Number(written);
	if (value === 0) return err('nothing');
	return value > 500 ? err('too-many') : ok(value);
}

/** `AMA PRA Category 1 Credit(s)™`, `AOA 1-A` or a code of ours. */
export function readCategory(written: string): Read<CreditCategory> {
	const word = plainWord(written).replaceAll('-', '');
	// Object.entries forgets that these are the keys of the table.
	const entries = Object.entries(categoryWords) as [CreditCategory, readonly string[]][];
	const found = entries.find(([, words]) => words.includes(word));
	return found ? ok(found[0]) : err('unknown-category');
}

export type WrittenTopic = TopicCode | { readonly topic: TopicCode; readonly hours: number };

/** `opioids: 2; ethics`: topics apart by semicolons or bars, each with the hours that are its own, or the whole activity's. */
export function readTopics(written: string): Read<WrittenTopic[]> {
	const topics = new Map<TopicCode, WrittenTopic>();
	for (const part of written.split(/[;|]/).map((one) => one.trim())) {
		if (part === '') continue;
		const [name = '', hours, ...more] = part.split(':').map((one) => one.trim());
		const code = topicCodes.find((known) => known === plainWord(name));
		if (code === undefined) return err('unknown-topic');
		if (topics.has(code)) return err('topic-twice');
		if (hours === undefined) {
			topics.set(code, code);
			continue;
		}
		const amount = readCredits(hours);
		if (!amount.ok || more.length > 0) return err('not-hours');
		topics.set(code, { topic: code, hours: amount.value });
	}
	return ok([...topics.values()]);
}

/** Whether a spreadsheet would take it for a formula: a code never begins so. */
export function isFormulaLike(written: string): boolean {
	return /^[=+@-]/.test(written.trim());
}

/** A word without case, signs and marks; blanks become dashes. What looks like a formula is no word. */
function plainWord(written: string): string {
	if (isFormulaLike(written)) return '';
	return written
		.toLowerCase()
		.replace(/\(s\)/g, 's')
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '');
}
