import { z } from 'zod';

/** Why somebody wants to see the names behind the codes: coded, because the audit log holds no free text. */
export const nameReasons = ['evaluation', 'committee', 'conversation', 'data-check'] as const;

export const showNamesSchema = z.object({ reason: z.enum(nameReasons, 'required') });
export type ShowNames = z.output<typeof showNamesSchema>;
