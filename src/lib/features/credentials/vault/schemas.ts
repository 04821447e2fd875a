import { z } from 'zod';
import { documentKinds } from '#lib/core/credentials/documents.ts';

/** A document that a coordinator puts into the vault for somebody. */
export const storeSchema = z.object({
	kind: z.enum(documentKinds, 'choose-one'),
	replaces: z
		.string()
		.max(64)
		.optional()
		.transform((id) => id || null)
});
