import { and, desc, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { periodDays } from '#lib/core/period.ts';
import { standingOf } from '#lib/core/reports/register.ts';
import { findEntry, seesWholeRegister } from '#lib/features/reports/export-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { mayRevoke } from './revoke.server.ts';

const MOST_TAKES = 200;

/** One export with its copies, as the actor may see them: who did not make it and is no director sees their own copies alone. */
export async function entryView(app: App, actor: Actor, id: string) {
	const entry = await findEntry(app, actor, id);
	if (!entry) return null;
	const { read } = app.db;
	const { exportTakes: t, users, exports } = read.tables;
	const seesAll = entry.createdBy === actor.id || seesWholeRegister(actor);
	const takes = await read
		.select({
			copy: t.copy,
			takenBy: users.name,
			takenAt: t.takenAt,
			watermark: t.watermark,
			sha256: t.sha256
		})
		.from(t)
		.innerJoin(users, eq(users.id, t.takenBy))
		.where(and(eq(t.exportId, id), seesAll ? undefined : eq(t.takenBy, actor.id)))
		.orderBy(desc(t.copy))
		.limit(MOST_TAKES);
	const [revoker] = await read
		.select({ name: users.name })
		.from(exports)
		.innerJoin(users, eq(users.id, exports.revokedBy))
		.where(eq(exports.id, id));
	const { withheld } = entry;
	const days = periodDays({ from: entry.periodFrom, to: entry.periodTo });
	return {
		id,
		kind: entry.kind,
		format: entry.format,
		...days,
		purpose: entry.purpose,
		recipient: entry.recipient,
		createdBy: entry.createdByName,
		createdAt: entry.createdAt,
		expiresAt: entry.expiresAt,
		standing: standingOf(entry, app.clock.now()),
		withheld,
		// By a hash and n the counts of a file could be guessed that is kept from the actor.
		n: withheld ? null : entry.n,
		sha256: withheld ? null : entry.sha256,
		copies: entry.copies,
		takes: takes.map((take) => (withheld ? { ...take, sha256: null } : take)),
		seesAll,
		revoked:
			entry.revokedAt === null
				? null
				: { at: entry.revokedAt, by: revoker?.name ?? '', reason: entry.revokedReason ?? '' },
		mayRevoke: entry.revokedAt === null && mayRevoke(actor, entry)
	};
}

/** An export as its page shows it. */
export type EntryView = NonNullable<Awaited<ReturnType<typeof entryView>>>;
