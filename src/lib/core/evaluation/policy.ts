import { z } from 'zod';

/**
 * What an ongoing evaluation (OPPE) goes by, and when it leads to a focused one (FPPE): versioned data. What ships is the product's own
 * proposal (credentials reference, 5.3); each group puts its own in its place.
 */
export const evaluationPolicySchema = z.object({
	/** Months from one evaluation to the next; twelve at most (Joint Commission). */
	reviewMonths: z.number().int().min(1).max(12),
	/** Reviews below which a rate asks for nothing. */
	minimumReviews: z.number().int().min(1).max(10_000),
	/** Standard errors above what is expected of the same modalities, at which a rate of significant discrepancies asks for a look. */
	standardErrors: z.number().min(0.5).max(10),
	/** The upper limit of that rate must not be above this share; 0: nothing is agreed. */
	significantShare: z.number().min(0).max(1),
	/** Final scores of 3b in the period that ask for a look. */
	severeEvents: z.number().int().min(1).max(100),
	/** Complaints in the period that a review has sustained. */
	complaints: z.number().int().min(1).max(100),
	/** Fewer reads in twelve months than this are too few to go by: a peer or proctor is asked instead. */
	lowVolumeReads: z.number().int().min(0).max(100_000)
});

export type EvaluationPolicy = z.infer<typeof evaluationPolicySchema>;

export const defaultEvaluationPolicy: EvaluationPolicy = {
	reviewMonths: 6,
	minimumReviews: 30,
	standardErrors: 2,
	significantShare: 0,
	severeEvents: 1,
	complaints: 2,
	lowVolumeReads: 10
};
