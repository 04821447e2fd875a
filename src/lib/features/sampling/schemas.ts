import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'not-a-day');

/** A draw to commit to: its name and the whole UTC days whose reads it will draw from. */
export const commitDrawSchema = z.object({
	label: z.string().trim().min(1, 'required').max(60, 'too-long'),
	from: day,
	through: day
});
export type CommitDraw = z.infer<typeof commitDrawSchema>;

export const revealDrawSchema = z.object({ id: z.uuid('not-found') });
