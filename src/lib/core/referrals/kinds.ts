import type { DetectionMode } from '#lib/core/case/detection.ts';

/** The detection modes that begin with somebody, or something, asking for a second look. */
export const referralModes = [
	'preliminary-final',
	'complaint',
	'ai-disagreement',
	'focused',
	'second-opinion',
	'self-nominated'
] as const satisfies readonly DetectionMode[];
export type ReferralMode = (typeof referralModes)[number];

/** Modes that a coordinator enters by hand: the others come from a pair, an algorithm's result or a plan. */
export const enteredModes = [
	'complaint',
	'second-opinion',
	'preliminary-final'
] as const satisfies readonly ReferralMode[];

/** What a radiologist asks for an own read. */
export const requestedModes = ['second-opinion', 'self-nominated'] as const satisfies readonly ReferralMode[];

/** Who asked. */
export const referralSources = [
	'client',
	'clinician',
	'patient',
	'radiologist',
	'algorithm',
	'plan',
	'group'
] as const;
export type ReferralSource = (typeof referralSources)[number];

/** Sources of what a coordinator enters. */
export const enteredSources = [
	'client',
	'clinician',
	'patient',
	'group'
] as const satisfies readonly ReferralSource[];

/** Why a referral makes no case. */
export const refusalReasons = [
	'not-about-the-read',
	'already-reviewed',
	'no-images',
	'not-our-read',
	'duplicate',
	'withdrawn-by-asker'
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** How a client's final report stands to a preliminary one. */
export const pairGrades = ['concur', 'minor', 'major'] as const;
export type PairGrade = (typeof pairGrades)[number];

/** How a report stands to an algorithm's result; `unknown` until a person has looked. */
export const agreements = ['agrees', 'disagrees'] as const;
export type Agreement = (typeof agreements)[number];

/**
 * Whether the reviewer may read what was asked, once the report is open. A second opinion cannot be given without its question;
 * a complaint, a client's grade or what an algorithm found would tell the reviewer what to see (domain 2.2, hindsight bias).
 */
export function showsQuestion(mode: string): boolean {
	return mode === 'second-opinion';
}
