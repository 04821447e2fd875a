import { z } from 'zod';

const words = z.string('required').trim().min(1, 'required').max(2000, 'too-long');

/** Asking for a read to stand although the gate fails it. */
export const askExceptionSchema = z.object({
	id: z.string(),
	ground: z.string('choose-one').min(1, 'choose-one').max(100),
	words
});

/** Deciding about it. */
export const decideExceptionSchema = z.object({
	id: z.string(),
	decision: z.enum(['approved', 'refused'], 'choose-one'),
	words
});

/** Taking back what one has asked for. */
export const withdrawExceptionSchema = z.object({ id: z.string() });

export type AskException = z.output<typeof askExceptionSchema>;
export type DecideException = z.output<typeof decideExceptionSchema>;
