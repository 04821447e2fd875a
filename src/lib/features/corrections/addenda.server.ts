import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { pendingStatuses } from '#lib/core/corrections/life.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { holdCorrection, type HeldCorrection, type HeldError } from './held-correction.server.ts';
import type { LinkInput } from './schemas.ts';

/** A later version of the report, which may carry the correction. */
export type LaterVersion = {
	readonly id: string;
	readonly reportVersion: number;
	readonly reportedAt: Instant;
};

type Report = Pick<HeldCorrection, 'readId' | 'facilityId' | 'accession' | 'openedAt'>;

/** Final versions of the same report that were reported after the correction was opened, the latest first. */
export async function laterVersions(
	read: ReadHandle,
	{ readId, facilityId, accession, openedAt }: Report
): Promise<LaterVersion[]> {
	const { reads } = read.tables;
	const reportedAt = sql<number>`coalesce(${reads.reportedAt}, ${reads.finalAt}, ${reads.receivedAt})`;
	return read
		.select({ id: reads.id, reportVersion: reads.reportVersion, reportedAt: reportedAt.mapWith(Number) })
		.from(reads)
		.where(
			and(
				eq(reads.facilityId, facilityId),
				eq(reads.accession, accession),
				eq(reads.kind, 'final'),
				ne(reads.status, 'cancelled'),
				ne(reads.id, readId),
				sql`${reportedAt} >= ${openedAt}`
			)
		)
		.orderBy(desc(reads.reportVersion), desc(reads.id));
}

/** Names the report version that carries the correction; another one may take its place until the loop is closed. */
export async function linkAddendum(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	{ id, readId }: LinkInput
): Promise<Result<{ id: string }, HeldError | 'addendum-not-found'>> {
	const now = app.clock.now();
	return app.db.transaction(
		async (write): Promise<Result<{ id: string }, HeldError | 'addendum-not-found'>> => {
			const held = await holdCorrection(write, actor, id, now);
			if (!held.ok) return held;
			const version = (await laterVersions(write, held.value)).find((later) => later.id === readId);
			if (!version) return err('addendum-not-found');
			if (!(await keepLink(write, id, version, held.value.addendumReadId))) return err('already-recorded');
			await recordAudit(write, {
				type: 'correction.addendum-linked',
				subjectId: id,
				facts: { readId },
				at: now,
				actor
			});
			return ok({ id });
		}
	);
}

/** Sets the link while the loop is open and nobody else changed it. */
async function keepLink(
	write: WriteHandle,
	id: string,
	version: LaterVersion,
	before: string | null
): Promise<boolean> {
	const { corrections } = write.tables;
	const linked = await write
		.update(corrections)
		.set({ addendumReadId: version.id, addendumAt: version.reportedAt })
		.where(
			and(
				eq(corrections.id, id),
				inArray(corrections.status, [...pendingStatuses]),
				before === null ? isNull(corrections.addendumReadId) : eq(corrections.addendumReadId, before)
			)
		)
		.returning({ id: corrections.id });
	return linked.length === 1;
}

/**
 * Links the report versions that came in after their corrections were opened. Returns how many it linked; running again, or
 * twice at once, links nothing more.
 */
export async function linkAddenda(app: App): Promise<number> {
	const { read } = app.db;
	const { corrections, reads } = read.tables;
	const waiting = await read
		.select({
			id: corrections.id,
			readId: corrections.readId,
			openedAt: corrections.openedAt,
			facilityId: reads.facilityId,
			accession: reads.accession
		})
		.from(corrections)
		.innerJoin(reads, eq(reads.id, corrections.readId))
		.where(and(inArray(corrections.status, [...pendingStatuses]), isNull(corrections.addendumReadId)))
		.orderBy(asc(corrections.id));
	let linked = 0;
	for (const correction of waiting) {
		const [version] = await laterVersions(read, correction);
		if (!version) continue;
		const isLinked = await app.db.transaction(async (write) => {
			if (!(await keepLink(write, correction.id, version, null))) return false;
			await recordAudit(write, {
				type: 'correction.addendum-linked',
				subjectId: correction.id,
				facts: { readId: version.id },
				at: app.clock.now(),
				actor: null
			});
			return true;
		});
		if (isLinked) linked += 1;
	}
	return linked;
}
