import { and, eq, isNull, sql, or } from 'drizzle-orm';
import { err, ok, type Result } from '#lib/core/result.ts';
import { readBehind } from '#lib/features/ingest/take-ai-results.server.ts';
import { lockRead } from '#lib/features/reads/lock-read.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { Context } from '#lib/server/http/page.ts';
import { acceptWithin, type KeptReferral } from './accept-within.server.ts';
import { insertReferral } from './insert-referral.server.ts';
import type { CompareResult } from './schemas.ts';
import { seenReads } from './seen-reads.server.ts';

const BATCH = 500;

type Kept = 'compared' | KeptReferral;

/**
 * Keeps how a report stands to an algorithm's result, as a person read both: no match of words decides. A disagreement makes a
 * case at once, unless that was withdrawn before: then its referral waits. What has made a case is not compared again.
 */
export async function compareResult(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	{ resultId, agreement }: CompareResult
): Promise<Result<{ kept: Kept }, 'result-not-found' | 'already-compared'>> {
	const now = app.clock.now();
	type Failure = 'result-not-found' | 'already-compared';
	return app.db.transaction(async (write): Promise<Result<{ kept: Kept }, Failure>> => {
		const { aiResults, reads, referrals } = write.tables;
		const [row] = await write
			.select({ readId: reads.id })
			.from(aiResults)
			.innerJoin(reads, eq(reads.id, aiResults.readId))
			.where(and(eq(aiResults.id, resultId), seenReads(write, actor)));
		if (!row) return err('result-not-found');
		await lockRead(write, row.readId);
		const made = write
			.select({ one: sql`1` })
			.from(referrals)
			.where(eq(referrals.aiResultId, aiResults.id));
		const compared = await write
			.update(aiResults)
			.set({ agreement, comparedBy: actor.id, comparedAt: now })
			.where(and(eq(aiResults.id, resultId), or(eq(aiResults.agreement, 'unknown'), sql`not exists ${made}`)))
			.returning({ id: aiResults.id });
		if (compared.length === 0) return err('already-compared');
		const entries: AuditEntry[] = [
			{ type: 'ai-result.compared', subjectId: resultId, facts: { agreement }, at: now, actor }
		];
		let kept: Kept = 'compared';
		if (agreement === 'disagrees') {
			const about = { readId: row.readId, mode: 'ai-disagreement', actor, now } as const;
			const { id, entry } = await insertReferral(write, app, {
				...{ ...about, source: 'algorithm', aiResultId: resultId }
			});
			const accepted = await acceptWithin(write, app, { ...about, referralId: id });
			kept = accepted.ok ? 'referred' : 'waiting';
			entries.push(entry, ...(accepted.ok ? accepted.value.entries : []));
		}
		await recordAudit(write, ...entries);
		return ok({ kept });
	});
}

/** Links results that came before their reads. Gives how many were linked. */
export async function linkAiResults(app: App): Promise<number> {
	const { aiResults, reads } = app.db.read.tables;
	const rows = await app.db.read
		.selectDistinct({ id: aiResults.id, facilityId: aiResults.facilityId, accession: aiResults.accession })
		.from(aiResults)
		.innerJoin(
			reads,
			and(eq(reads.accession, aiResults.accession), eq(reads.facilityId, aiResults.facilityId))
		)
		.where(and(isNull(aiResults.readId), sql`${reads.status} in ('current', 'corrected')`))
		.limit(BATCH);
	if (rows.length === 0) return 0;
	return app.db.transaction(async (write) => {
		let linked = 0;
		for (const { id, facilityId, accession } of rows) {
			const readId = facilityId === null ? null : await readBehind(write, facilityId, accession);
			if (readId === null) continue;
			await write.update(aiResults).set({ readId }).where(eq(aiResults.id, id));
			linked += 1;
		}
		return linked;
	});
}
