import { z } from 'zod';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import {
	agreements,
	enteredModes,
	enteredSources,
	pairGrades,
	refusalReasons,
	requestedModes
} from '#lib/core/referrals/kinds.ts';
import { planOutcomes, planTriggers } from '#lib/core/referrals/plan.ts';
import { checkbox, requiredText, wholeNumber } from '#lib/features/admin/fields.ts';

const id = z.string().min(1).max(64);
const MOST_WORDS = 4000;
const words = z.string().trim().max(MOST_WORDS, 'text-too-long').default('');
const day = requiredText(10).regex(/^\d{4}-\d{2}-\d{2}$/, 'not-a-day');
const emptyIsNull = (value: unknown): unknown => (value === '' || value === undefined ? null : value);

/** What a coordinator enters for somebody who asked. */
export const submitReferralSchema = z.object({
	readId: id,
	mode: z.enum(enteredModes, 'choose-one'),
	source: z.enum(enteredSources, 'choose-one'),
	/** A client's grade of a preliminary report. */
	grade: z.preprocess(emptyIsNull, z.enum(pairGrades, 'choose-one').exclude(['concur']).nullable()),
	words: requiredText(MOST_WORDS)
});
export type SubmitReferral = z.output<typeof submitReferralSchema>;

/** What a radiologist asks for an own read; `id` is the read's. */
export const requestReviewSchema = z.object({
	id,
	mode: z.enum(requestedModes, 'choose-one'),
	words
});
export type RequestReview = z.output<typeof requestReviewSchema>;

export const acceptReferralSchema = z.object({ id });
export const refuseReferralSchema = z.object({ id, reason: z.enum(refusalReasons, 'choose-one') });

export const gradePairSchema = z
	.object({
		pairId: id,
		grade: z.enum(pairGrades, 'choose-one'),
		gradedFor: z.enum(['client', 'group'], 'choose-one'),
		words,
		/** A minor discordance goes to review only when somebody says so; a major one always does. */
		refer: checkbox
	})
	// A case cannot be taken back, so two keys alone do not make one.
	.refine(
		({ grade, refer, words: said }) => said !== '' || !(grade === 'major' || (grade === 'minor' && refer)),
		{
			path: ['words'],
			message: 'difference-required'
		}
	);
export type GradePair = z.output<typeof gradePairSchema>;

export const clientFinalSchema = z.object({ readId: id, finalText: requiredText(100_000) });

export const compareResultSchema = z.object({ resultId: id, agreement: z.enum(agreements, 'choose-one') });
export type CompareResult = z.output<typeof compareResultSchema>;

export const beginPlanSchema = z.object({
	radiologistId: id.refine((text) => text !== '', 'required'),
	trigger: z.enum(planTriggers, 'choose-one'),
	reason: requiredText(1000),
	modalities: z
		.array(z.enum(modalities))
		.default([])
		.transform((list) => [...new Set(list)].sort()),
	targetCount: wholeNumber(1, 500),
	from: day,
	through: day,
	criteria: requiredText(2000),
	maxSignificant: wholeNumber(0, 500),
	maxScoreThree: wholeNumber(0, 500)
});
export type BeginPlan = z.output<typeof beginPlanSchema>;

export const endPlanSchema = z.object({
	id,
	outcome: z.enum(planOutcomes, 'choose-one'),
	outcomeWords: requiredText(2000)
});
export type EndPlan = z.output<typeof endPlanSchema>;
