import { z } from 'zod';
import { isCalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { readCredits, readTopics } from '#lib/core/credentials/cme/import-words.ts';
import {
	accreditors,
	activityTypes,
	cmeRecordSchema,
	isSelfDeclared,
	recordedCategories,
	type CmeRecord,
	type CmeRecordInput
} from '#lib/core/credentials/cme/record.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';

const text = z.string().trim().default('');
const day = text.refine((written) => written === '' || isCalendarDay(written), 'not-a-day');
const amount = text.refine((written) => written === '' || readCredits(written).ok, 'not-a-number');
const category = z.union([z.enum(recordedCategories), z.literal('')]).default('');

/** `CT; MR: 4.5`: modalities apart by semicolons, each with the hours that are its own, or the whole activity's. */
function readModalities(written: string): CmeRecordInput['modalities'] | null {
	const found: NonNullable<CmeRecordInput['modalities']> = [];
	for (const part of written.split(/[;,]/).map((one) => one.trim())) {
		if (part === '') continue;
		const [name = '', hours, ...more] = part.split(':').map((one) => one.trim());
		const modality = modalities.find((known) => known === name.toUpperCase());
		if (!modality || more.length > 0) return null;
		if (hours === undefined) {
			found.push(modality);
			continue;
		}
		const read = readCredits(hours);
		if (!read.ok) return null;
		found.push({ modality, hours: read.value });
	}
	return found;
}

const fields = z.object({
	title: text,
	provider: text,
	completedOn: day.pipe(z.string().min(1, 'required')),
	startedOn: day,
	category1: category,
	amount1: amount,
	category2: category,
	amount2: amount,
	topics: text,
	modalities: text,
	accreditor: z.union([z.enum(accreditors), z.literal('')]).default(''),
	activityType: z.union([z.enum(activityTypes), z.literal('')]).default(''),
	activityId: text,
	description: text,
	saCme: text,
	attested: text,
	documentId: text
});

const optional = <K extends string>(name: K, value: string) => (value === '' ? {} : { [name]: value });

/** The form of an activity: one level of fields, to the record and what goes with it. */
export const cmeActivityForm = z
	.object({
		...fields.shape,
		/** The row that is corrected. */
		edit: text,
		/** Why. */
		words: text.pipe(z.string().max(500, 'text-too-long')),
		onLookAlike: z.enum(['refuse', 'keep-as-copy', 'count-both']).default('refuse'),
		seen: text
	})
	.transform((form, context) => {
		const refuse = (path: string, message: string): void =>
			context.addIssue({ code: 'custom', path: [path], message, input: form });
		const topics = readTopics(form.topics);
		const inModalities = readModalities(form.modalities);
		if (!topics.ok) refuse('topics', `cme-${topics.error}`);
		if (inModalities === null) refuse('modalities', 'cme-unknown-modality');
		if (form.category1 === '') refuse('category1', 'required');
		if (form.amount1 === '') refuse('amount1', 'required');
		if ((form.category2 === '') !== (form.amount2 === ''))
			refuse(form.category2 === '' ? 'category2' : 'amount2', 'required');
		if (form.edit !== '' && form.words === '') refuse('words', 'required');
		const credits = [
			{ category: form.category1, amount: Number(form.amount1) },
			{ category: form.category2, amount: Number(form.amount2) }
		].filter((one) => one.category !== '');
		if (isSelfDeclared(credits) && form.attested === '') refuse('attested', 'cme-attestation-required');
		if (isSelfDeclared(credits) && form.description === '') refuse('description', 'cme-description-required');
		if (context.issues.length > 0) return z.NEVER;
		const record = cmeRecordSchema.safeParse(
			{
				title: form.title,
				provider: form.provider,
				completedOn: form.completedOn,
				credits,
				topics: topics.ok ? topics.value : [],
				modalities: inModalities ?? [],
				saCme: form.saCme !== '',
				attested: form.attested !== '',
				...optional('startedOn', form.startedOn),
				...optional('accreditor', form.accreditor),
				...optional('activityType', form.activityType),
				...optional('activityId', form.activityId),
				...optional('description', form.description)
			},
			{ reportInput: true }
		);
		if (!record.success) {
			for (const issue of record.error.issues)
				refuse(issue.path[0] === 'credits' ? 'amount1' : String(issue.path[0] ?? 'form'), issue.message);
			return z.NEVER;
		}
		return {
			record: record.data,
			documentId: form.documentId || null,
			edit: form.edit || null,
			words: form.words,
			onLookAlike: form.onLookAlike,
			isSeen: form.seen !== ''
		};
	});

export type CmeActivityForm = z.output<typeof cmeActivityForm>;

export const cmeTakeBackForm = z.object({
	activity: z.string().min(1).max(64),
	words: z.string('required').trim().min(1, 'required').max(500, 'text-too-long')
});

export const cmeSeenForm = z.object({ activity: z.string().min(1).max(64) });

const hoursText = <T extends { hours: number }>(
	list: readonly (string | T)[],
	nameOf: (one: T) => string
): string => list.map((one) => (typeof one === 'string' ? one : `${nameOf(one)}: ${one.hours}`)).join('; ');

/** Topics as the form and the CSV write them. */
export function topicsText(topics: CmeRecord['topics']): string {
	return hoursText(topics, ({ topic }) => topic);
}

/** Modalities as the form and the CSV write them. */
export function modalitiesText(list: CmeRecord['modalities']): string {
	return hoursText(list, ({ modality }) => modality);
}

/** A record as the fields of its form. */
export function cmeFormFields(record: CmeRecord): Record<string, string> {
	const [first, second] = record.credits;
	return {
		title: record.title,
		provider: record.provider,
		completedOn: record.completedOn,
		startedOn: record.startedOn ?? '',
		category1: first?.category ?? '',
		amount1: String(first?.amount ?? ''),
		category2: second?.category ?? '',
		amount2: String(second?.amount ?? ''),
		topics: topicsText(record.topics),
		modalities: modalitiesText(record.modalities),
		accreditor: record.accreditor ?? '',
		activityType: record.activityType ?? '',
		activityId: record.activityId ?? '',
		description: record.description ?? '',
		saCme: record.saCme ? 'yes' : '',
		attested: record.attested ? 'yes' : ''
	};
}
