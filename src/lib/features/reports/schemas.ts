import { z } from 'zod';
import { reportFormats } from '#lib/core/reports/render.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'not-a-day');

/** The reports there are. */
export const reportKinds = ['peer-review-summary', 'interpretation-compliance'] as const;

/** What a report is asked for (the peer-review summary when it is left out): period by whole UTC days, and optionally one facility. */
export const reportRequestSchema = z.object({
	from: day,
	through: day,
	facility: z.string().max(100).optional(),
	kind: z.enum(reportKinds).optional()
});

/** What taking a report away needs besides: who gets it and what for, for the register. */
export const exportRequestSchema = reportRequestSchema.extend({
	format: z.enum(reportFormats),
	purpose: z.string().trim().min(3, 'purpose-required').max(300),
	recipient: z.string().trim().min(2, 'recipient-required').max(300)
});

export type ReportRequest = z.infer<typeof reportRequestSchema>;
export type ExportRequest = z.infer<typeof exportRequestSchema>;

/** A SHA-256 as people paste it: in either case, with blanks around. */
export const hashSchema = z.object({
	sha256: z
		.string()
		.trim()
		.toLowerCase()
		.regex(/^[0-9a-f]{64}$/, 'not-a-hash')
});
