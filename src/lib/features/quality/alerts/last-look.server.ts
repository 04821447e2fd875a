import { desc } from 'drizzle-orm';
import { toUtcDay } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { makeKeptFrom } from '#lib/features/quality/held.server.ts';
import { lookWithout, type LookStandings } from '#lib/features/quality/measures/look.ts';
import type { LookView } from '#lib/features/quality/view.ts';
import type { App } from '#lib/server/app.ts';
import { nextLookOn } from './looks.ts';

/**
 * The last look and what it found, and when the next one is. For somebody who reads (`viewerId`) without what it says of them; while they
 * have outcomes of its months that they are not told yet, nothing of it: what others were expected to have was counted among theirs.
 */
export async function lastLook(app: App, viewerId: string | null): Promise<LookView> {
	const { read } = app.db;
	const { qualityLooks } = read.tables;
	const { body: policy } = await currentPolicy(read, 'signals');
	const [last] = await read
		.select({ on: qualityLooks.on, standings: qualityLooks.standings })
		.from(qualityLooks)
		.orderBy(desc(qualityLooks.on), desc(qualityLooks.lookedAt))
		.limit(1);
	// As the watch wrote it; looks of earlier releases kept none.
	const found = last?.standings ? (last.standings as LookStandings) : null;
	const isKept = found !== null && (await makeKeptFrom(app, viewerId))(found.months.through);
	return {
		on: last?.on ?? null,
		nextOn: nextLookOn(toUtcDay(app.clock.now()), policy),
		isKept,
		found: found && !isKept ? lookWithout(found, viewerId) : null
	};
}
