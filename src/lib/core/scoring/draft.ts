import { z } from 'zod';
import type { BlindingLevel } from '#lib/core/case/detection.ts';
import type { Instant } from '#lib/core/instant.ts';
import { expectedness, significances } from '#lib/core/scoring/scale.ts';
import { plainText } from '#lib/core/text/plain-text.ts';
import { directions, imageQualities, reportQualities } from '#lib/core/scoring/taxonomy.ts';

const point2 = z.tuple([z.number(), z.number()]);
const point3 = z.tuple([z.number(), z.number(), z.number()]);

/**
 * An arrow has its tip and its tail; an ellipse the ends of its two axes, the longer first (PS3.3 C.10.5.1.2
 * ELLIPSE). A key image and one whose quality was flagged are marked as a whole.
 */
export const findingKinds = { arrow: 2, ellipse: 4, key: 0, quality: 0 } as const;
export type FindingKind = keyof typeof findingKinds;

export function isFindingKind(kind: string): kind is FindingKind {
	return Object.hasOwn(findingKinds, kind);
}

/** A finding marked on an image, under the UIDs that the reviewer sees. */
export const findingSchema = z
	.object({
		id: z.string().min(1).max(80),
		kind: z.enum(['arrow', 'ellipse', 'key', 'quality']),
		sopInstanceUid: z.string().min(1).max(64),
		frameNumber: z.number().int().min(1),
		frameOfReferenceUid: z.string().max(64),
		/** Patient coordinates in millimetres; column, row, 0 where the image has no plane. */
		points: z.array(point3),
		/** Column and row of the image. */
		pointsPx: z.array(point2),
		label: z.string().overwrite(plainText).max(200)
	})
	.refine(
		({ kind, points, pointsPx }) =>
			points.length === findingKinds[kind] && pointsPx.length === findingKinds[kind],
		'mark-incomplete'
	);
export type Finding = z.infer<typeof findingSchema>;

export const MAX_FINDINGS = 40;
export const MAX_TEXT_CHARS = 20_000;
export const MAX_SITE_COMMENT_CHARS = 2000;

/** A code of the taxonomy in force; whether it has it is asked when the review is submitted. */
const code = z.string().max(81);

/** What of a review can still change. Nothing in it has a default that means a judgement. */
export const draftBodySchema = z.object({
	expectedness: z.enum(expectedness).nullable(),
	significance: z.enum(significances).nullable(),
	direction: z.enum(directions).nullable(),
	cause: code.nullable(),
	factors: z.array(code).max(40),
	comment: z.string().overwrite(plainText).max(MAX_TEXT_CHARS, 'text-too-long'),
	imageQuality: z.enum(imageQualities).nullable(),
	imageIssues: z.array(code).max(40),
	siteComment: z.string().overwrite(plainText).max(MAX_SITE_COMMENT_CHARS, 'text-too-long'),
	reportQuality: z.enum(reportQualities).nullable(),
	greatCatch: z.boolean(),
	learningValue: z.boolean(),
	/** The patient's care may have to change now: opens a correction. */
	needsCorrection: z.boolean(),
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
	imageIssues: [],
	siteComment: '',
	reportQuality: null,
	greatCatch: false,
	learningValue: false,
	needsCorrection: false,
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
