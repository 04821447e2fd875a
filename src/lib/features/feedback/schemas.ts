import { z } from 'zod';
import { rebuttalSchema } from '#lib/core/committee/rebuttal.ts';

const id = z.string().min(1).max(64);

export const acknowledgeSchema = z.object({ id });
export const rebutSchema = rebuttalSchema.extend({ id });
export type RebutInput = z.infer<typeof rebutSchema>;
