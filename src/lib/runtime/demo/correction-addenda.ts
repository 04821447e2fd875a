import { eq, inArray } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { PastAudit } from './audit-log.ts';
import type { Seeding } from './seeding.ts';

/** A later version of a report that carries a correction. */
export type DemoAddendum = { readonly id: string; readonly readId: string; readonly at: Instant };

const words =
	'ADDENDUM:\nThe images were looked at again. The finding of which the facility was told is confirmed, and the impression is amended.';

/** Writes the versions as they would have come in: the one before is superseded, and its text stands above the addendum. */
export async function writeDemoAddenda(
	{ hex }: Pick<Seeding, 'hex'>,
	write: WriteHandle,
	{ addenda, audit }: { addenda: readonly DemoAddendum[]; audit: PastAudit }
): Promise<void> {
	const { reads, reports } = write.tables;
	for (const { id, readId, at } of addenda) {
		const [before] = await write.select().from(reads).where(eq(reads.id, readId));
		const [report] = await write.select().from(reports).where(eq(reports.readId, readId));
		if (!before || !report) throw new Error('a demo correction is about a read without a report');
		const version = before.reportVersion + 1;
		await write.insert(reads).values({
			...before,
			id,
			naturalKey: `${before.naturalKey}|addendum|${id}`,
			samplingId: hex(16),
			status: 'corrected',
			reportVersion: version,
			reportedAt: at,
			receivedAt: at
		});
		await write.insert(reports).values({ ...report, readId: id, text: `${report.text}\n\n${words}` });
		const about = { actorId: null, at } as const;
		const facts = { source: 'demo', kind: before.kind, version };
		audit.add(
			{ type: 'read.received', subjectId: id, facts, ...about },
			{ type: 'read.superseded', subjectId: readId, facts: { by: id }, ...about }
		);
	}
	const replaced = addenda.map(({ readId }) => readId);
	if (replaced.length > 0)
		await write.update(reads).set({ status: 'superseded' }).where(inArray(reads.id, replaced));
}
