import { z } from 'zod';
import { reportKinds } from '#lib/core/reports/catalogue.ts';
import { lifeChoices } from '#lib/core/reports/register.ts';
import { reportForms } from '#lib/core/reports/forms.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'not-a-day');
const optional = z
	.string()
	.max(100)
	.optional()
	.transform((value) => value || undefined);

/** What a report is asked for: its kind, whole UTC days, and what else the kind asks for (`ReportParameters`), as ids and codes. */
export const reportRequestSchema = z.object({
	kind: z.enum(reportKinds, 'kind-not-found'),
	from: day,
	through: day,
	facility: optional,
	radiologist: optional,
	modality: optional,
	authority: optional
});

/** What taking a report away needs besides: who gets it and what for, for the register. */
export const exportRequestSchema = reportRequestSchema.extend({
	format: z.enum(reportForms),
	purpose: z.string().trim().min(3, 'purpose-required').max(300),
	recipient: z.string().trim().min(2, 'recipient-required').max(300),
	/** Days for which it can be taken; the usual ones when left out. */
	lifeDays: z.coerce
		.number()
		.refine((days) => lifeChoices.some((choice) => choice === days), 'not-a-choice')
		.optional()
});

type Request = z.infer<typeof reportRequestSchema>;
export type ReportRequest = Pick<Request, 'kind' | 'from' | 'through'> & Partial<Request>;
export type ExportRequest = ReportRequest &
	Pick<z.infer<typeof exportRequestSchema>, 'format' | 'purpose' | 'recipient'> & {
		readonly lifeDays?: number | undefined;
	};
/** What a maker is told: its kind it knows. */
export type MakerRequest = Omit<ReportRequest, 'kind'>;

/** A SHA-256 as people paste it: in either case, with blanks around. */
export const hashSchema = z.object({
	sha256: z
		.string()
		.trim()
		.toLowerCase()
		.regex(/^[0-9a-f]{64}$/, 'not-a-hash')
});
