import { z } from 'zod';
import { requiredText } from './fields.ts';

/** How long a token may work, in days. */
export const tokenDays = ['30', '90', '365'] as const;
export const tokenMays = ['read', 'store'] as const;

export const createAccessTokenSchema = z.object({
	name: requiredText(80),
	may: z
		.union([z.enum(tokenMays), z.array(z.enum(tokenMays))], 'required')
		.transform((chosen) => (typeof chosen === 'string' ? [chosen] : chosen)),
	days: z.enum(tokenDays).transform(Number)
});
export type CreateAccessToken = z.output<typeof createAccessTokenSchema>;

export const revokeAccessTokenSchema = z.object({ id: z.string() });
