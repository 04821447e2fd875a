import { max, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { policyKindNames, policyKinds, type PolicyBody, type PolicyKind } from './policy-kinds.ts';

type Author = Pick<Actor, 'id'> | null;

async function insertVersion<K extends PolicyKind>(
	app: App,
	write: WriteHandle,
	{ author, kind, body }: { author: Author; kind: K; body: PolicyBody<K> }
): Promise<AuditEntry & { type: 'policy.published' }> {
	const { policies } = write.tables;
	const [last] = await write
		.select({ version: max(policies.version) })
		.from(policies)
		.where(eq(policies.kind, kind));
	const version = (last?.version ?? 0) + 1;
	const at = app.clock.now();
	const id = app.ids();
	await write
		.insert(policies)
		.values({ id, kind, version, body, effectiveAt: at, createdBy: author?.id ?? null, createdAt: at });
	return { type: 'policy.published', subjectId: id, facts: { kind, version }, at, actor: author };
}

/**
 * Publishes the next version of a policy; what was decided under earlier ones stays under them. `basedOn` is the version
 * that its author had before them: when another was published meanwhile, nothing is.
 * @param follow what follows from it, in the same transaction
 */
export async function publishPolicy<K extends PolicyKind>(
	app: App,
	actor: Actor,
	{ kind, body, basedOn }: { kind: K; body: PolicyBody<K>; basedOn: number },
	follow?: (write: WriteHandle) => Promise<void>
): Promise<Result<{ version: number }, 'stale-policy'>> {
	try {
		return await app.db.transaction(async (write) => {
			const entry = await insertVersion(app, write, { author: actor, kind, body });
			if (entry.facts.version !== basedOn + 1) return err('stale-policy');
			await follow?.(write);
			await recordAudit(write, entry);
			return ok({ version: entry.facts.version });
		});
	} catch (error) {
		// Two at once: the version is unique, so the second one loses.
		if (app.db.read.dialect.isUniqueViolation(error)) return err('stale-policy');
		throw error;
	}
}

/**
 * Publishes the first version of every policy inside the transaction that sets a group up. Returns the audit entries,
 * which the caller records last.
 */
export async function insertInitialPolicies(
	app: App,
	write: WriteHandle,
	{ author, timeZone }: { author: Author; timeZone: string }
): Promise<AuditEntry[]> {
	const entries: AuditEntry[] = [];
	for (const kind of policyKindNames) {
		const { initial } = policyKinds[kind];
		const body = kind === 'review' ? { ...initial, timeZone } : initial;
		entries.push(
			await insertVersion(app, write, { author, kind, body: policyKinds[kind].schema.parse(body) })
		);
	}
	return entries;
}
