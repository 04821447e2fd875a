import { z } from 'zod';

/** What a reader disagrees with, in the structured form of the one rebuttal. */
export const disagreements = [
	'finding-absent',
	'finding-reported',
	'not-visible',
	'expectedness',
	'significance',
	'information-missing',
	'other'
] as const;
export type Disagreement = (typeof disagreements)[number];

export const MAX_ARGUMENT_CHARS = 4000;

export const rebuttalSchema = z.object({
	disagreement: z.enum(disagreements, 'disagreement-required'),
	argument: z.string().trim().min(1, 'argument-required').max(MAX_ARGUMENT_CHARS, 'text-too-long')
});
export type Rebuttal = z.infer<typeof rebuttalSchema>;

/** A rebuttal as it is stored. */
export function makeRebuttal(rebuttal: Rebuttal): string {
	return JSON.stringify({ disagreement: rebuttal.disagreement, argument: rebuttal.argument });
}

/** The twin of makeRebuttal; text that was stored otherwise counts as an argument without a code. Null stays null. */
export function parseRebuttal(stored: string | null): Rebuttal | null {
	if (stored === null) return null;
	try {
		const parsed = rebuttalSchema.safeParse(JSON.parse(stored));
		if (parsed.success) return parsed.data;
	} catch {
		// Not JSON: written by an import as plain text.
	}
	return { disagreement: 'other', argument: stored };
}
