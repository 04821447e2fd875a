import { z } from 'zod';
import type { BlindingLevel } from '#lib/core/case/detection.ts';
import type { Instant } from '#lib/core/instant.ts';
import { contributingFactors, directions, imageQualities, isCause } from '#lib/core/scoring/taxonomy.ts';
import { expectedness, significances } from '#lib/core/scoring/scale.ts';

const point2 = z.tuple([z.number(), z.number()]);
const point3 = z.tuple([z.number(), z.number(), z.number()]);

/** A finding pointed at on an image, under the UIDs that the reviewer sees. First point the tip, second the tail. */
export const findingSchema = z.object({
	id: z.string().min(1).max(80),
	kind: z.literal('arrow'),
	sopInstanceUid: z.string().min(1).max(64),
	frameNumber: z.number().int().min(1),
	frameOfReferenceUid: z.string().max(64),
	/** Patient coordinates in millimetres. */
	points: z.tuple([point3, point3]),
	/** Column and row of the image. */
	pointsPx: z.tuple([point2, point2]),
	label: z.string().max(200)
});
export type Finding = z.infer<typeof findingSchema>;

export const MAX_FINDINGS = 20;
export const MAX_TEXT_CHARS = 8000;

/** What of a review can still change. Nothing in it has a default that means a judgement. */
export const draftBodySchema = z.object({
	expectedness: z.enum(expectedness).nullable(),
	significance: z.enum(significances).nullable(),
	direction: z.enum(directions).nullable(),
	cause: z.string().refine(isCause, 'cause-unknown').nullable(),
	factors: z.array(z.enum(contributingFactors)),
	comment: z.string().max(MAX_TEXT_CHARS, 'text-too-long'),
	imageQuality: z.enum(imageQualities).nullable(),
	greatCatch: z.boolean(),
	findings: z.array(findingSchema).max(MAX_FINDINGS, 'too-many-marks')
});
export type DraftBody = z.infer<typeof draftBodySchema>;

export const emptyDraftBody: DraftBody = {
	expectedness: null,
	significance: null,
	direction: null,
	cause: null,
	factors: [],
	comment: '',
	imageQuality: null,
	greatCatch: false,
	findings: []
};

/** A review in the making: what one reviewer has of one case so far. */
export type Draft = {
	readonly assignmentId: string;
	readonly caseId: string;
	readonly reviewerId: string;
	/** 1 for the first reviewer of the case, 2 for the silent second. */
	readonly ordinal: number;
	readonly level: BlindingLevel;
	readonly openedAt: Instant | null;
	readonly impression: string;
	readonly impressionLockedAt: Instant | null;
	readonly reportRevealedAt: Instant | null;
	readonly body: DraftBody;
	/** Rises by one with each save; 0 before the first. */
	readonly revision: number;
	/** Time on the case without idle time. */
	readonly activeMs: number;
	readonly savedAt: Instant | null;
};
