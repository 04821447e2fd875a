import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { calendarDaySchema } from '#lib/core/credentials/calendar-day.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { otherUnits, type CmeActivity } from './activity.ts';
import { amountSchema } from './credits.ts';
import { categoryWords, type CreditCategory } from './reference/category-words.ts';
import { topicCodes } from './reference/topic-codes.ts';

/** Who has accredited an activity: the American councils, a state, Canada, Europe. */
export const accreditors = ['ACCME', 'state', 'AOA', 'RCPSC', 'EACCME', 'other'] as const;

export const activityTypes = [
	'live',
	'enduring',
	'journal',
	'performance-improvement',
	'test-item-writing',
	'teaching',
	'point-of-care',
	'committee-learning',
	'manuscript-review',
	'other'
] as const;

const fromWords = Object.keys(categoryWords) as CreditCategory[]; // keys of a literal
export const recordedCategories = [...new Set([...fromWords, ...otherUnits])] as [
	CreditCategory | (typeof otherUnits)[number],
	...(CreditCategory | (typeof otherUnits)[number])[]
]; // a set of a list that is not empty

const words = (most: number) => z.string('required').trim().min(1, 'required').max(most, 'text-too-long');
const amount = amountSchema.refine((value) => value > 0, 'cme-no-amount');

/** An activity of continuing education as somebody records it (reference 2.5). */
export const cmeRecordSchema = z
	.strictObject({
		title: words(300),
		provider: words(200),
		accreditor: z.enum(accreditors).optional(),
		/** The accreditor's word as a file has it, where it is none of ours. */
		accreditorWords: words(100).optional(),
		providerId: words(100).optional(),
		activityId: words(100).optional(),
		activityType: z.enum(activityTypes).optional(),
		startedOn: calendarDaySchema.optional(),
		/** A day without an hour: at its edge an hour would belong to the day before. */
		completedOn: calendarDaySchema,
		credits: z
			.array(z.strictObject({ category: z.enum(recordedCategories), amount }))
			.min(1, 'required')
			.max(12),
		topics: z
			.array(z.union([z.enum(topicCodes), z.strictObject({ topic: z.enum(topicCodes), hours: amount })]))
			.max(40)
			.default([]),
		modalities: z
			.array(z.union([z.enum(modalities), z.strictObject({ modality: z.enum(modalities), hours: amount })]))
			.max(20)
			.default([]),
		saCme: z.boolean().default(false),
		mocBoards: z.array(words(60)).max(10).default([]),
		location: words(100).optional(),
		description: z.string().trim().min(1).max(1000, 'text-too-long').optional(),
		/** The person's own word that a self-declared part is true; forms ask for it, a transcript has none. */
		attested: z.boolean().default(false),
		/** Who has seen the certificate or asked the provider, and when. */
		verifiedBy: words(200).optional(),
		verifiedOn: calendarDaySchema.optional(),
		/** The activity that this one repeats: the same course from two sources counts once. */
		duplicateOf: z.string().min(1).max(64).optional()
	})
	.superRefine((record, context) => {
		const refuse = (path: string, message: string): void =>
			context.addIssue({ code: 'custom', path: [path], message });
		const { credits, topics, startedOn, completedOn, description } = record;
		if (credits.some(({ category, amount: n }) => category.startsWith('AMA') && (n * 4) % 1 !== 0))
			refuse('credits', 'cme-not-in-quarters');
		if (new Set(credits.map(({ category }) => category)).size !== credits.length)
			refuse('credits', 'cme-category-twice');
		if (isSelfDeclared(credits) && description === undefined)
			refuse('description', 'cme-description-required');
		if (startedOn !== undefined && startedOn > completedOn) refuse('startedOn', 'days-reversed');
		const sum = credits.reduce((all, one) => all + one.amount, 0);
		const ofTopics = topics.reduce((all, one) => all + (typeof one === 'string' ? 0 : one.hours), 0);
		if (ofTopics > sum + 1e-9) refuse('topics', 'cme-more-hours-than-credits');
		// One course may be in several modalities at once, so each is compared by itself.
		if (record.modalities.some((one) => typeof one !== 'string' && one.hours > sum + 1e-9))
			refuse('modalities', 'cme-more-hours-than-credits');
	});

export type CmeRecord = z.output<typeof cmeRecordSchema>;
export type CmeRecordInput = z.input<typeof cmeRecordSchema>;

/** Whether part of an activity rests on the person's own word alone. */
export function isSelfDeclared(credits: readonly { readonly category: string }[]): boolean {
	return credits.some(({ category }) => category === 'AMA-2');
}

const plain = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();

type Named = Pick<CmeRecord, 'title' | 'provider' | 'completedOn' | 'credits'>;

/** The same for the same activity of a person from wherever it comes: provider, title, day and credits. A digest in hex. */
export function naturalKeyOf({ title, provider, completedOn, credits }: Named): string {
	const parts = credits.map(({ category, amount: n }) => `${category} ${n}`).toSorted();
	return bytesToHex(sha256(utf8ToBytes(JSON.stringify([plain(provider), plain(title), completedOn, parts]))));
}

/** Whether two activities that are not the same may be one: same day, and the same title or the same number of the provider. */
export function looksAlike(
	one: Pick<CmeRecord, 'title' | 'completedOn' | 'activityId'>,
	other: Pick<CmeRecord, 'title' | 'completedOn' | 'activityId'>
): boolean {
	if (one.completedOn !== other.completedOn) return false;
	if (one.activityId !== undefined && one.activityId === other.activityId) return true;
	return plain(one.title) === plain(other.title);
}

/** What the engine sees of a recorded activity. */
export function activityOf(recorded: {
	readonly id: string;
	readonly body: CmeRecord;
	readonly documentId: string | null;
	readonly source: string;
}): CmeActivity {
	const { id, body, documentId, source } = recorded;
	const { completedOn, credits, topics, modalities: inModalities, duplicateOf } = body;
	const isShown = documentId !== null || body.verifiedOn !== undefined;
	// A transcript that was taken in is somebody else's word; what a person types without a certificate is their own.
	const hasCertificate = isShown ? true : source === 'hand' || source === 'self' ? false : undefined;
	return {
		id,
		completedOn,
		credits,
		topics,
		modalities: inModalities,
		...(duplicateOf === undefined ? {} : { duplicateOf }),
		...(hasCertificate === undefined ? {} : { hasCertificate })
	};
}
