import { z } from 'zod';
import { roleNames, type Role } from '#lib/core/permissions.ts';

/** What signing in asks for, by role. */
export const accessPolicySchema = z.object({
	/** Whoever holds one of these roles needs an authenticator besides the password. */
	secondFactorRoles: z.array(z.enum(roleNames)).readonly()
});
export type AccessPolicy = z.output<typeof accessPolicySchema>;

/** Roles that no published form leaves without a second factor: auditors come from outside, by a link in a mail. */
export const alwaysSecondFactor: readonly Role[] = ['auditor'];

export const defaultAccessPolicy: AccessPolicy = { secondFactorRoles: alwaysSecondFactor };

/** Whether somebody with these roles needs an authenticator under the policy. */
export function needsSecondFactor({ secondFactorRoles }: AccessPolicy, held: readonly Role[]): boolean {
	return held.some((role) => secondFactorRoles.includes(role));
}
