import { z } from 'zod';

const perYear = z.number().int().min(0).max(365);

/** What the group expects of peer learning in a calendar year (RCR REALM: six meetings, half of them attended, one case a year). */
export const learningPolicySchema = z.object({
	meetingsPerYear: perYear,
	/** Share of the meetings held that a radiologist attends, in [0,1]. */
	attendanceShare: z.number().min(0).max(1),
	submissionsPerYear: perYear
});
export type LearningPolicy = z.infer<typeof learningPolicySchema>;

export const defaultLearningPolicy: LearningPolicy = {
	meetingsPerYear: 6,
	attendanceShare: 0.5,
	submissionsPerYear: 1
};
