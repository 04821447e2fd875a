import type { z } from 'zod';
import { accessPolicySchema, defaultAccessPolicy } from '#lib/core/access-policy.ts';
import { committeePolicySchema, defaultCommitteePolicy } from '#lib/core/committee/policy.ts';
import { credentialPolicySchema, defaultCredentialPolicy } from '#lib/core/credentials/policy.ts';
import { correctionPolicySchema, defaultCorrectionPolicy } from '#lib/core/corrections/policy.ts';
import { defaultEvaluationPolicy, evaluationPolicySchema } from '#lib/core/evaluation/policy.ts';
import { defaultLearningPolicy, learningPolicySchema } from '#lib/core/learning/policy.ts';
import { defaultPixelPolicy, pixelPolicySchema } from '#lib/core/dicom/pixel-policy.ts';
import { defaultHangingPolicy } from '#lib/core/hanging/built-in.ts';
import { hangingPolicySchema } from '#lib/core/hanging/protocol.ts';
import { defaultSamplingRules, samplingRulesSchema } from '#lib/core/sampling/default-policy.ts';
import { defaultReviewPolicy, reviewPolicySchema } from '#lib/core/review-policy.ts';
import { defaultTaxonomy } from '#lib/core/scoring/built-in-taxonomies.ts';
import { taxonomySchema } from '#lib/core/scoring/taxonomy.ts';
import { defaultSignalPolicy, signalPolicySchema } from '#lib/core/signal-policy.ts';
import { defaultSuppressionPolicy, suppressionPolicySchema } from '#lib/core/suppression-policy.ts';
import { defaultTurnaroundPolicy, turnaroundPolicySchema } from '#lib/core/turnaround/policy.ts';

/** Every kind of policy with the schema of its body and the version that a new group begins with. */
export const policyKinds = {
	sampling: { schema: samplingRulesSchema, initial: defaultSamplingRules },
	review: { schema: reviewPolicySchema, initial: defaultReviewPolicy },
	turnaround: { schema: turnaroundPolicySchema, initial: defaultTurnaroundPolicy },
	suppression: { schema: suppressionPolicySchema, initial: defaultSuppressionPolicy },
	signals: { schema: signalPolicySchema, initial: defaultSignalPolicy },
	committee: { schema: committeePolicySchema, initial: defaultCommitteePolicy },
	correction: { schema: correctionPolicySchema, initial: defaultCorrectionPolicy },
	learning: { schema: learningPolicySchema, initial: defaultLearningPolicy },
	taxonomy: { schema: taxonomySchema, initial: defaultTaxonomy },
	pixels: { schema: pixelPolicySchema, initial: defaultPixelPolicy },
	hanging: { schema: hangingPolicySchema, initial: defaultHangingPolicy },
	credentials: { schema: credentialPolicySchema, initial: defaultCredentialPolicy },
	access: { schema: accessPolicySchema, initial: defaultAccessPolicy },
	evaluation: { schema: evaluationPolicySchema, initial: defaultEvaluationPolicy }
} as const satisfies Record<string, { schema: z.ZodType; initial: unknown }>;

export type PolicyKind = keyof typeof policyKinds;
export type PolicyBody<K extends PolicyKind> = z.output<(typeof policyKinds)[K]['schema']>;

export const policyKindNames = Object.keys(policyKinds) as readonly PolicyKind[]; // keys of a literal
