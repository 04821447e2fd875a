import { z } from 'zod';

const minutes = z.number().int().min(1).max(43_200);

/** Within how many minutes the facility is to be informed, by what opened the correction. Each site defines timely for itself. */
export const correctionPolicySchema = z.object({
	/** The reviewer said that the patient's care may have to change now. */
	flaggedMinutes: minutes,
	/** The score is 2b or 3b. */
	significantMinutes: minutes,
	/** The committee made it 2b or 3b, or a coordinator opened it. */
	otherMinutes: minutes
});
export type CorrectionPolicy = z.infer<typeof correctionPolicySchema>;

export const defaultCorrectionPolicy: CorrectionPolicy = {
	flaggedMinutes: 60,
	significantMinutes: 1440,
	otherMinutes: 1440
};
