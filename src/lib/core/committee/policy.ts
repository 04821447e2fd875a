import { z } from 'zod';

/** How the committee decides: versioned data. */
export const committeePolicySchema = z.object({
	/** Votes needed before a question is decided. */
	quorum: z.number().int().min(1).max(9),
	/** Days within which a question is to be decided. */
	dueDays: z.number().int().min(1).max(90)
});
export type CommitteePolicy = z.infer<typeof committeePolicySchema>;

export const defaultCommitteePolicy: CommitteePolicy = { quorum: 2, dueDays: 14 };
