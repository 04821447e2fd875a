import { z } from 'zod';
import { alertOutcomes } from './view.ts';

const id = z.string('required').min(1, 'required');
const words = z.string('required').trim().min(1, 'required').max(1000, 'too-long');

export const acknowledgeAlertSchema = z.object({ id });
export type AcknowledgeAlert = z.output<typeof acknowledgeAlertSchema>;

export const noteAlertSchema = z.object({ id, words });
export type NoteAlert = z.output<typeof noteAlertSchema>;

/** Closing says what became of it, in a code and in words. */
export const closeAlertSchema = z.object({ id, outcome: z.enum(alertOutcomes, 'required'), words });
export type CloseAlert = z.output<typeof closeAlertSchema>;
