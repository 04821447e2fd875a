import { z } from 'zod';
import { cadences, mostAfterDays } from '#lib/core/reports/cadence.ts';
import { exportRequestSchema } from '#lib/features/reports/schemas.ts';

const several = z
	.union([z.string().transform((one) => [one]), z.array(z.string())])
	.pipe(z.array(z.string().max(100)).max(50));

/** A schedule as its form gives it: what an export is asked for with, but for the period, and how often. */
export const scheduleSchema = exportRequestSchema.omit({ from: true, through: true }).extend({
	cadence: z.enum(cadences),
	afterDays: z.coerce
		.number('not-a-number')
		.int('not-a-number')
		.min(0, 'out-of-range')
		.max(mostAfterDays, 'out-of-range'),
	readers: several.optional().transform((ids) => ids ?? [])
});

export type NewSchedule = z.output<typeof scheduleSchema>;

/** One schedule, by its id. */
export const scheduleIdSchema = z.object({ schedule: z.string().max(100) });
