import { z } from 'zod';
import { MAX_FINDING_CHARS } from '#lib/core/corrections/finding.ts';
import { informingWays } from '#lib/core/corrections/life.ts';

const id = z.string().min(1).max(64);
const person = (missing: string) => z.string(missing).trim().min(1, missing).max(200, 'text-too-long');
const words = z.string().trim().max(2000, 'text-too-long').default('');
/** A wall-clock minute of the facility; empty means now. */
const at = z.string().trim().max(25, 'time-unreadable').default('');
const finding = z
	.string('finding-required')
	.trim()
	.min(1, 'finding-required')
	.max(MAX_FINDING_CHARS, 'text-too-long');

export const openSchema = z.object({ caseId: id, finding });
export const rewordSchema = z.object({ id, finding });
export const informSchema = z.object({
	id,
	whom: person('informed-whom-required'),
	how: z.enum(informingWays, 'informed-how-required'),
	at
});
export const receiveSchema = z.object({ id, from: person('received-from-required'), at });
export const closeSchema = z.object({ id, words });
export const dismissSchema = z.object({ id, words });
export const linkSchema = z.object({
	id,
	readId: z.string('addendum-required').min(1, 'addendum-required').max(64)
});

export type OpenInput = z.infer<typeof openSchema>;
export type RewordInput = z.infer<typeof rewordSchema>;
export type InformInput = z.infer<typeof informSchema>;
export type ReceiveInput = z.infer<typeof receiveSchema>;
export type CloseInput = z.infer<typeof closeSchema>;
export type LinkInput = z.infer<typeof linkSchema>;
