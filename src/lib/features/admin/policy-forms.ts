import { z } from 'zod';
import { committeePolicySchema } from '#lib/core/committee/policy.ts';
import { correctionPolicySchema } from '#lib/core/corrections/policy.ts';
import { evaluationPolicySchema } from '#lib/core/evaluation/policy.ts';
import { learningPolicySchema } from '#lib/core/learning/policy.ts';
import { reviewPolicySchema } from '#lib/core/review-policy.ts';
import { signalPolicySchema } from '#lib/core/signal-policy.ts';
import { suppressionPolicySchema } from '#lib/core/suppression-policy.ts';
import { credentialPolicyFields, credentialPolicyForm } from './credential-policy-form.ts';
import { hangingFields, hangingForm } from './hanging-form.ts';
import { timeZoneField, wholeNumber } from './fields.ts';
import { pixelPolicyFields, pixelPolicyForm } from './pixel-policy-form.ts';
import { taxonomyFields, taxonomyForm } from './taxonomy-form.ts';
import { turnaroundPolicyFields, turnaroundPolicyForm } from './turnaround-policy-form.ts';

/**
 * The forms by which policies are published; each gives the body of its kind. Sampling has its own page with the draws.
 * A form carries `basedOn`, the version that it began from.
 */
export const formPolicyKinds = [
	'review',
	'turnaround',
	'suppression',
	'signals',
	'learning',
	'evaluation',
	'correction',
	'committee',
	'pixels',
	'taxonomy',
	'hanging',
	'credentials'
] as const;
export type FormPolicyKind = (typeof formPolicyKinds)[number];

/** Whether a text names a kind of policy that has a form. */
export function isFormPolicyKind(text: string): text is FormPolicyKind {
	return (formPolicyKinds as readonly string[]).includes(text);
}

const decimal = (minimum: number, maximum: number) =>
	z
		.string('required')
		.trim()
		.min(1, 'required')
		.transform((text) => Number(text.replace(',', '.')))
		.pipe(z.number('not-a-number').min(minimum, 'out-of-range').max(maximum, 'out-of-range'));

const basedOn = z.coerce.number().int().min(0);

const review = z
	.object({
		basedOn,
		blindingLevel: reviewPolicySchema.shape.blindingLevel,
		dueDays: wholeNumber(1, 180),
		leaseHours: wholeNumber(1, 2160),
		secondReviewerShare: decimal(0, 1),
		calibrationShare: decimal(0, 0.2),
		smallGroup: wholeNumber(2, 50),
		reciprocityDays: wholeNumber(0, 730),
		handoverMinutes: wholeNumber(0, 1440),
		remindDays: wholeNumber(0, 30),
		escalateDays: wholeNumber(0, 60),
		releaseWeekday: wholeNumber(0, 6),
		releaseHour: wholeNumber(0, 23),
		timeZone: timeZoneField
	})
	.transform(({ basedOn: version, ...body }) => ({
		basedOn: version,
		body: reviewPolicySchema.parse(body)
	}));

const suppression = z
	.object({
		basedOn,
		minimumReviews: wholeNumber(1, 10_000),
		minimumFunnelReviews: wholeNumber(1, 10_000),
		minimumFunnelExpected: decimal(0, 100)
	})
	.transform(({ basedOn: version, ...body }) => ({
		basedOn: version,
		body: suppressionPolicySchema.parse(body)
	}));

const oneOf = (...allowed: readonly number[]) =>
	z.coerce.number('not-a-number').refine((value) => allowed.includes(value), 'out-of-range');

const signals = z
	.object({
		basedOn,
		cusumLimit: decimal(0.5, 12),
		cusumOddsRatio: decimal(1.1, 10),
		looksPerYear: oneOf(1, 2, 4),
		lookMonths: oneOf(12, 24)
	})
	.transform(({ basedOn: version, ...body }) => ({ basedOn: version, body: signalPolicySchema.parse(body) }));

const learning = z
	.object({
		basedOn,
		meetingsPerYear: wholeNumber(0, 365),
		attendanceShare: decimal(0, 1),
		submissionsPerYear: wholeNumber(0, 365)
	})
	.transform(({ basedOn: version, ...body }) => ({
		basedOn: version,
		body: learningPolicySchema.parse(body)
	}));

const evaluation = z
	.object({
		basedOn,
		reviewMonths: wholeNumber(1, 12),
		minimumReviews: wholeNumber(1, 10_000),
		standardErrors: decimal(0.5, 10),
		significantShare: decimal(0, 1),
		severeEvents: wholeNumber(1, 100),
		complaints: wholeNumber(1, 100),
		lowVolumeReads: wholeNumber(0, 100_000)
	})
	.transform(({ basedOn: version, ...body }) => ({
		basedOn: version,
		body: evaluationPolicySchema.parse(body)
	}));

const correctionMinutes = wholeNumber(1, 43_200);
const correction = z
	.object({
		basedOn,
		flaggedMinutes: correctionMinutes,
		significantMinutes: correctionMinutes,
		otherMinutes: correctionMinutes
	})
	.transform(({ basedOn: version, ...body }) => ({
		basedOn: version,
		body: correctionPolicySchema.parse(body)
	}));

const committee = z
	.object({ basedOn, quorum: wholeNumber(1, 9), dueDays: wholeNumber(1, 90) })
	.transform(({ basedOn: version, ...body }) => ({
		basedOn: version,
		body: committeePolicySchema.parse(body)
	}));

/** The form of each kind: from posted fields to the body and the version it is based on. */
export const policyForms = {
	review,
	turnaround: turnaroundPolicyForm,
	suppression,
	signals,
	learning,
	evaluation,
	correction,
	committee,
	pixels: pixelPolicyForm,
	taxonomy: taxonomyForm,
	hanging: hangingForm,
	credentials: credentialPolicyForm
} as const;

type FormBody = z.output<(typeof policyForms)[FormPolicyKind]>['body'];

/** A policy's body as the fields of its form: one level of names, texts and numbers. */
export function policyFields(body: FormBody): Record<string, string | number> {
	if ('heldModalities' in body) return pixelPolicyFields(body);
	if ('exceptionGrounds' in body) return credentialPolicyFields(body);
	if ('protocols' in body) return hangingFields(body);
	if ('targetMinutes' in body) return turnaroundPolicyFields(body);
	return 'causes' in body ? taxonomyFields(body) : { ...body };
}
