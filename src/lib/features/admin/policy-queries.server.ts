import { desc, eq } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { policyKinds, type PolicyBody, type PolicyKind } from './policy-kinds.ts';

/** One version of a policy as it was published. */
export type Policy<K extends PolicyKind> = {
	readonly id: string;
	readonly version: number;
	readonly body: PolicyBody<K>;
	readonly effectiveAt: Instant;
};

/** Every set-up ever made published these. */
const firstKinds: ReadonlySet<PolicyKind> = new Set(['sampling', 'review', 'turnaround', 'suppression']);

/** The version in force, or null while none was published. Throws when the stored body does not fit its schema. */
export async function findCurrentPolicy<K extends PolicyKind>(
	read: ReadHandle,
	kind: K
): Promise<Policy<K> | null> {
	const { policies } = read.tables;
	const [row] = await read
		.select({
			id: policies.id,
			version: policies.version,
			body: policies.body,
			effectiveAt: policies.effectiveAt
		})
		.from(policies)
		.where(eq(policies.kind, kind))
		.orderBy(desc(policies.version))
		.limit(1);
	if (!row) return null;
	// The schema is the one of this very kind; the table of kinds loses that link.
	const body = policyKinds[kind].schema.parse(row.body) as PolicyBody<K>;
	return { ...row, body };
}

/**
 * The version in force. A kind that came with a later release than the group's set-up begins with what came with it, as version 0.
 * Throws before set-up, when there is none of the first kinds.
 */
export async function currentPolicy<K extends PolicyKind>(read: ReadHandle, kind: K): Promise<Policy<K>> {
	const policy = await findCurrentPolicy(read, kind);
	if (policy) return policy;
	if (firstKinds.has(kind)) throw new Error(`no ${kind} policy: the group is not set up`);
	// The body is the one of this very kind, as above.
	const body = policyKinds[kind].initial as PolicyBody<K>;
	return { id: `built-in-${kind}`, version: 0, body, effectiveAt: 0 };
}

export type PolicyVersion = {
	readonly version: number;
	readonly effectiveAt: Instant;
	readonly publishedBy: string | null;
};

/** The published versions of a kind, newest first. */
export async function policyVersions(read: ReadHandle, kind: PolicyKind): Promise<PolicyVersion[]> {
	const { policies, users } = read.tables;
	return read
		.select({ version: policies.version, effectiveAt: policies.effectiveAt, publishedBy: users.name })
		.from(policies)
		.leftJoin(users, eq(users.id, policies.createdBy))
		.where(eq(policies.kind, kind))
		.orderBy(desc(policies.version));
}
