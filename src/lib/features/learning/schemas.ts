import { z } from 'zod';
import { fromUtcDay } from '#lib/core/instant.ts';
import { learningKinds, setAsideReasons } from '#lib/core/learning/kinds.ts';

const MAX_TITLE_CHARS = 160;
const MAX_STORY_CHARS = 8000;
const MAX_POINTS_CHARS = 4000;

const id = z.string('required').min(1).max(64);
const required = (chars: number) => z.string('required').trim().min(1, 'required').max(chars, 'too-long');
const optional = (chars: number) => z.string().trim().max(chars, 'too-long').default('');
const day = required(10).refine((text) => fromUtcDay(text) !== null, 'not-a-day');

export const submitSchema = z.object({
	kind: z.enum(learningKinds, 'choose-one'),
	source: z.enum(['own', 'colleague']).default('own'),
	/** One of the submitter's own reads; empty for a story without images. */
	readId: z
		.string()
		.max(64)
		.default('')
		.transform((text) => text || null),
	title: required(MAX_TITLE_CHARS),
	story: required(MAX_STORY_CHARS),
	learningPoints: optional(MAX_POINTS_CHARS)
});
export type SubmitInput = z.output<typeof submitSchema>;

export const idSchema = z.object({ id });

export const editSchema = z.object({
	id,
	title: required(MAX_TITLE_CHARS),
	story: optional(MAX_STORY_CHARS),
	question: optional(500),
	learningPoints: optional(MAX_POINTS_CHARS)
});
export type EditInput = z.output<typeof editSchema>;

export const setAsideSchema = z.object({ id, reason: z.enum(setAsideReasons, 'choose-one') });
export const objectSchema = z.object({ case: id, objection: optional(1000) });
export const answerObjectionSchema = z.object({ id, answer: required(1000) });

/** A day and a clock time in the group's zone. */
const plan = {
	title: required(MAX_TITLE_CHARS),
	day,
	time: z
		.string('required')
		.trim()
		.regex(/^([01]\d|2[0-3]):[0-5]\d(:\d\d)?$/, 'not-a-time'),
	place: optional(300)
};
export const planSchema = z.object(plan);
export const changePlanSchema = z.object({ id, ...plan });
export type PlanInput = z.output<typeof planSchema>;

export const conferenceCaseSchema = z.object({ id, case: id });
export const moveSchema = z.object({ id, case: id, to: z.enum(['up', 'down'], 'choose-one') });
export const pointSchema = z.object({ id, case: id, learningPoint: optional(MAX_POINTS_CHARS) });

/** Before the name of each case's field in the form that holds the points of a whole meeting. */
export const pointField = 'point-';

/** Before the name of each case's hidden field with the point as the form was made with it. */
export const pointBefore = 'before-';

export type PointInput = {
	readonly case: string;
	readonly learningPoint: string;
	/** What stood there when the form was made; without it, whatever stands there now gives way. */
	readonly before?: string;
};

/** Fields `point-<case>` and `before-<case>`: the points of a meeting together. */
export const pointsSchema = z.looseObject({ id }).transform(({ id: meeting, ...fields }, context) => {
	const points: PointInput[] = [];
	for (const [name, value] of Object.entries(fields)) {
		if (!name.startsWith(pointField)) continue;
		const of = name.slice(pointField.length);
		const before = fields[pointBefore + of];
		const text = optional(MAX_POINTS_CHARS).safeParse(value);
		if (text.success)
			points.push({
				case: of,
				learningPoint: text.data,
				...(typeof before === 'string' ? { before: before.trim() } : {})
			});
		else
			for (const { message } of text.error.issues)
				context.addIssue({ code: 'custom', message, path: [name] });
	}
	return { id: meeting, points };
});
export type PointsInput = z.output<typeof pointsSchema>;

const people = z.array(id).max(2000).default([]);

/** Whom the form shows as present, and whom it showed so when it was made: what differs is what somebody changed. */
export const attendanceSchema = z.object({ id, users: people, before: people });

/** Beginning a meeting; `today` says that it is meant for another day. */
export const startSchema = z.object({ id, today: z.literal('on').optional() });

export const openImprovementSchema = z.object({
	title: required(MAX_TITLE_CHARS),
	description: optional(MAX_POINTS_CHARS),
	ownerId: id,
	dueOn: day,
	conferenceId: z
		.string()
		.max(64)
		.default('')
		.transform((text) => text || null)
});
export type OpenImprovementInput = z.output<typeof openImprovementSchema>;

export const closeImprovementSchema = z.object({
	action: id,
	status: z.enum(['done', 'dropped'], 'choose-one'),
	result: required(MAX_POINTS_CHARS)
});
