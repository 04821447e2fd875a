import { z } from 'zod';

/** Below these numbers a person's rate or position is not shown (statistics reference, "Minimum numbers"). */
export const suppressionPolicySchema = z.object({
	/** Reviews needed for a personal rate. */
	minimumReviews: z.number().int().min(1),
	/** Reviews and expected events needed for a place on the funnel. */
	minimumFunnelReviews: z.number().int().min(1),
	minimumFunnelExpected: z.number().min(0)
});

export type SuppressionPolicy = z.infer<typeof suppressionPolicySchema>;

export const defaultSuppressionPolicy: SuppressionPolicy = {
	minimumReviews: 30,
	minimumFunnelReviews: 50,
	minimumFunnelExpected: 1
};
