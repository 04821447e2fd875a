import type { z } from 'zod';
import { samplingPolicySchema } from './policy.ts';

/** A sampling policy as it is stored: its version is the row's, and joins it on the certificate. */
export const samplingRulesSchema = samplingPolicySchema.omit({ version: true });
export type SamplingRules = z.output<typeof samplingRulesSchema>;

/** What a new group begins with; ACR sets no minimum, so the rates are local policy (ACR RADPEER FAQ). */
export const defaultSamplingRules: SamplingRules = {
	defaultRate: 0.03,
	rates: { XR: 0.015, CT: 0.04, MR: 0.04, US: 0.02, MG: 0.025, NM: 0.05 },
	readerTierRates: { junior: 0.05 },
	minimumPerReader: 5,
	lookBackDays: 90,
	exclusions: ['preliminary', 'no-images', 'already-drawn', 'reader-inactive']
};
