import { z } from 'zod';
import { nameReasons } from '#lib/features/quality/schemas.ts';

/** Why somebody wants to see whose cases these are: coded, because the audit log holds no free text. */
export const unblindCasesSchema = z.object({
	reason: z.enum(nameReasons, 'required'),
	/** The query of the list's address, without the question mark. */
	query: z.string().max(2000).default('')
});
export type UnblindCases = z.output<typeof unblindCasesSchema>;
