import { z } from 'zod';
import { accessPolicySchema, alwaysSecondFactor } from '#lib/core/access-policy.ts';
import { roleNames } from '#lib/core/permissions.ts';

/** The form by which it is published who needs an authenticator. Those who always do are among them, ticked or not. */
export const accessPolicyForm = z
	.object({
		basedOn: z.coerce.number().int().min(0),
		roles: z.array(z.enum(roleNames, 'unknown-role')).default([])
	})
	.transform(({ basedOn, roles }) => {
		const needed = roleNames.filter((role) => roles.includes(role) || alwaysSecondFactor.includes(role));
		return { basedOn, body: accessPolicySchema.parse({ secondFactorRoles: needed }) };
	});
