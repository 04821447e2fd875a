import { z } from 'zod';

const id = z.string().min(1).max(64);
const answer = z.string('site-answer-required').trim().max(2000, 'text-too-long');

export const acknowledgeSchema = z.object({ id });
export const closeSchema = z.object({ id, answer: answer.min(1, 'site-answer-required') });
