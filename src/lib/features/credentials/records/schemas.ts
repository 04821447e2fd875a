import { z } from 'zod';

/** What somebody decides about a row without changing what it says: each is a row of its own, with words. */
export const settlements = ['review', 'covers', 'clear'] as const;
export type Settlement = (typeof settlements)[number];

const words = z.string('required').trim().min(1, 'required').max(500, 'too-long');

export const settleSchema = z.object({
	id: z.string(),
	row: z.string('required').min(1, 'required'),
	what: z.enum(settlements, 'choose-one'),
	words
});
export type Settle = z.output<typeof settleSchema>;

export const takeBackSchema = z.object({
	id: z.string(),
	row: z.string('required').min(1, 'required'),
	words
});
