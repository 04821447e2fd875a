import { z } from 'zod';
import { declineReasons } from '#lib/core/case/decline.ts';
import {
	draftBodySchema,
	findingSchema,
	MAX_FINDINGS,
	MAX_TEXT_CHARS,
	type DraftBody
} from '#lib/core/scoring/draft.ts';
import { plainText } from '#lib/core/text/plain-text.ts';

const id = z.string().min(1).max(64);
const revision = z.coerce.number().int().min(0);
const activeMs = z.coerce.number().int().min(0).max(86_400_000);
const impression = z.string().overwrite(plainText).max(MAX_TEXT_CHARS, 'text-too-long');

/** A draft as the workspace sends it on every change. */
export const saveDraftSchema = z.object({ revision, activeMs, impression, body: draftBodySchema });

const emptyIsNull = (value: unknown): unknown => (value === '' || value === undefined ? null : value);
const listOf = (value: unknown): unknown =>
	value === undefined ? [] : Array.isArray(value) ? value : [value];
/** A list that a form carries as JSON; what is none is refused. */
export const parseList = (value: unknown): unknown => {
	if (typeof value !== 'string' || value === '') return [];
	try {
		return JSON.parse(value);
	} catch {
		return null;
	}
};

const ticked = z.preprocess((value) => value === 'on' || value === 'true' || value === true, z.boolean());

const {
	expectedness,
	significance,
	direction,
	cause,
	imageQuality,
	imageIssues,
	siteComment,
	reportQuality,
	factors,
	comment
} = draftBodySchema.shape;

/** The whole form as a browser posts it: with every act all fields come along, so that none is lost without JavaScript. */
export const reviewFormSchema = z
	.object({
		id,
		revision,
		activeMs: activeMs.default(0),
		impression: impression.default(''),
		expectedness: z.preprocess(emptyIsNull, expectedness),
		significance: z.preprocess(emptyIsNull, significance),
		direction: z.preprocess(emptyIsNull, direction),
		cause: z.preprocess(emptyIsNull, cause),
		factors: z.preprocess(listOf, factors),
		comment: comment.default(''),
		imageQuality: z.preprocess(emptyIsNull, imageQuality),
		imageIssues: z.preprocess(listOf, imageIssues),
		siteComment: siteComment.default(''),
		reportQuality: z.preprocess(emptyIsNull, reportQuality),
		greatCatch: ticked,
		learningValue: ticked,
		needsCorrection: ticked,
		findings: z.preprocess(
			parseList,
			z.array(findingSchema, 'marks-unreadable').max(MAX_FINDINGS, 'too-many-marks')
		)
	})
	.transform(({ id, revision, activeMs, impression, ...body }) => ({
		id,
		revision,
		activeMs,
		impression,
		body
	}));

/**
 * What a refused form said, to be shown again where no JavaScript has kept it, also the words that were refused for being too long;
 * null when it was another form.
 */
export function postedDraft(
	values: Readonly<Record<string, unknown>> | undefined
): { impression: string; body: DraftBody } | null {
	const said = (name: string): string => {
		const value = values?.[name];
		return typeof value === 'string' ? plainText(value) : '';
	};
	const parsed = reviewFormSchema.safeParse({ ...values, impression: '', comment: '', siteComment: '' });
	if (!parsed.success || values?.revision === undefined) return null;
	const { body } = parsed.data;
	return {
		impression: said('impression'),
		body: { ...body, comment: said('comment'), siteComment: said('siteComment') }
	};
}

/** An act on an own assignment that asks for nothing more. */
export const ownSchema = z.object({ id });

export const declineSchema = z.object({
	id,
	reason: z.enum(declineReasons, 'decline-reason-required')
});
export type DeclineInput = z.infer<typeof declineSchema>;
