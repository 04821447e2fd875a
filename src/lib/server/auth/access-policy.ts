import { desc, eq } from 'drizzle-orm';
import {
	accessPolicySchema,
	defaultAccessPolicy,
	needsSecondFactor,
	type AccessPolicy
} from '#lib/core/access-policy.ts';
import type { Role } from '#lib/core/permissions.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** What signing in asks for at present; what comes with the product where a group has published nothing. */
export async function accessPolicy(read: ReadHandle): Promise<AccessPolicy> {
	const { policies } = read.tables;
	const [row] = await read
		.select({ body: policies.body })
		.from(policies)
		.where(eq(policies.kind, 'access'))
		.orderBy(desc(policies.version))
		.limit(1);
	return row ? accessPolicySchema.parse(row.body) : defaultAccessPolicy;
}

/** Whether somebody with these roles needs an authenticator at present. */
export async function isSecondFactorNeeded(read: ReadHandle, held: readonly Role[]): Promise<boolean> {
	return needsSecondFactor(await accessPolicy(read), held);
}
