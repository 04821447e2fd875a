import { z } from 'zod';
import { attributions, outcomes } from '#lib/core/committee/decision.ts';
import { MAX_WORDS_CHARS, recommendedActions, recusalReasons } from '#lib/core/committee/vote.ts';
import { findingSchema, MAX_FINDINGS } from '#lib/core/scoring/draft.ts';
import { parseList } from '#lib/features/reviews/schemas.ts';
import { scores } from '#lib/core/scoring/scale.ts';

const emptyIsNull = (value: unknown): unknown => (value === '' || value === undefined ? null : value);
const words = z.string().max(MAX_WORDS_CHARS, 'text-too-long').default('');
const question = {
	id: z.string().min(1).max(64),
	/** The question as the page showed it, so that nobody votes on a score that was thought over meanwhile. */
	asked: z.string().min(1).max(32)
};

export const voteSchema = z.object({
	...question,
	outcome: z.enum(outcomes, 'outcome-required'),
	finalScore: z.preprocess(emptyIsNull, z.enum(scores).nullable()),
	attribution: z.enum(attributions, 'attribution-required'),
	action: z.enum(recommendedActions).default('none'),
	comment: words,
	learningPoint: words,
	findings: z
		.preprocess(parseList, z.array(findingSchema, 'marks-unreadable').max(MAX_FINDINGS, 'too-many-marks'))
		.optional()
});
export type CastInput = z.infer<typeof voteSchema>;

export const recuseSchema = z.object({
	id: question.id,
	reason: z.enum(recusalReasons, 'recusal-reason-required')
});
export type RecuseInput = z.infer<typeof recuseSchema>;

export const returnSchema = z.object({
	...question,
	request: z.string().trim().min(1, 'request-required').max(MAX_WORDS_CHARS, 'text-too-long')
});
export type ReturnInput = z.infer<typeof returnSchema>;
