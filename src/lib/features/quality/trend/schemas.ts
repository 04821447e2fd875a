import { z } from 'zod';
import { blindingLevels } from '#lib/core/case/detection.ts';
import { fromUtcDay } from '#lib/core/instant.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { rateModes } from '#lib/features/quality/filter.ts';
import { annotationKinds } from '#lib/features/quality/measures/trend.ts';

const month = z.string('required').regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'month-invalid');

/** Freezes the centre of the trend on months that are over. */
export const freezeBaselineSchema = z.object({
	mode: z.enum(rateModes),
	level: z.enum(blindingLevels),
	fromMonth: month,
	throughMonth: month
});
export type FreezeBaseline = z.output<typeof freezeBaselineSchema>;

const optional = z
	.string()
	.optional()
	.transform((text) => (text === undefined || text === '' ? null : text));

/** Something that happened on a day; facility (id) and modality where it does not concern all. */
export const annotateTrendSchema = z.object({
	kind: z.enum(annotationKinds, 'required'),
	on: z.string('required').refine((day) => fromUtcDay(day) !== null, 'day-invalid'),
	words: z.string('required').trim().min(1, 'required').max(200, 'too-long'),
	facility: optional,
	modality: optional.pipe(z.enum(modalities).nullable())
});
export type AnnotateTrend = z.output<typeof annotateTrendSchema>;

export const withdrawAnnotationSchema = z.object({ id: z.string('required').min(1, 'required') });
export type WithdrawAnnotation = z.output<typeof withdrawAnnotationSchema>;
