import { z } from 'zod';
import { makeHeaderMapper } from '#lib/core/csv/header.ts';
import { readTable, type TableItem } from '#lib/core/csv/read-table.ts';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { isNpi } from '#lib/core/credentials/npi.ts';
import { modalities, type Modality } from '#lib/core/reads/incoming-read.ts';
import { modalityOf } from '#lib/core/reads/modality.ts';
import { isFormulaLike, readCategory, readCredits, readDay, readTopics, type Read } from './import-words.ts';

/** Columns of a CSV of activities of continuing education, with the headers under which other systems export them. */
const synonyms = {
	person: ['npi', 'radiologist', 'radiologist_id', 'practitioner', 'physician', 'learner', 'reader_id'],
	title: ['activity_title', 'activity', 'course', 'course_title', 'activity_name'],
	provider: ['provider_name', 'organization', 'organisation', 'sponsor', 'accredited_provider'],
	completedOn: [
		'completed_on',
		'completion_date',
		'completed',
		'date_completed',
		'date',
		'end_date',
		'activity_date'
	],
	startedOn: ['started_on', 'start_date', 'from'],
	credits: ['credits_claimed', 'credit', 'hours', 'amount', 'credits_awarded', 'credits_earned'],
	category: ['credit_category', 'credit_type', 'credit_system', 'type_of_credit'],
	topics: ['topic', 'subjects', 'mandatory_topics'],
	modalities: ['modality', 'mod'],
	accreditor: ['accredited_by', 'accreditation'],
	activityType: ['activity_type', 'format', 'learning_format'],
	activityId: ['activity_id', 'provider_activity_id', 'pars_activity_id'],
	saCme: ['sa_cme', 'self_assessment', 'is_sa_cme'],
	description: ['notes', 'comment', 'comments']
} as const satisfies Record<string, readonly string[]>;

export type CmeColumn = keyof typeof synonyms;

const requiredColumns = [
	'person',
	'title',
	'provider',
	'completedOn',
	'credits',
	'category'
] as const satisfies CmeColumn[];

const mapHeader = makeHeaderMapper<CmeColumn>({ synonyms, required: requiredColumns });

/** Whether a header line is one of activities: it names a person, an activity, its day and its credits. */
export function isCmeHeader(headers: readonly string[]): boolean {
	const { missing } = mapHeader(headers);
	return !missing.some((column) => column !== 'provider' && column !== 'category');
}

const isWithin = (max: number) => (written: string) => written.length <= max;
const text = (max: number) => z.string('missing').trim().min(1, 'missing').refine(isWithin(max), 'too-long');
const optionalText = (max: number) =>
	z
		.string()
		.trim()
		.refine(isWithin(max), 'too-long')
		.optional()
		.transform((written) => written || null);

/** A field that is read by a function which says why it cannot. */
function reading<T>(max: number, read: (written: string) => Read<T>) {
	return text(max).transform((written, context) => {
		const found = read(written);
		if (found.ok) return found.value;
		context.addIssue({ code: 'custom', message: found.error });
		return z.NEVER;
	});
}

function optionalReading<T>(max: number, none: T, read: (written: string) => Read<T>) {
	return optionalText(max).transform((written, context): T => {
		if (written === null) return none;
		const found = read(written);
		if (found.ok) return found.value;
		context.addIssue({ code: 'custom', message: found.error });
		return z.NEVER;
	});
}

function readPerson(written: string): Read<string> {
	const isNumber = /^\d{10}$/.test(written);
	return isNumber && !isNpi(written) ? { ok: false, error: 'not-an-npi' } : { ok: true, value: written };
}

function readModalities(written: string): Read<readonly Modality[]> {
	const found = new Set<Modality>();
	for (const word of written.split(/[;|,]/).map((part) => part.trim())) {
		if (word === '') continue;
		const exact = modalities.find((known) => known === word.toUpperCase());
		const modality = exact ?? modalityOf({ section: word, procedure: word });
		if (!modality || isFormulaLike(word)) return { ok: false, error: 'unknown-modality' };
		found.add(modality);
	}
	return { ok: true, value: [...found] };
}

function readYesNo(written: string): Read<boolean> {
	if (/^(y|yes|true|1|x)$/i.test(written)) return { ok: true, value: true };
	if (/^(n|no|false|0)$/i.test(written)) return { ok: true, value: false };
	return { ok: false, error: 'not-yes-or-no' };
}

/** One row by column; `asOf` is the day of the import, after which nothing can have been completed. */
function rowSchema(asOf: CalendarDay) {
	const day = (written: string) => readDay(written, asOf);
	return z
		.object({
			person: reading(64, readPerson),
			title: text(300),
			provider: text(200),
			completedOn: reading(40, day),
			startedOn: optionalReading<CalendarDay | null>(40, null, day),
			credits: reading(20, readCredits),
			category: reading(60, readCategory),
			topics: optionalReading(1000, [], readTopics),
			modalities: optionalReading<readonly Modality[]>(100, [], readModalities),
			accreditor: optionalText(100),
			activityType: optionalText(60),
			activityId: optionalText(100),
			saCme: optionalReading(10, false, readYesNo),
			description: optionalText(1000)
		})
		.superRefine((row, context) => {
			const refuse = (path: CmeColumn, message: string): void =>
				context.addIssue({ code: 'custom', path: [path], message });
			// AMA PRA credits are claimed in quarter hours; other systems give what they like.
			if (row.category.startsWith('AMA') && (row.credits * 4) % 1 !== 0) refuse('credits', 'not-in-quarters');
			if (row.category === 'AMA-2' && row.description === null)
				refuse('description', 'missing-for-category-2');
			if (row.startedOn !== null && row.startedOn > row.completedOn) refuse('startedOn', 'after-completion');
			const hours = row.topics.map((topic) => (typeof topic === 'string' ? 0 : topic.hours * 1000));
			const given = hours.reduce((sum, one) => sum + one, 0);
			if (given > row.credits * 1000) refuse('topics', 'more-hours-than-credits');
		});
}

export type CmeRow = z.output<ReturnType<typeof rowSchema>>;

/**
 * Reads a CSV of activities from a stream of bytes; see {@link readTable}. A row that is refused has its number, column and
 * code; the others are kept. What begins like a formula is a text like any other.
 */
export function readCmeActivities(
	chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
	{ asOf }: { asOf: CalendarDay }
): AsyncGenerator<TableItem<CmeColumn, CmeRow>> {
	return readTable(chunks, { mapHeader, schema: rowSchema(asOf) });
}
