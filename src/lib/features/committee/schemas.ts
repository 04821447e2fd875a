import { z } from 'zod';
import { attributions, outcomes } from '#lib/core/committee/decision.ts';
import { scores } from '#lib/core/scoring/scale.ts';

const emptyIsNull = (value: unknown): unknown => (value === '' || value === undefined ? null : value);

export const decideSchema = z.object({
	id: z.string().min(1).max(64),
	outcome: z.enum(outcomes, 'outcome-required'),
	finalScore: z.preprocess(emptyIsNull, z.enum(scores).nullable()),
	attribution: z.enum(attributions, 'attribution-required'),
	comment: z.string().max(4000, 'text-too-long').default('')
});
export type DecideInput = z.infer<typeof decideSchema>;
