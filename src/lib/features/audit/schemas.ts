import { z } from 'zod';
import { fromUtcDay } from '#lib/core/instant.ts';

/** A day of the calendar, or none: no nonsense may stand for the whole log. */
const day = z
	.string()
	.refine((text) => fromUtcDay(text) !== null, 'not-a-day')
	.or(z.literal(''));

/** What an extract is asked for: whole UTC days, and optionally what it is about; for whom and what for. */
export const extractRequestSchema = z.object({
	from: day,
	through: day,
	subject: z.string().trim().max(100),
	purpose: z.string().trim().min(3, 'purpose-required').max(300),
	recipient: z.string().trim().min(2, 'recipient-required').max(300)
});
export type ExtractForm = z.output<typeof extractRequestSchema>;

/** What the log is asked for in another form: whole UTC days, or all of it. */
export const exportRequestSchema = z.object({
	form: z.enum(['csv', 'fhir', 'dicom']),
	from: day.default(''),
	through: day.default('')
});
