import { z } from 'zod';
import { informingWays } from '#lib/core/corrections/life.ts';
import { plainText } from '#lib/core/text/plain-text.ts';
import { parseCategory } from '#lib/core/turnaround/critical.ts';
import { holdReasons } from '#lib/core/turnaround/events.ts';

const id = z.string().min(1).max(64);
/** A wall-clock minute of the facility; empty means now. */
const at = z.string().trim().max(25, 'time-unreadable').default('');
const person = (missing: string) =>
	z.string(missing).overwrite(plainText).trim().min(1, missing).max(200, 'text-too-long');
const MAX_FINDING_CHARS = 2000;

export const recordCriticalSchema = z.object({
	readId: id,
	category: z.string('choose-one').transform((written, context) => {
		const category = parseCategory(written);
		if (category) return category;
		context.addIssue({ code: 'custom', message: 'choose-one' });
		return z.NEVER;
	}),
	finding: z
		.string('required')
		.overwrite(plainText)
		.trim()
		.min(1, 'required')
		.max(MAX_FINDING_CHARS, 'text-too-long'),
	at
});
export const communicateSchema = z.object({
	id,
	by: person('communicated-by-required'),
	to: person('informed-whom-required'),
	how: z.enum(informingWays, 'informed-how-required'),
	at
});
export const receiveCriticalSchema = z.object({ id, from: person('received-from-required'), at });
export const withdrawCriticalSchema = z.object({
	id,
	words: z.string().overwrite(plainText).trim().min(1, 'closing-words-required').max(2000, 'text-too-long')
});

/** A hold as it is written down by hand on the page of a read. */
export const holdSchema = z.object({
	id,
	reason: z.enum(holdReasons, 'choose-one'),
	from: z.string('required').trim().min(1, 'required').max(25, 'time-unreadable'),
	to: at
});
export const endHoldSchema = z.object({ id, at });
export const takeBackSchema = z.object({ id, event: id });
export const causeSchema = z.object({
	id,
	cause: z.string('choose-one').min(1, 'choose-one').max(40),
	note: z.string().overwrite(plainText).trim().max(500, 'text-too-long').default('')
});

export type RecordCritical = z.output<typeof recordCriticalSchema>;
export type Communicate = z.output<typeof communicateSchema>;
export type ReceiveCritical = z.output<typeof receiveCriticalSchema>;
export type WithdrawCritical = z.output<typeof withdrawCriticalSchema>;
export type HoldInput = z.output<typeof holdSchema>;
export type EndHold = z.output<typeof endHoldSchema>;
export type TakeBack = z.output<typeof takeBackSchema>;
export type CauseInput = z.output<typeof causeSchema>;
