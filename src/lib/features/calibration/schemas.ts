import { z } from 'zod';
import { bases } from '#lib/core/calibration/kinds.ts';
import { scores } from '#lib/core/scoring/scale.ts';
import { requiredText } from '#lib/features/admin/fields.ts';

const id = z.string().min(1).max(64);

/** A read with its known answer. */
export const addItemSchema = z.object({
	readId: id,
	basis: z.enum(bases, 'choose-one'),
	answer: z.enum(scores, 'choose-one'),
	explanation: requiredText(2000)
});
export type AddItem = z.output<typeof addItemSchema>;

export const retireItemSchema = z.object({ id });
