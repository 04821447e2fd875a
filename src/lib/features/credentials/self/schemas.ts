import { z } from 'zod';
import {
	verificationMethods,
	verificationResults,
	verificationSources
} from '#lib/core/credentials/kinds.ts';
import { calendarDaySchema } from '#lib/core/credentials/calendar-day.ts';
import { proposalKinds } from '#lib/core/credentials/proposals.ts';

const id = z.string().min(1).max(64);
const emptyToNull = z
	.string()
	.max(64)
	.optional()
	.transform((text) => text || null);
/** Fields of a credential come beside those named here, and are read by the form of its kind. */
const fields = z.record(z.string(), z.unknown());

export const sendSchema = z
	.looseObject({ kind: z.enum(proposalKinds, 'choose-one'), about: emptyToNull })
	.and(fields);

export const withdrawSchema = z.object({ id });

const words = z.string().trim().max(2000, 'text-too-long').optional().default('');

/** What a coordinator decides: it becomes a row as the fields say, or is refused with words. */
export const decideSchema = z.looseObject({ words }).and(fields);
export const refuseSchema = z.object({
	words: z.string('words-required').trim().min(1, 'words-required').max(2000, 'text-too-long')
});

/** A check of the new row at its source. */
export const checkSchema = z.object({
	result: z.enum(verificationResults, 'choose-one'),
	sourceName: z.string('required').trim().min(1, 'required').max(200, 'too-long'),
	sourceType: z.enum(verificationSources, 'choose-one'),
	method: z.enum(verificationMethods, 'choose-one'),
	verifiedOn: z.string('not-a-day').pipe(calendarDaySchema.refine(() => true)),
	note: z
		.string()
		.trim()
		.max(2000, 'text-too-long')
		.optional()
		.transform((text) => text || undefined)
});

/** The texts among what a form sent, by field. */
export function textsOf(input: Readonly<Record<string, unknown>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(input).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
	);
}
