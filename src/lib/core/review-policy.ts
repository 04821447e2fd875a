import { z } from 'zod';
import { blindingLevels } from '#lib/core/case/detection.ts';

/** How drawn cases are reviewed: versioned data, printed on every export. */
export const reviewPolicySchema = z.object({
	blindingLevel: z.enum(blindingLevels).exclude(['L0']),
	/** Days from the draw until a review is due. */
	dueDays: z.number().int().min(1).max(180),
	/** Hours after which an untouched assignment goes to somebody else. */
	leaseHours: z.number().int().min(1).max(2160),
	/** Share of cases that silently go to a second reviewer, in [0,1]. */
	secondReviewerShare: z.number().min(0).max(1),
	/** Share of a reviewer's cases that are known ones, in [0,1]; never marked, never in a rate. */
	calibrationShare: z.number().min(0).max(0.2).default(0.02),
	/** Radiologists of a modality below which a reader may be guessed in spite of blinding (domain 2.2). */
	smallGroup: z.number().int().min(2).max(50).default(5),
	/** Days after a review in which its reader reviews none of the reviewer's own reads; 0: only while it is open (domain 6). */
	reciprocityDays: z.number().int().min(0).max(730).default(90),
	/** Minutes between two reports up to which the second reader took over from the first (`core/assignment/handover`); 0: none. */
	handoverMinutes: z.number().int().min(0).max(1440).default(240),
	/** Days before a review is due on which its reviewer is reminded. */
	remindDays: z.number().int().min(0).max(30).default(3),
	/** Days after which an overdue review is told to the coordinators. */
	escalateDays: z.number().int().min(0).max(60).default(3),
	/** Outcomes 1 and 2a are released together on this weekday (0 Sunday) and hour of the group's time zone. */
	releaseWeekday: z.number().int().min(0).max(6),
	releaseHour: z.number().int().min(0).max(23),
	timeZone: z.string().min(1)
});

export type ReviewPolicy = z.infer<typeof reviewPolicySchema>;

export const defaultReviewPolicy: ReviewPolicy = {
	blindingLevel: 'L3',
	dueDays: 14,
	leaseHours: 72,
	secondReviewerShare: 0.08,
	calibrationShare: 0.02,
	smallGroup: 5,
	reciprocityDays: 90,
	handoverMinutes: 240,
	remindDays: 3,
	escalateDays: 3,
	releaseWeekday: 1,
	releaseHour: 6,
	timeZone: 'America/New_York'
};
