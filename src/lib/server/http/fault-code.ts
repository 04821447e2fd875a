import type { z } from 'zod';

/**
 * The error code of what a schema found wrong (its message); of a text that is too long with the limit and the length, as
 * `text-too-long|2000|2412`. The schema has to be asked with `reportInput`.
 */
export function faultCode(issue: z.core.$ZodIssue): string {
	if (issue.code !== 'too_big' || typeof issue.input !== 'string') return issue.message;
	return `${issue.message}|${issue.maximum}|${issue.input.length}`;
}
