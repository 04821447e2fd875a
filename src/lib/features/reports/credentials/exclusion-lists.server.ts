import { and, asc, eq, gte, lt } from 'drizzle-orm';
import { z } from 'zod';
import { exclusionFiles, type ExclusionFile } from '#lib/core/credentials/entry/exclusion-lists.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** A list of excluded people that was held against everybody, as the audit log has it. */
export type TakenList = {
	readonly list: ExclusionFile;
	readonly at: Instant;
	readonly by: string | null;
	readonly sha256: string | null;
	/** Matches that were recorded, and that had been before. */
	readonly taken: number;
	readonly unchanged: number;
};

const factsSchema = z.object({
	kind: z.enum(exclusionFiles),
	taken: z.int(),
	unchanged: z.int(),
	sha256: z.string().optional()
});

/** The lists that were taken in between two instants, the oldest first. */
export async function takenLists(
	read: ReadHandle,
	{ from, to }: { readonly from: Instant; readonly to: Instant }
): Promise<TakenList[]> {
	const { auditEvents: t, users } = read.tables;
	const rows = await read
		.select({ at: t.at, by: users.name, facts: t.facts })
		.from(t)
		.leftJoin(users, eq(users.id, t.actorId))
		.where(and(eq(t.type, 'credential.imported'), gte(t.at, from), lt(t.at, to)))
		.orderBy(asc(t.seq));
	return rows.flatMap(({ at, by, facts }) => {
		// Files of credentials are taken in under the same type.
		const parsed = factsSchema.safeParse(JSON.parse(facts));
		if (!parsed.success) return [];
		const { kind, taken, unchanged, sha256 = null } = parsed.data;
		return [{ list: kind, at, by, sha256, taken, unchanged }];
	});
}
