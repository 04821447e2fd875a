import { desc } from 'drizzle-orm';
import { toUtcDay, type Instant } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { lookWithout, type LookStandings } from '#lib/features/quality/measures/look.ts';
import type { LookView } from '#lib/features/quality/view.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { nextLookOn } from './looks.ts';

/** The last look and what it found, for somebody who reads without what it says of them; and when the next one is. */
export async function lastLook(
	read: ReadHandle,
	{ now, viewerId }: { readonly now: Instant; readonly viewerId: string | null }
): Promise<LookView> {
	const { qualityLooks } = read.tables;
	const { body: policy } = await currentPolicy(read, 'signals');
	const [last] = await read
		.select({ on: qualityLooks.on, standings: qualityLooks.standings })
		.from(qualityLooks)
		.orderBy(desc(qualityLooks.on), desc(qualityLooks.lookedAt))
		.limit(1);
	return {
		on: last?.on ?? null,
		nextOn: nextLookOn(toUtcDay(now), policy),
		// As the watch wrote it; looks of earlier releases kept none.
		found: last?.standings ? lookWithout(last.standings as LookStandings, viewerId) : null
	};
}
